// The bytes that turn one row of the screen into another. Pure. Most rows are printable ASCII in a few styles, and a row
// is drawn a thousand times a second: such spans are compared and written whole, and only others are cut into cells.
import { isPrintableAscii } from '../text/graphemes.js';
import type { Colours } from './colour-depth.js';
import {
  closeHyperlink,
  eraseToEndOfRow,
  moveTo,
  moveToColumn,
  openHyperlink,
  resetStyle,
  setStyle,
} from './control-sequences.js';
import { type Line, plain, type Style, sameLink, sameStyle } from './frame.js';
import { type Cell, cellsOf, isPlainCharacter } from './text-width.js';

/** Where a row is painted. */
export interface RowPlacement {
  /** Which row, from 0. */
  readonly row: number;
  /** The width of the screen: what is further right is not painted. */
  readonly columns: number;
  readonly colours: Colours;
  /** Whether the terminal is told where links lead. */
  readonly hyperlinks: boolean;
}

/** A place in a row. */
interface RowPlace {
  /** Which of the row's spans. */
  readonly span: number;
  /** UTF-16 units into its text. */
  readonly units: number;
  readonly column: number;
}

/** A cell, or several that are written at once. */
interface StyledRun extends Cell {
  readonly style: Style;
}

/**
 * Rewrites a row from the first cell that differs. What was there is erased first and, where a terminal may have drawn
 * a cluster wider than we think, erased behind it again: so the row looks the same whatever stood there before.
 *
 * @param previous what the row shows; absent when it is blank
 */
export function paintRow(
  previous: Line,
  next: Line,
  { row, columns, colours, hyperlinks }: RowPlacement,
): string {
  const from = firstDifference(previous, next);
  if (from.column >= columns) return '';
  let { column } = from;
  let style = plain;
  let look = resetStyle;
  let isPinned = true;
  let mayOverhang = false;
  let bytes = moveTo({ row, column }) + eraseToEndOfRow;
  for (const run of runsFrom(next, from, columns)) {
    if (!isPinned) bytes += moveToColumn(column);
    if (!sameStyle(style, run.style)) {
      const wanted = setStyle(run.style, colours);
      // What is for different things may look the same.
      if (wanted !== look) bytes += wanted;
      look = wanted;
    }
    if (hyperlinks && !sameLink(style.link, run.style.link)) {
      bytes += run.style.link === undefined ? closeHyperlink : openHyperlink(run.style.link);
    }
    bytes += run.text;
    style = run.style;
    column += run.width;
    isPinned = run.sure;
    mayOverhang ||= !run.sure;
  }
  if (hyperlinks && style.link !== undefined) bytes += closeHyperlink;
  if (look !== resetStyle) bytes += resetStyle;
  return mayOverhang && column < columns ? bytes + moveToColumn(column) + eraseToEndOfRow : bytes;
}

/** Only cells of sure width are passed over: each is one unit and one column. */
function firstDifference(previous: Line, next: Line): RowPlace {
  let column = 0;
  for (let at = 0; at < next.length; at += 1) {
    const [old, now] = [previous[at], next[at]];
    if (now === undefined) break;
    if (old === undefined) {
      // Beyond its last span a row is blank already.
      const blanks = sameStyle(now.style, plain) ? leadingBlanks(now.text) : 0;
      column += blanks;
      if (blanks < now.text.length) return { span: at, units: blanks, column };
      continue;
    }
    const units = sameStyle(old.style, now.style) ? sharedUnits(old.text, now.text) : 0;
    column += units;
    if (units < Math.max(old.text.length, now.text.length)) return { span: at, units, column };
  }
  return { span: next.length, units: 0, column };
}

/** Spaces alone take a cell each, unless a mark follows that combines with the last of them. */
function leadingBlanks(text: string): number {
  const blanks = text.length - text.trimStart().length;
  const spaces = /^ */u.exec(text)?.[0].length ?? 0;
  return spaces < blanks || !endsPlainly(text, spaces) ? Math.max(0, spaces - 1) : spaces;
}

/** How many of the first units of two texts are the same plain characters. */
function sharedUnits(one: string, other: string): number {
  if (one === other && isPrintableAscii(one)) return one.length;
  let units = 0;
  while (units < one.length && one[units] === other[units] && isPlainCharacter(one, units)) units += 1;
  // The last of them may be the base of a cluster in one text and stand alone in the other.
  return endsPlainly(one, units) && endsPlainly(other, units) ? units : Math.max(0, units - 1);
}

/** Whether what stands at this place, if anything, begins a cell of its own. */
function endsPlainly(text: string, at: number): boolean {
  return at === text.length || isPlainCharacter(text, at);
}

/** The row from a place on, as far as it fits. */
function* runsFrom(line: Line, from: RowPlace, columns: number): Generator<StyledRun> {
  let left = columns - from.column;
  for (let at = from.span; at < line.length; at += 1) {
    const { text = '', style = plain } = line[at] ?? {};
    const rest = at === from.span ? text.slice(from.units) : text;
    if (isPrintableAscii(rest)) {
      const shown = rest.slice(0, left);
      if (shown !== '') yield { text: shown, width: shown.length, sure: true, style };
      left -= shown.length;
    } else {
      for (const { text: cell, width, sure } of cellsOf(rest)) {
        if (width > left) return;
        left -= width;
        yield { text: cell, width, sure, style };
      }
    }
  }
}
