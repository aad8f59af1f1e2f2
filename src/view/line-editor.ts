// The line editor: what is being typed, where the cursor is, what was typed before. Pure; counts in graphemes, so that
// one keystroke never splits what a reader takes for one character.
import { maxChatDatagramBytes, maxParts } from '../limits.js';
import { graphemeCount, graphemesOf } from './graphemes.js';

export interface EditorState {
  /** May contain newlines (from a paste), no other control character. */
  readonly text: string;
  /** How many graphemes stand before the cursor. */
  readonly cursor: number;
  /** Lines that were accepted, oldest first. */
  readonly history: readonly string[];
  /** Which of the history is shown; absent while the person's own draft is. */
  readonly recalled?: number;
  /** What was being typed when the history was opened. */
  readonly draft: string;
  /** What was cut last, for `yank`. */
  readonly cut: string;
}

/** What a key may do to the line. */
export type EditKey = keyof typeof edits;

/** More than this a person does not page through. */
export const maxHistoryLines = 500;

/** UTF-16 units. Every unit takes at least a byte on the wire: nothing longer can be sent. */
export const maxLineUnits = maxParts * maxChatDatagramBytes;

export const emptyEditor: EditorState = { text: '', cursor: 0, history: [], draft: '', cut: '' };

const edits = {
  left: (state: EditorState) => ({ ...state, cursor: Math.max(0, state.cursor - 1) }),
  right: (state: EditorState) => ({
    ...state,
    cursor: Math.min(graphemeCount(state.text), state.cursor + 1),
  }),
  home: (state: EditorState) => ({ ...state, cursor: 0 }),
  end: (state: EditorState) => ({ ...state, cursor: graphemeCount(state.text) }),
  wordLeft: (state: EditorState) => ({ ...state, cursor: wordStart(state) }),
  wordRight: (state: EditorState) => ({ ...state, cursor: wordEnd(state) }),
  backspace: (state: EditorState) => without(state, state.cursor - 1, state.cursor),
  delete: (state: EditorState) => without(state, state.cursor, state.cursor + 1),
  cutWordLeft: (state: EditorState) => cutting(state, wordStart(state), state.cursor),
  cutWordRight: (state: EditorState) => cutting(state, state.cursor, wordEnd(state)),
  cutToStart: (state: EditorState) => cutting(state, 0, state.cursor),
  cutToEnd: (state: EditorState) => cutting(state, state.cursor, graphemeCount(state.text)),
  newline: (state: EditorState) => insert(state, '\n'),
  yank: (state: EditorState) => insert(state, state.cut),
  older: (state: EditorState) => recall(state, (state.recalled ?? state.history.length) - 1),
  newer: (state: EditorState) => recall(state, (state.recalled ?? state.history.length) + 1),
} satisfies Record<string, (state: EditorState) => EditorState>;

/** The state after a key; at an end of the line or of the history the key does nothing. */
export function edit(state: EditorState, key: EditKey): EditorState {
  return edits[key](state);
}

/** The state after text was typed or pasted at the cursor. Tabs become spaces, other controls are dropped. */
export function insert(state: EditorState, text: string): EditorState {
  const graphemes = graphemesOf(state.text);
  const before = graphemes.slice(0, state.cursor).join('') + typable(text);
  // What is typed may join what stands before it (an accent) or after it: the cursor goes behind the whole grapheme.
  const whole = before + graphemes.slice(state.cursor).join('');
  return changed(state, whole, graphemesEndingAt(whole, before.length));
}

/** Whether the line would still be short enough to be sent with this text in it. */
export function hasRoomFor(state: EditorState, text: string): boolean {
  return state.text.length + text.length <= maxLineUnits;
}

/** The state after the line was taken: empty, with the line in the history unless it repeats the last one there. */
export function accepted(state: EditorState): EditorState {
  const { text, history, cut } = state;
  const repeats = text === '' || text === history.at(-1);
  return { ...emptyEditor, cut, history: repeats ? history : [...history, text].slice(-maxHistoryLines) };
}

function changed(state: EditorState, text: string, cursor: number): EditorState {
  // A recalled line that is changed becomes the draft: the history itself does not change.
  const { recalled: _, ...rest } = state;
  return { ...rest, text, cursor };
}

function without(state: EditorState, from: number, to: number): EditorState {
  const graphemes = graphemesOf(state.text);
  if (from < 0 || from >= Math.min(to, graphemes.length)) return state;
  const before = graphemes.slice(0, from).join('');
  const whole = before + graphemes.slice(to).join('');
  return changed(state, whole, graphemesEndingAt(whole, before.length));
}

function cutting(state: EditorState, from: number, to: number): EditorState {
  const cut = graphemesOf(state.text).slice(from, to).join('');
  return cut === '' ? state : { ...without(state, from, to), cut };
}

function recall(state: EditorState, index: number): EditorState {
  const draft = state.recalled === undefined ? state.text : state.draft;
  const { recalled: _, ...rest } = state;
  if (index === state.history.length && state.recalled !== undefined) {
    return { ...rest, text: draft, cursor: graphemeCount(draft), draft: '' };
  }
  const text = state.history[index];
  return text === undefined ? state : { ...rest, text, cursor: graphemeCount(text), recalled: index, draft };
}

function wordStart({ text, cursor }: EditorState): number {
  const graphemes = graphemesOf(text);
  let at = cursor;
  while (at > 0 && !inWord(graphemes[at - 1])) at -= 1;
  while (at > 0 && inWord(graphemes[at - 1])) at -= 1;
  return at;
}

function wordEnd({ text, cursor }: EditorState): number {
  const graphemes = graphemesOf(text);
  let at = cursor;
  while (at < graphemes.length && !inWord(graphemes[at])) at += 1;
  while (at < graphemes.length && inWord(graphemes[at])) at += 1;
  return at;
}

function inWord(grapheme: string | undefined): boolean {
  return grapheme !== undefined && /[\p{L}\p{N}_]/u.test(grapheme);
}

function graphemesEndingAt(text: string, units: number): number {
  let end = 0;
  return graphemesOf(text).filter((grapheme) => {
    const begins = end < units;
    end += grapheme.length;
    return begins;
  }).length;
}

/** Only what has a picture may be typed, and line breaks, which the input line shows as `⏎`. */
function typable(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{Cc}\n]|\p{Cs}/gu, '');
}
