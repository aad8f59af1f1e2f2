// The line editor: what each key does to the line that is being typed. Pure. The one door to the parts in `editor/`.
import { graphemesOf } from '../text/graphemes.js';
import { type EditorState, hasRoomFor, replaced, typable, without } from './editor/editor-state.js';
import { newer, older } from './editor/history.js';
import { killBefore, killBehind, yank, yankEarlier } from './editor/kill-ring.js';
import { placeAbove, placeBelow, rowEnd, rowStart, wordEnd, wordStart } from './editor/places.js';
import { redo, remembered, undo } from './editor/undo.js';

export {
  type Candidate,
  type Completion,
  type EditorState,
  emptyEditor,
  hasRoomFor,
  maxLineBytes,
} from './editor/editor-state.js';
export { complete, nextCandidate } from './editor/completing.js';
export {
  accepted,
  beginSearch,
  dropFound,
  keepFound,
  maxHistoryLines,
  searchFor,
  searchOn,
} from './editor/history.js';

/** What a key may do to the line. */
export type EditKey = keyof typeof edits;

const edits = {
  left: (state: EditorState) => at(state, Math.max(0, state.cursor - 1)),
  right: (state: EditorState) => at(state, Math.min(state.graphemes.length, state.cursor + 1)),
  home: (state: EditorState) => at(state, rowStart(state)),
  end: (state: EditorState) => at(state, rowEnd(state)),
  textStart: (state: EditorState) => at(state, 0),
  textEnd: (state: EditorState) => at(state, state.graphemes.length),
  wordLeft: (state: EditorState) => at(state, wordStart(state)),
  wordRight: (state: EditorState) => at(state, wordEnd(state)),
  up: (state: EditorState) => to(state, placeAbove(state)) ?? older(state),
  down: (state: EditorState) => to(state, placeBelow(state)) ?? newer(state),
  backspace: (state: EditorState) => deleting(state, state.cursor - 1),
  delete: (state: EditorState) => deleting(state, state.cursor),
  cutWordLeft: (state: EditorState) => killBefore(state, wordStart(state)),
  cutWordRight: (state: EditorState) => killBehind(state, wordEnd(state)),
  // At the end of its row a cut takes the line break, as in Emacs: else it could do nothing there.
  cutToStart: (state: EditorState) => killBefore(state, before(state, rowStart(state))),
  cutToEnd: (state: EditorState) => killBehind(state, behind(state, rowEnd(state))),
  cutAll: (state: EditorState) => killBefore(at(state, state.graphemes.length), 0),
  transpose,
  newline: (state: EditorState) => putIn(state, '\n'),
  yank,
  yankEarlier,
  undo,
  redo,
} satisfies Record<string, (state: EditorState) => EditorState>;

/** The state after a key; where there is nothing to do, or the line is full, the key does nothing. */
export function edit(state: EditorState, key: EditKey): EditorState {
  const next = edits[key](state);
  const settled = next.latest === state.latest ? settle(next) : withoutCompletion(next);
  if (key === 'undo' || key === 'redo') return settled;
  // Each yank is a step of its own; what takes its place is not.
  const goesOn = key !== 'yank' && next.latest !== state.latest && next.latest?.kind === state.latest?.kind;
  return remembered(state, settled, goesOn);
}

/**
 * The state after text was typed at the cursor. Tabs become spaces, other controls are dropped. Without room for it (see
 * {@link hasRoomFor}) the line stays as it is.
 */
export function insert(state: EditorState, text: string): EditorState {
  if (typable(text) === '' || !hasRoomFor(state, text)) return state;
  const next: EditorState = { ...withoutCompletion(putIn(state, text)), latest: { kind: 'typing' } };
  // A space begins what is taken back together with the word that follows it.
  return remembered(state, next, state.latest?.kind === 'typing' && !/\s/u.test(text));
}

/** The state after something was pasted at the cursor, taken back as one. Line breaks at its end are not meant to be there. */
export function paste(state: EditorState, text: string): EditorState {
  const pasted = text.replace(/[\r\n]+$/u, '');
  if (!hasRoomFor(state, pasted)) return state;
  return remembered(state, settle(putIn(state, pasted)), false);
}

/** What a key would add to the line: the screen refuses aloud what there is no room for. */
export function additionOf(state: EditorState, key: EditKey): string {
  if (key === 'newline') return '\n';
  return key === 'yank' ? (state.kills.at(-1) ?? '') : '';
}

/** The text without its last grapheme. */
export function erased(text: string): string {
  return [...graphemesOf(text)].slice(0, -1).join('');
}

function putIn(state: EditorState, text: string): EditorState {
  return hasRoomFor(state, text) ? replaced(state, state.cursor, state.cursor, text) : state;
}

function at(state: EditorState, cursor: number): EditorState {
  return cursor === state.cursor ? state : { ...state, cursor };
}

function to(state: EditorState, cursor: number | undefined): EditorState | undefined {
  return cursor === undefined ? undefined : at(state, cursor);
}

function before({ cursor }: EditorState, start: number): number {
  return start === cursor ? Math.max(0, cursor - 1) : start;
}

function behind({ cursor }: EditorState, end: number): number {
  return end === cursor ? cursor + 1 : end;
}

function deleting(state: EditorState, from: number): EditorState {
  const next = without(state, from, from + 1);
  return next === state ? state : { ...next, latest: { kind: 'deleting' } };
}

/** Swaps the two graphemes around the cursor, or the last two at the end of the line. */
function transpose(state: EditorState): EditorState {
  const { graphemes, cursor } = state;
  const end = Math.min(graphemes.length, cursor + 1);
  const [one, other] = graphemes.slice(Math.max(0, end - 2), end);
  if (cursor === 0 || one === undefined || other === undefined) return state;
  return replaced(state, end - 2, end, other + one);
}

/** The state in which no key goes on with the one before. */
function settle(state: EditorState): EditorState {
  const { latest: _, ...rest } = withoutCompletion(state);
  return rest;
}

function withoutCompletion(state: EditorState): EditorState {
  if (state.completion === undefined) return state;
  const { completion: _, ...rest } = state;
  return rest;
}
