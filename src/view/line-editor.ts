// The line editor: what is being typed, where the cursor is, what was typed before. Pure; counts in graphemes, so that
// one keystroke never splits what a reader takes for one character.
import { maxChatDatagramBytes, maxParts } from '../limits.js';
import { graphemesOf } from '../text/graphemes.js';
import { utf8Bytes } from '../text/utf8-bytes.js';

export interface EditorState {
  /** May contain newlines (from a paste), no other control character. */
  readonly text: string;
  /** The graphemes of the text: kept, since finding them takes far longer than a key may. */
  readonly graphemes: readonly string[];
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

/** UTF-8 bytes: nothing longer can be sent. */
export const maxLineBytes = maxParts * maxChatDatagramBytes;

export const emptyEditor: EditorState = {
  text: '',
  graphemes: [],
  cursor: 0,
  history: [],
  draft: '',
  cut: '',
};

const edits = {
  left: (state: EditorState) => ({ ...state, cursor: Math.max(0, state.cursor - 1) }),
  right: (state: EditorState) => ({
    ...state,
    cursor: Math.min(state.graphemes.length, state.cursor + 1),
  }),
  home: (state: EditorState) => ({ ...state, cursor: 0 }),
  end: (state: EditorState) => ({ ...state, cursor: state.graphemes.length }),
  wordLeft: (state: EditorState) => ({ ...state, cursor: wordStart(state) }),
  wordRight: (state: EditorState) => ({ ...state, cursor: wordEnd(state) }),
  backspace: (state: EditorState) => without(state, state.cursor - 1, state.cursor),
  delete: (state: EditorState) => without(state, state.cursor, state.cursor + 1),
  cutWordLeft: (state: EditorState) => cutting(state, wordStart(state), state.cursor),
  cutWordRight: (state: EditorState) => cutting(state, state.cursor, wordEnd(state)),
  cutToStart: (state: EditorState) => cutting(state, 0, state.cursor),
  cutToEnd: (state: EditorState) => cutting(state, state.cursor, state.graphemes.length),
  newline: (state: EditorState) => insert(state, '\n'),
  yank: (state: EditorState) => insert(state, state.cut),
  older: (state: EditorState) => recall(state, (state.recalled ?? state.history.length) - 1),
  newer: (state: EditorState) => recall(state, (state.recalled ?? state.history.length) + 1),
} satisfies Record<string, (state: EditorState) => EditorState>;

/** The state after a key; at an end of the line or of the history, or where the line is full, the key does nothing. */
export function edit(state: EditorState, key: EditKey): EditorState {
  return edits[key](state);
}

/**
 * The state after text was typed or pasted at the cursor. Tabs become spaces, other controls are dropped. Without room
 * for it (see {@link hasRoomFor}) the line stays as it is.
 */
export function insert(state: EditorState, text: string): EditorState {
  return hasRoomFor(state, text) ? replaced(state, state.cursor, state.cursor, typable(text)) : state;
}

/** Whether the line would still be short enough to be sent with this text in it. */
export function hasRoomFor(state: EditorState, text: string): boolean {
  return utf8Bytes(state.text) + utf8Bytes(typable(text)) <= maxLineBytes;
}

/** The state after the line was taken: empty, with the line in the history unless it repeats the last one there. */
export function accepted(state: EditorState): EditorState {
  const { text, history, cut } = state;
  const repeats = text === '' || text === history.at(-1);
  return { ...emptyEditor, cut, history: repeats ? history : [...history, text].slice(-maxHistoryLines) };
}

function without(state: EditorState, from: number, to: number): EditorState {
  return from < 0 || from >= Math.min(to, state.graphemes.length) ? state : replaced(state, from, to, '');
}

/** Puts text in the place of some graphemes; the cursor goes behind it. */
function replaced(state: EditorState, from: number, to: number, text: string): EditorState {
  // A recalled line that is changed becomes the draft: the history itself does not change.
  const { recalled: _, graphemes: old, ...rest } = state;
  const { graphemes, end } = spliced(old.slice(0, from), text, old.slice(to));
  return { ...rest, text: graphemes.join(''), graphemes, cursor: end };
}

/**
 * Puts text between graphemes. It may join what stands before it (an accent) and after it, and change how what follows
 * is paired (flags). Only as much is segmented anew as may have changed: up to the first place after the text where both
 * the old and the new line have a boundary, since from a boundary on only what follows it matters (UAX #29).
 *
 * @returns the graphemes of the whole, and how many of them there are up to the end of the text, or of what it joined
 */
function spliced(
  before: readonly string[],
  text: string,
  after: readonly string[],
): { graphemes: readonly string[]; end: number } {
  const last = before.slice(-1);
  const units = last.join('').length + text.length;
  let reach = 1;
  let found = [...graphemesOf([...last, text, ...after.slice(0, reach)].join(''))];
  while (reach < after.length && found.at(-1) !== after[reach - 1]) {
    reach *= 2;
    found = [...graphemesOf([...last, text, ...after.slice(0, reach)].join(''))];
  }
  const kept = before.slice(0, before.length - last.length);
  return {
    graphemes: kept.concat(found, after.slice(reach)),
    end: kept.length + beginningBefore(found, units),
  };
}

/** How many of the first graphemes begin before so many units. */
function beginningBefore(graphemes: readonly string[], units: number): number {
  let start = 0;
  const at = graphemes.findIndex((grapheme) => {
    const isBehind = start >= units;
    start += grapheme.length;
    return isBehind;
  });
  return at === -1 ? graphemes.length : at;
}

function cutting(state: EditorState, from: number, to: number): EditorState {
  const cut = state.graphemes.slice(from, to).join('');
  return cut === '' ? state : { ...without(state, from, to), cut };
}

function recall(state: EditorState, index: number): EditorState {
  const draft = state.recalled === undefined ? state.text : state.draft;
  const { recalled: _, ...rest } = state;
  if (index === state.history.length && state.recalled !== undefined) {
    return { ...rest, ...wholeLine(draft), draft: '' };
  }
  const text = state.history[index];
  return text === undefined ? state : { ...rest, ...wholeLine(text), recalled: index, draft };
}

function wholeLine(text: string): Pick<EditorState, 'text' | 'graphemes' | 'cursor'> {
  const graphemes = [...graphemesOf(text)];
  return { text, graphemes, cursor: graphemes.length };
}

function wordStart({ graphemes, cursor }: EditorState): number {
  let at = cursor;
  while (at > 0 && !inWord(graphemes[at - 1])) at -= 1;
  while (at > 0 && inWord(graphemes[at - 1])) at -= 1;
  return at;
}

function wordEnd({ graphemes, cursor }: EditorState): number {
  let at = cursor;
  while (at < graphemes.length && !inWord(graphemes[at])) at += 1;
  while (at < graphemes.length && inWord(graphemes[at])) at += 1;
  return at;
}

function inWord(grapheme: string | undefined): boolean {
  return grapheme !== undefined && /[\p{L}\p{N}_]/u.test(grapheme);
}

/** Only what has a picture may be typed, and line breaks, which the input line shows as `⏎`. */
function typable(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{Cc}\n]|\p{Cs}/gu, '');
}
