// The bytes that turn one row of the screen into another. Pure.
import type { ColourDepth } from './colour-depth.js';
import { eraseToEndOfRow, moveTo, moveToColumn, resetStyle, setStyle } from './control-sequences.js';
import { type Line, plain, type Style, sameStyle } from './frame.js';
import { type Cell, cellsOf } from './text-width.js';

interface StyledCell extends Cell {
  readonly style: Style;
}

/** Where a row is painted. */
export interface RowPlacement {
  /** Which row, from 0. */
  readonly row: number;
  /** The width of the screen: what is further right is not painted. */
  readonly columns: number;
  readonly colours: ColourDepth;
}

/**
 * Rewrites a row from the first cell that differs. What was there is erased first and, where a terminal may have drawn
 * a cluster wider than we think, erased behind it again: so the row looks the same whatever stood there before.
 *
 * @param previous what the row shows; absent when it is blank
 */
export function paintRow(previous: Line, next: Line, { row, columns, colours }: RowPlacement): string {
  const cells = styledCells(next, columns);
  const first = firstDifference(styledCells(previous, columns), cells);
  let column = first;
  let style = plain;
  let isPinned = true;
  let bytes = moveTo({ row, column }) + eraseToEndOfRow;
  for (const cell of cells.slice(first)) {
    if (!isPinned) bytes += moveToColumn(column);
    if (!sameStyle(style, cell.style)) bytes += setStyle(cell.style, colours);
    bytes += cell.text;
    style = cell.style;
    column += cell.width;
    isPinned = cell.sure;
  }
  if (!sameStyle(style, plain)) bytes += resetStyle;
  const mayOverhang = cells.some(({ sure }) => !sure) && column < columns;
  return mayOverhang ? bytes + moveToColumn(column) + eraseToEndOfRow : bytes;
}

function styledCells(line: Line, columns: number): StyledCell[] {
  let left = columns;
  const cells: StyledCell[] = [];
  for (const { text, style } of line) {
    for (const cell of cellsOf(text)) {
      if (cell.width > left) return cells;
      left -= cell.width;
      cells.push({ ...cell, style });
    }
  }
  return cells;
}

/** Only cells of sure width are passed over: so the count of cells is the count of columns. */
function firstDifference(previous: readonly StyledCell[], next: readonly StyledCell[]): number {
  const at = next.findIndex((cell, index) => {
    const old = previous[index];
    return old === undefined || !cell.sure || old.text !== cell.text || !sameStyle(old.style, cell.style);
  });
  return at === -1 ? next.length : at;
}
