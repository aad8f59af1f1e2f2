// A list of as many rows as there are, of which only those in sight are elements: for the actors, the log and values. Keys,
// roles and the selection are the same in all three (WAI-ARIA Authoring Practices, "Listbox" and "Tree View").
import { element, setAttribute } from './elements.js';

export interface RowListOptions<Row extends { readonly root: HTMLElement }> {
  /** An element that scrolls. */
  readonly host: HTMLElement;
  readonly role: 'listbox' | 'tree';
  /** Makes one row without its content; it is used for many. */
  readonly make: () => Row;
  /** Puts the content of a row in. */
  readonly fill: (row: Row, index: number) => void;
  /** The person has chosen a row by key or pointer. */
  readonly choose: (index: number) => void;
  /** The person wants more of a row: Enter, a double click. */
  readonly act?: (index: number) => void;
  /** The person wants a row opened or closed: the arrows to the right and left. */
  readonly open?: (index: number, isOpen: boolean) => void;
  /** The person has scrolled, to the end or away from it. */
  readonly scrolled?: (isAtEnd: boolean) => void;
}

export interface RowList {
  /** Brings what is in sight up to date. @param current the index of the selected row; -1: none is */
  readonly draw: (count: number, current: number) => void;
  /** Scrolls until a row is in sight. */
  readonly reveal: (index: number) => void;
  readonly toEnd: () => void;
}

/** The height of each row in pixels; the style sheet has the same. */
const rowPx = 22;

/** Rows beyond those in sight that are there already when somebody scrolls. */
const spareRows = 4;

/** Closer to the end than this counts as there: browsers scroll by fractions of pixels. */
const endTolerancePx = 4;

let lists = 0;

export function rowList<Row extends { readonly root: HTMLElement }>(options: RowListOptions<Row>): RowList {
  const { host, role, make, fill } = options;
  lists += 1;
  const prefix = `row-${lists}-`;
  const sizer = element('div', { class: 'rows', role: 'presentation' });
  host.append(sizer);
  host.classList.add('row-list');
  setAttribute(host, 'role', role);
  setAttribute(host, 'tabindex', '0');
  const pool: Row[] = [];
  let count = 0;
  let current = -1;
  let height = 0;
  let top = 0;

  const paint = (): void => {
    const first = Math.max(0, Math.floor(top / rowPx) - spareRows);
    const last = Math.min(count, Math.ceil((top + height) / rowPx) + spareRows);
    const needed = Math.ceil(height / rowPx) + 2 * spareRows + 1;
    while (pool.length < needed) pool.push(added(sizer, make(), role));
    for (const [slot, row] of pool.entries()) {
      // Each row keeps its place in the pool, and so its element while it is in sight.
      const index = first + ((slot - (first % pool.length) + pool.length) % pool.length);
      const isShown = index < last;
      if (row.root.hidden === isShown) row.root.hidden = !isShown;
      if (isShown) place(row, index);
    }
    setAttribute(
      host,
      'aria-activedescendant',
      current >= first && current < last ? prefix + current : undefined,
    );
  };

  const place = (row: Row, index: number): void => {
    const { root } = row;
    const id = prefix + index;
    if (root.id !== id) {
      root.id = id;
      root.style.transform = `translateY(${index * rowPx}px)`;
      setAttribute(root, 'aria-posinset', String(index + 1));
    }
    setAttribute(root, 'aria-setsize', String(count));
    setAttribute(root, 'aria-selected', String(index === current));
    fill(row, index);
  };

  const reveal = (index: number): void => {
    const over = index * rowPx - top;
    const under = (index + 1) * rowPx - (top + height);
    if (index < 0 || (over >= 0 && under <= 0)) return;
    host.scrollTop = over < 0 ? top + over : top + under;
    top = host.scrollTop;
  };

  const choose = (index: number): void => {
    if (count === 0) return;
    const within = Math.min(Math.max(index, 0), count - 1);
    reveal(within);
    options.choose(within);
  };

  host.addEventListener('scroll', () => {
    // Our own scrolling is told of too, and late.
    if (Math.abs(host.scrollTop - top) < 1) return;
    top = host.scrollTop;
    options.scrolled?.(top + height >= count * rowPx - endTolerancePx);
    paint();
  });
  new ResizeObserver(() => {
    height = host.clientHeight;
    paint();
  }).observe(host);
  host.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || event.target !== host) return;
    const page = Math.max(1, Math.floor(height / rowPx) - 1);
    const moves: Readonly<Record<string, number>> = {
      ArrowUp: current - 1,
      ArrowDown: current + 1,
      PageUp: current - page,
      PageDown: current + page,
      Home: 0,
      End: count - 1,
    };
    const to = moves[event.key];
    if (to !== undefined) choose(to);
    else if (event.key === 'Enter' && current >= 0) options.act?.(current);
    else if (event.key === 'ArrowRight' && options.open !== undefined) options.open(current, true);
    else if (event.key === 'ArrowLeft' && options.open !== undefined) options.open(current, false);
    else return;
    event.preventDefault();
  });
  const indexOf = ({ target }: MouseEvent): number => {
    const row = target instanceof Element ? target.closest(`[id^=${prefix}]`) : undefined;
    return row === undefined || row === null ? -1 : Number(row.id.slice(prefix.length));
  };
  host.addEventListener('click', (event) => {
    const index = indexOf(event);
    if (index >= 0) choose(index);
  });
  host.addEventListener('dblclick', (event) => {
    const index = indexOf(event);
    if (index >= 0) options.act?.(index);
  });

  return {
    draw: (nextCount, nextCurrent) => {
      if (count !== nextCount) sizer.style.height = `${nextCount * rowPx}px`;
      count = nextCount;
      current = nextCurrent;
      paint();
    },
    reveal,
    toEnd: () => {
      const end = Math.max(0, count * rowPx - height);
      if (Math.abs(end - top) < 1) return;
      host.scrollTop = end;
      top = host.scrollTop;
      paint();
    },
  };
}

function added<Row extends { readonly root: HTMLElement }>(
  sizer: HTMLElement,
  row: Row,
  list: 'listbox' | 'tree',
): Row {
  row.root.classList.add('row');
  row.root.setAttribute('role', list === 'tree' ? 'treeitem' : 'option');
  sizer.append(row.root);
  return row;
}
