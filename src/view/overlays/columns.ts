// Items side by side in two columns, as in a newspaper: each goes on in its own column, so that nothing of it is cut. Pure.
import { type Line, span } from '../frame.js';
import { filled } from '../line-width.js';
import { gap, item } from './overlay.js';

/** A column of keys narrower than this cannot be read; in a window twice as wide there are two. */
const minColumnWidth = 38;

/** Something and what it means. */
export interface Explained {
  readonly term: string;
  readonly meaning: string;
}

/**
 * Items down the first column and on down the next, where the window has room for two.
 *
 * @param columns the window's
 * @param termColumns what the terms take of a column
 * @returns as few rows as there can be without an item in both columns
 */
export function inColumns(items: readonly Explained[], columns: number, termColumns: number): Line[] {
  const isWide = columns >= 2 * minColumnWidth;
  const columnWidth = isWide ? Math.floor((columns - gap.length) / 2) : columns;
  const drawn = items.map(({ term, meaning }) => item(term, meaning, columnWidth, termColumns));
  if (!isWide) return drawn.flat();
  const inFirst = itemsInFirst(drawn);
  const left = drawn.slice(0, inFirst).flat();
  const right = drawn.slice(inFirst).flat();
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row): Line => {
    const [beginning = [], end] = [left[row], right[row]];
    return end === undefined ? beginning : [...filled(beginning, columnWidth), span(gap), ...end];
  });
}

/** How many of the items, drawn as rows, the first column has: so many that it is no shorter than the second. */
function itemsInFirst(drawn: readonly (readonly Line[])[]): number {
  const half = drawn.flat().length / 2;
  let rows = 0;
  const last = drawn.findIndex((lines) => {
    rows += lines.length;
    return rows >= half;
  });
  return last + 1;
}
