// A value as a tree of rows that open and close.
import { element, setAttribute, setText } from './elements.js';
import { rowList } from './row-list.js';
import { type OpenRows, toggled, type ValueRow, valueRows, withMore } from './value-rows.js';

export interface ValueView {
  /** @param before what to mark changes against; the value itself: none */
  readonly draw: (value: unknown, before: unknown) => void;
}

const changes: Readonly<Record<ValueRow['change'], string>> = {
  same: '',
  changed: 'changed',
  added: 'new',
  gone: 'gone',
};

export function valueView(host: HTMLElement, redraw: () => void): ValueView {
  let open: OpenRows = new Map();
  let rows: readonly ValueRow[] = [];
  let drawn: { readonly value: unknown; readonly before: unknown; readonly open: OpenRows } | undefined;
  let current = -1;
  const change = (next: OpenRows): void => {
    open = next;
    redraw();
  };
  const toggle = (index: number): void => {
    const row = rows[index];
    if (row?.kind === 'more') change(withMore(open, row.path));
    else if (row?.isOpen !== undefined) change(toggled(open, row.path));
  };
  const list = rowList({
    host,
    role: 'tree',
    make: () => {
      const key = element('span', { class: 'key' });
      const value = element('span', { class: 'value' });
      const mark = element('span', { class: 'mark' });
      return { root: element('div', { class: 'member' }, key, value, mark), key, value, mark };
    },
    fill: ({ root, key, value, mark }, index) => {
      const row = rows[index];
      if (row === undefined) return;
      setText(key, row.key);
      setText(value, row.preview);
      setText(mark, changes[row.change]);
      setAttribute(root, 'data-kind', row.kind);
      setAttribute(root, 'data-change', row.change);
      setAttribute(root, 'aria-level', String(row.depth + 1));
      setAttribute(root, 'aria-expanded', row.isOpen === undefined ? undefined : String(row.isOpen));
      root.style.setProperty('--depth', String(Math.min(row.depth, 16)));
    },
    choose: (index) => {
      // A second click on the same row is no second wish: keys open it too.
      current = index;
      redraw();
    },
    act: toggle,
    open: (index, isOpen) => {
      if (rows[index]?.isOpen === !isOpen) toggle(index);
    },
  });
  // The sign before a row that can be opened is as good as the arrows.
  host.addEventListener('click', (event) => {
    const row = event.target instanceof Element ? event.target.closest('.member') : null;
    if (row !== null && (row.hasAttribute('aria-expanded') || row.getAttribute('data-kind') === 'more'))
      toggle(current);
  });
  return {
    draw: (value, before) => {
      const isSame =
        drawn !== undefined && drawn.value === value && drawn.before === before && drawn.open === open;
      if (!isSame) {
        rows = valueRows(value, before, open);
        drawn = { value, before, open };
      }
      list.draw(rows.length, Math.min(current, rows.length - 1));
    },
  };
}
