// The line that is being typed, as data, and how text is put into it. Pure; counts in graphemes, so that one keystroke
// never splits what a reader takes for one character. Knows no key.
import { maxChatDatagramBytes, maxParts } from '../../limits.js';
import { graphemesOf } from '../../text/graphemes.js';
import { utf8Bytes } from '../../text/utf8-bytes.js';
import { spliced } from './splice.js';

/** The line at some moment, to come back to. Its graphemes are found again then: kept, they would take more than the text. */
export interface Moment {
  readonly text: string;
  readonly cursor: number;
}

/** Something that may stand in the place of what was typed. */
export interface Candidate {
  /** What goes into the line. */
  readonly text: string;
  /** How it is listed. */
  readonly label: string;
}

/** Candidates, of which one stands in the line; the next key decides whether it stays. */
export interface Completion {
  /** Where it begins, in graphemes; it ends at the cursor. */
  readonly from: number;
  /** At least two: with one there is nothing to choose. */
  readonly candidates: readonly Candidate[];
  /** Which of them stands in the line. */
  readonly at: number;
}

/** What the latest key did, where the next one may go on with it. */
export type Latest =
  | { readonly kind: 'typing' | 'deleting' | 'killing' }
  /** `from` is where the yanked text begins; `at` counts back from the latest of the kills. */
  | { readonly kind: 'yanking'; readonly from: number; readonly at: number };

/** Looking for a line that was sent before. */
export interface HistorySearch {
  readonly query: string;
  /** Which line of the history is shown; absent while none fits. */
  readonly found?: number;
  /** The line to come back to. */
  readonly before: Moment;
}

export interface EditorState {
  /** May contain newlines, no other control character. */
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
  /** What was cut, the latest last. */
  readonly kills: readonly string[];
  readonly latest?: Latest;
  /** What undo goes back to, the latest last. */
  readonly past: readonly Moment[];
  /** What redo goes on to, the next last. */
  readonly future: readonly Moment[];
  readonly completion?: Completion;
  readonly search?: HistorySearch;
}

/** UTF-8 bytes: nothing longer can be sent. */
export const maxLineBytes = maxParts * maxChatDatagramBytes;

export const emptyEditor: EditorState = {
  text: '',
  graphemes: [],
  cursor: 0,
  history: [],
  draft: '',
  kills: [],
  past: [],
  future: [],
};

/** Whether the line would still be short enough to be sent with this text in it. */
export function hasRoomFor(state: EditorState, text: string): boolean {
  return utf8Bytes(state.text) + utf8Bytes(typable(text)) <= maxLineBytes;
}

/** Puts text in the place of some graphemes; the cursor goes behind it. A recalled line becomes the draft by that. */
export function replaced(state: EditorState, from: number, to: number, text: string): EditorState {
  const { recalled: _, graphemes: old, ...rest } = state;
  const { graphemes, end } = spliced(old.slice(0, from), typable(text), old.slice(to));
  return { ...rest, text: graphemes.join(''), graphemes, cursor: end };
}

/** Takes graphemes out, if all of them are there. */
export function without(state: EditorState, from: number, to: number): EditorState {
  return from < 0 || from >= Math.min(to, state.graphemes.length) ? state : replaced(state, from, to, '');
}

/** The state with another text in the whole line, the cursor somewhere in it or at its end. */
export function withLine(state: EditorState, text: string, cursor?: number): EditorState {
  const { recalled: _, ...rest } = state;
  const graphemes = [...graphemesOf(text)];
  return { ...rest, text, graphemes, cursor: Math.min(cursor ?? graphemes.length, graphemes.length) };
}

/** Only what has a picture may be typed, and line breaks; tabs become spaces. */
export function typable(text: string): string {
  return text
    .replaceAll(/\r\n?|[\u0085\u2028\u2029]/gu, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(/[^\P{Cc}\n]|\p{Cs}/gu, '');
}
