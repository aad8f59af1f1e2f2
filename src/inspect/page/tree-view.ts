// The tree of actors.
import { type TreeRow, treeRows } from './actor-tree.js';
import { element, part, setAttribute, setText } from './elements.js';
import { rowList } from './row-list.js';
import type { Page, View } from './view.js';

const marks: Readonly<Record<TreeRow['life'], string>> = {
  new: 'begun',
  living: '',
  done: 'done',
  failed: 'failed',
  stopped: 'stopped',
};

export function treeView({ dispatch, redraw }: Page): View {
  const filter = part('actor-filter', HTMLInputElement);
  const counter = part('actor-count', HTMLElement);
  filter.addEventListener('input', redraw);
  let rows: readonly TreeRow[] = [];
  const list = rowList({
    host: part('actor-tree', HTMLElement),
    role: 'tree',
    make: () => {
      const name = element('span', { class: 'name' });
      const value = element('span', { class: 'value' });
      const mark = element('span', { class: 'mark' });
      return { root: element('div', { class: 'actor' }, name, value, mark), name, value, mark };
    },
    fill: ({ root, name, value, mark }, index) => {
      const row = rows[index];
      if (row === undefined) return;
      setText(name, row.name);
      setText(value, row.value);
      setText(mark, marks[row.life]);
      setAttribute(root, 'data-life', row.life);
      setAttribute(root, 'data-chart', row.hasChart ? 'yes' : 'no');
      setAttribute(root, 'data-match', row.isMatch ? 'yes' : 'no');
      setAttribute(root, 'data-session', row.sessionId);
      setAttribute(root, 'aria-level', String(row.depth + 1));
      setAttribute(root, 'title', `${row.name} (${row.sessionId}) ${row.value}`);
      root.style.setProperty('--depth', String(Math.min(row.depth, 8)));
    },
    choose: (index) => {
      const row = rows[index];
      if (row !== undefined) dispatch({ type: 'choose', sessionId: row.sessionId });
    },
  });
  return {
    draw: ({ state: { picture, chosen }, now }) => {
      rows = treeRows(picture, filter.value, now);
      list.draw(
        rows.length,
        rows.findIndex(({ sessionId }) => sessionId === chosen),
      );
      setText(counter, String(picture.actors.size - picture.ended.size));
      return rows.some(({ life }) => life === 'new');
    },
  };
}
