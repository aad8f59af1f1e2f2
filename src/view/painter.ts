// From frame to bytes: only what differs from the frame before, to be written at once. Pure.
import type { Abilities } from './abilities.js';
import type { Colours } from './colour-depth.js';
import {
  autowrapOff,
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
import { type Frame, type Line, type Place, sameLine } from './frame.js';
import { paintRow, type RowPlacement } from './paint-row.js';
import { findShift, type Shift, shifted } from './scroll-shift.js';

/**
 * The bytes that make the terminal show `next` where it shows `previous`.
 *
 * @param previous what the terminal shows; `undefined` when that is unknown, then everything is painted
 * @param abilities what the terminal can do; all that we use, if left out
 * @returns the empty string when both look the same
 */
export function paint(
  previous: Frame | undefined,
  next: Frame,
  colours: Colours,
  abilities: Abilities = allAbilities,
): string {
  const look = { colours, hyperlinks: abilities.hyperlinks };
  const isSameSize = previous?.columns === next.columns && previous.rows === next.rows;
  const rows = isSameSize ? repaintRows(previous.lines, next, look) : paintAllRows(next, look);
  if (rows === '' && samePlace(previous, next)) return '';
  // A terminal that holds back what it shows does not show the cursor on its way, either.
  if (abilities.synchronized) {
    const isShown = isSameSize && previous.cursor !== undefined;
    return beginSynchronized + rows + cursorAt(next.cursor, isShown) + endSynchronized;
  }
  return hideCursor + rows + cursorAt(next.cursor, false);
}

/** Puts the cursor where it belongs: shown if it is anywhere, hidden if not. */
function cursorAt(cursor: Place | undefined, isShown: boolean): string {
  if (cursor === undefined) return hideCursor;
  return moveTo(cursor) + (isShown ? '' : showCursor);
}

const allAbilities: Abilities = { synchronized: true, hyperlinks: true };

/** What decides how a row is painted, beside what is in it. */
type Look = Pick<RowPlacement, 'colours' | 'hyperlinks'>;

function paintAllRows(next: Frame, look: Look): string {
  const blank = next.lines.map((): Line => []);
  return autowrapOff + resetStyle + eraseScreen + paintRows(blank, next, look);
}

function repaintRows(previous: readonly Line[], next: Frame, look: Look): string {
  const shift = findShift(previous, next.lines);
  if (shift === undefined) return paintRows(previous, next, look);
  return scroll(shift) + paintRows(shifted(previous, shift), next, look);
}

function paintRows(previous: readonly Line[], { lines, columns }: Frame, look: Look): string {
  return lines
    .map((line, row) => {
      const old = previous[row] ?? [];
      return sameLine(old, line) ? '' : paintRow(old, line, { row, columns, ...look });
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
