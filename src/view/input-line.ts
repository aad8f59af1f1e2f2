// The input line: `alice> what is being typed`, scrolled sideways so that the cursor is always in sight.
import { faint, type Line, span } from './frame.js';
import { handleColour } from './handle-colour.js';
import type { EditorState } from './line-editor.js';
import { type Cell, cellsOf, leading, textOf, truncate, widthOf, widthOfCells } from './text-width.js';
import { graphemesOf } from './graphemes.js';

/** Shows a line break in the one row there is. */
const newlinePicture = '⏎';

/** Shows that the line goes on to the left or to the right. */
const moreMark = '…';

/** The handle gets at most this share of the row. */
const promptShare = 1 / 3;

const promptEnd = '> ';

/** The input line as a row, and the column of the cursor in it. */
export interface InputLine {
  readonly line: Line;
  readonly cursorColumn: number;
}

/**
 * Draws the input line.
 *
 * @param handle own handle
 * @param columns the width of the row
 */
export function inputLine(handle: string, editor: EditorState, columns: number): InputLine {
  const name = truncate(handle, Math.floor(columns * promptShare));
  const promptColumns = widthOf(name) + promptEnd.length;
  const { left, text, right, cursorColumn } = windowOn(editor, columns - promptColumns);
  return {
    line: [
      span(name, { bold: true, colour: handleColour(handle) }),
      span(promptEnd, faint),
      ...(left ? [span(moreMark, faint)] : []),
      span(text),
      ...(right ? [span(moreMark, faint)] : []),
    ],
    cursorColumn: promptColumns + cursorColumn,
  };
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

/**
 * The part of the line that is shown. It moves by half a window at a time: which part it is depends on the cursor alone,
 * and most keys change one character on the screen.
 */
function windowOn({ text, cursor }: EditorState, columns: number): Window {
  const graphemes = graphemesOf(text);
  const before = shown(graphemes.slice(0, cursor));
  const after = shown(graphemes.slice(cursor));
  // The cursor stands on a cell of its own behind the last character.
  const line = [...before, ...after];
  const cursorAt = widthOfCells(before);
  const start = windowStart(cursorAt, columns);
  const hidden = start === 0 ? 0 : leading(line, start + moreMark.length).length;
  const hiddenColumns = widthOfCells(line.slice(0, hidden));
  const room = columns - (start === 0 ? 0 : moreMark.length);
  const visible = line.slice(hidden);
  const right = widthOfCells(visible) > room;
  return {
    left: start > 0,
    text: textOf(right ? leading(visible, room - moreMark.length) : visible),
    right,
    cursorColumn: cursorAt - hiddenColumns + (start === 0 ? 0 : moreMark.length),
  };
}

/** The first column in sight: 0 while the cursor fits, then the multiple of half a window that brings it into sight. */
function windowStart(cursorAt: number, columns: number): number {
  const lastColumn = columns - 1 - moreMark.length;
  if (cursorAt <= lastColumn) return 0;
  const step = Math.max(1, Math.floor(columns / 2));
  return Math.ceil((cursorAt - lastColumn) / step) * step;
}

function shown(graphemes: readonly string[]): Cell[] {
  return cellsOf(graphemes.join('').replaceAll('\n', newlinePicture));
}
