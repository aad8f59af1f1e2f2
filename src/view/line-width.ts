// How wide a row of spans is, and the row filled up to a width. Pure.
import { type Line, type Span, span } from './frame.js';
import { widthOf } from './text-width.js';

/** The columns that a row takes. */
export function widthOfLine(line: Line): number {
  return line.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/** The row, filled with spaces to so many columns. */
export function filled(line: Line, columns: number): Span[] {
  return [...line, span(' '.repeat(Math.max(0, columns - widthOfLine(line))))];
}
