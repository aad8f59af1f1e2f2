// Where one types: a row, or in a window that has room for it as many rows as the message takes, up to a bound. Pure.
import { faint, type Line, type Place, span } from './frame.js';
import { ownHandleStyle } from './handle-colour.js';
import { inputLine, type Prompt, promptEnd, promptName } from './input-line.js';
import type { EditorState } from './line-editor.js';
import { widthOf, widthOfGrapheme } from './text-width.js';

/** The rows, and where in them the cursor stands. */
export interface InputArea {
  /** At least one. */
  readonly lines: readonly Line[];
  readonly cursor: Place;
}

/** The part of the editor's state that is drawn. */
type Typed = Pick<EditorState, 'graphemes' | 'cursor'>;

/** The message goes on above or below what is in sight. */
const moreAbove = '↑ ';
const moreBelow = '↓ ';

/**
 * Draws what is being typed.
 *
 * @param columns the width of the window
 * @param maxRows in more rows than this it is scrolled
 */
export function inputArea(prompt: Prompt, editor: Typed, columns: number, maxRows: number): InputArea {
  const name = promptName(prompt, columns);
  const indent = widthOf(name) + promptEnd.length;
  const rows = maxRows < 2 ? [] : rowsOf(editor.graphemes, columns - indent);
  if (rows.length < 2) {
    const { line, cursorColumn } = inputLine(prompt, editor, columns);
    return { lines: [line], cursor: { row: 0, column: cursorColumn } };
  }
  const cursorRow = rows.findLastIndex(({ start }) => start <= editor.cursor);
  const first = Math.max(0, cursorRow - maxRows + 1);
  const shown = rows.slice(first, first + maxRows);
  const isCutBelow = first + shown.length < rows.length;
  const lines = shown.map(({ start, end }, at): Line => {
    const text = span(editor.graphemes.slice(start, end).join(''));
    if (first + at === 0) return [span(name, ownHandleStyle(prompt.handle)), span(promptEnd, faint), text];
    const isCutAbove = at === 0;
    const sign = isCutAbove ? moreAbove : at === shown.length - 1 && isCutBelow ? moreBelow : '';
    return [span(sign.padStart(indent), faint), text];
  });
  const before = editor.graphemes.slice(rows[cursorRow]?.start ?? 0, editor.cursor).join('');
  return { lines, cursor: { row: cursorRow - first, column: indent + widthOf(before) } };
}

/** Graphemes that stand in one row, from the first up to but not including the last. */
interface Row {
  readonly start: number;
  readonly end: number;
}

/** The rows of a line as they were found last: it is asked for them several times for each key. */
const foundRows = new WeakMap<
  readonly string[],
  { readonly columns: number; readonly rows: readonly Row[] }
>();

/** A row is left this much shorter for a word's sake, as a share of it; then the word is broken. */
const blankShare = 1 / 3;

/** Where a row ends that is full: behind its last space, if that is near. A space itself may stand where the cursor would. */
function breakIn(graphemes: readonly string[], start: number, at: number): number {
  const end = graphemes.lastIndexOf(' ', at) + 1;
  return end > at - (at - start) * blankShare && end > start ? end : at;
}

/** Cuts at line breaks, and where a row is full; each row leaves a column for the cursor behind it. */
function rowsOf(graphemes: readonly string[], columns: number): readonly Row[] {
  const found = foundRows.get(graphemes);
  if (found?.columns === columns) return found.rows;
  const rows: Row[] = [];
  let start = 0;
  let used = 0;
  for (const [at, grapheme] of graphemes.entries()) {
    if (grapheme === '\n') {
      rows.push({ start, end: at });
      start = at + 1;
      used = 0;
      continue;
    }
    used += widthOfGrapheme(grapheme);
    if (used < columns || at === start) continue;
    const end = breakIn(graphemes, start, at);
    rows.push({ start, end });
    start = end;
    used = end > at ? 0 : widthOf(graphemes.slice(end, at + 1).join(''));
  }
  rows.push({ start, end: graphemes.length });
  foundRows.set(graphemes, { columns, rows });
  return rows;
}
