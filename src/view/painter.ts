// From frame to bytes: only what differs from the frame before, to be written at once. Pure.
import type { ColourDepth } from './colour-depth.js';
import {
  autowrapOff,
  autowrapOn,
  beginSynchronized,
  endSynchronized,
  eraseScreen,
  hideCursor,
  lineFeed,
  moveTo,
  resetStyle,
  reverseIndex,
  scrollRegion,
  showCursor,
  wholeScreenScrolls,
} from './control-sequences.js';
import { type Frame, type Line, sameLine } from './frame.js';
import { paintRow } from './paint-row.js';
import { findShift, type Shift, shifted } from './scroll-shift.js';

/**
 * The bytes that make the terminal show `next` where it shows `previous`.
 *
 * @param previous what the terminal shows; `undefined` when that is unknown, then everything is painted
 * @returns the empty string when both look the same
 */
export function paint(previous: Frame | undefined, next: Frame, colours: ColourDepth): string {
  const isSameSize = previous?.columns === next.columns && previous.rows === next.rows;
  const rows = isSameSize ? repaintRows(previous.lines, next, colours) : paintAllRows(next, colours);
  if (rows === '' && samePlace(previous, next)) return '';
  const cursor = next.cursor === undefined ? '' : moveTo(next.cursor) + showCursor;
  return beginSynchronized + hideCursor + autowrapOff + rows + autowrapOn + cursor + endSynchronized;
}

function paintAllRows(next: Frame, colours: ColourDepth): string {
  const blank = next.lines.map((): Line => []);
  return resetStyle + eraseScreen + paintRows(blank, next, colours);
}

function repaintRows(previous: readonly Line[], next: Frame, colours: ColourDepth): string {
  const shift = findShift(previous, next.lines);
  if (shift === undefined) return paintRows(previous, next, colours);
  return scroll(shift) + paintRows(shifted(previous, shift), next, colours);
}

function paintRows(previous: readonly Line[], { lines, columns }: Frame, colours: ColourDepth): string {
  return lines
    .map((line, row) => {
      const old = previous[row] ?? [];
      return sameLine(old, line) ? '' : paintRow(old, line, { row, columns, colours });
    })
    .join('');
}

/** A line feed in the last row of a region scrolls it on every terminal; `CSI S` is younger. */
function scroll({ by, first, last }: Shift): string {
  const top = Math.min(first, first + by);
  const bottom = Math.max(last, last + by);
  const step = by > 0 ? lineFeed : reverseIndex;
  const edge = moveTo({ row: by > 0 ? bottom : top, column: 0 });
  return scrollRegion(top, bottom) + edge + step.repeat(Math.abs(by)) + wholeScreenScrolls;
}

function samePlace(previous: Frame | undefined, next: Frame): boolean {
  const [old, now] = [previous?.cursor, next.cursor];
  return old?.row === now?.row && old?.column === now?.column;
}
