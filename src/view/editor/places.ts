// Places in the line that keys lead to: the ends of words, of rows, and the rows above and below. Pure.
import type { EditorState } from './editor-state.js';

/** What a place is found in. */
type Typed = Pick<EditorState, 'graphemes' | 'cursor'>;

export function wordStart({ graphemes, cursor }: Typed): number {
  let at = cursor;
  while (at > 0 && !inWord(graphemes[at - 1])) at -= 1;
  while (at > 0 && inWord(graphemes[at - 1])) at -= 1;
  return at;
}

export function wordEnd({ graphemes, cursor }: Typed): number {
  let at = cursor;
  while (at < graphemes.length && !inWord(graphemes[at])) at += 1;
  while (at < graphemes.length && inWord(graphemes[at])) at += 1;
  return at;
}

/** Where the row of the cursor begins: rows are what line breaks divide, however they are wrapped on the screen. */
export function rowStart({ graphemes, cursor }: Typed): number {
  return cursor === 0 ? 0 : graphemes.lastIndexOf('\n', cursor - 1) + 1;
}

/** Where the row of the cursor ends: before its line break. */
export function rowEnd({ graphemes, cursor }: Typed): number {
  const end = graphemes.indexOf('\n', cursor);
  return end === -1 ? graphemes.length : end;
}

/** The place as far into the row above; `undefined` in the first row. */
export function placeAbove(typed: Typed): number | undefined {
  const start = rowStart(typed);
  if (start === 0) return undefined;
  const above = rowStart({ graphemes: typed.graphemes, cursor: start - 1 });
  return Math.min(start - 1, above + (typed.cursor - start));
}

/** The place as far into the row below; `undefined` in the last row. */
export function placeBelow(typed: Typed): number | undefined {
  const { graphemes, cursor } = typed;
  const end = rowEnd(typed);
  if (end === graphemes.length) return undefined;
  const below = end + 1;
  return Math.min(rowEnd({ graphemes, cursor: below }), below + (cursor - rowStart(typed)));
}

function inWord(grapheme: string | undefined): boolean {
  return grapheme !== undefined && /[\p{L}\p{N}_]/u.test(grapheme);
}
