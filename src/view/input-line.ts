// The input line: `alice> what is being typed`, scrolled sideways so that the cursor is always in sight. Looks only at
// what is near the cursor, so its cost does not grow with the line.
import { newlinePicture } from '../text/pictures.js';
import { faint, type Line, span } from './frame.js';
import { ownHandleStyle } from './handle-colour.js';
import { nameWithin } from './handle-text.js';
import type { EditorState } from './line-editor.js';
import { leading, textOf, widthOf, widthOfCells, cellsOf } from './text-width.js';

/** Shows that the line goes on to the left or to the right. */
const moreMark = '…';

/** The name gets at most this share of the row. */
const promptShare = 1 / 3;

export const promptEnd = '> ';

/** What stands before what is typed. */
export interface Prompt {
  /** Decides the colour. */
  readonly handle: string;
  /** What tells it from others of the same one, such as `#a1b2`; empty where there are none. */
  readonly tag: string;
}

/** The input line as a row, and the column of the cursor in it. */
export interface InputLine {
  readonly line: Line;
  readonly cursorColumn: number;
}

/** The part of the editor's state that is drawn. */
type Typed = Pick<EditorState, 'graphemes' | 'cursor'>;

/**
 * Draws the input line.
 *
 * @param columns the width of the row
 */
export function inputLine(prompt: Prompt, editor: Typed, columns: number): InputLine {
  const name = promptName(prompt, columns);
  const promptColumns = widthOf(name) + promptEnd.length;
  const { left, text, right, cursorColumn } = windowOn(editor, columns - promptColumns);
  return {
    line: [
      span(name, ownHandleStyle(prompt.handle)),
      span(promptEnd, faint),
      ...(left ? [span(moreMark, faint)] : []),
      span(text),
      ...(right ? [span(moreMark, faint)] : []),
    ],
    cursorColumn: promptColumns + cursorColumn,
  };
}

/** What stands before the line in a window of so many columns. */
export function promptName({ handle, tag }: Prompt, columns: number): string {
  return nameWithin(handle, tag, Math.floor(columns * promptShare));
}

interface Window {
  /** Whether the line goes on to the left. */
  readonly left: boolean;
  readonly text: string;
  /** Whether the line goes on to the right. */
  readonly right: boolean;
  /** From the window's left edge, the mark included. */
  readonly cursorColumn: number;
}

/** The part of the line that is shown. */
function windowOn({ graphemes, cursor }: Typed, columns: number): Window {
  const start = windowStart({ graphemes, cursor }, columns);
  const markColumns = start === 0 ? 0 : moreMark.length;
  const room = columns - markColumns;
  // A grapheme takes at least one column: more of them than columns cannot be visible.
  const end = start + columns + 1;
  const cells = cellsOf(shown(graphemes.slice(start, end)));
  const right = end < graphemes.length || widthOfCells(cells) > room;
  return {
    left: start > 0,
    text: textOf(right ? leading(cells, room - moreMark.length) : cells),
    right,
    cursorColumn: markColumns + widthOf(shown(graphemes.slice(start, cursor))),
  };
}

/** The window begins only at every so manieth grapheme: so most keys change one character on the screen. */
const startsPerWindow = 4;

/** Where the window has moved, it leaves this share of itself to what is behind the cursor. */
const shareBehindCursor = 1 / 4;

/** The first grapheme in sight: the first of all while the cursor fits, then the farthest from it that leaves room. */
function windowStart({ graphemes, cursor }: Typed, columns: number): number {
  const lastColumn = columns - 1 - moreMark.length;
  const room = Math.floor(columns * (1 - shareBehindCursor));
  const stride = Math.max(1, Math.floor(columns / startsPerWindow));
  let start = cursor;
  let used = 0;
  for (let at = cursor - 1; at >= 0; at -= 1) {
    // What has no width counts too, or one would look at a whole line of it.
    used += Math.max(1, widthOf(shown(graphemes.slice(at, at + 1))));
    if (used > lastColumn) return start;
    if (at % stride === 0 && used <= room) start = at;
  }
  return 0;
}

function shown(graphemes: readonly string[]): string {
  return graphemes.join('').replaceAll('\n', newlinePicture);
}
