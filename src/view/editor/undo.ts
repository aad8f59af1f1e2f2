// Back to what the line was, and forth again. Keys that go on with the one before (letters of a word, cuts in a row) are
// taken back together. Pure.
import { type EditorState, type Moment, withLine } from './editor-state.js';

/** Steps that can be taken back: more than anybody remembers of one line. */
export const maxUndoSteps = 100;

/**
 * The state after a key, with the line before it kept for undo.
 *
 * @param goesOn whether the key goes on with the one before, and is taken back with it
 */
export function remembered(before: EditorState, after: EditorState, goesOn: boolean): EditorState {
  if (after.text === before.text) return after;
  const past = goesOn ? before.past : [...before.past, momentOf(before)].slice(-maxUndoSteps);
  return { ...after, past, future: [] };
}

export function undo(state: EditorState): EditorState {
  const moment = state.past.at(-1);
  if (moment === undefined) return state;
  return {
    ...withLine(state, moment.text, moment.cursor),
    past: state.past.slice(0, -1),
    future: [...state.future, momentOf(state)],
  };
}

export function redo(state: EditorState): EditorState {
  const moment = state.future.at(-1);
  if (moment === undefined) return state;
  return {
    ...withLine(state, moment.text, moment.cursor),
    past: [...state.past, momentOf(state)],
    future: state.future.slice(0, -1),
  };
}

/** The line as it is, to come back to. */
export function momentOf({ text, cursor }: EditorState): Moment {
  return { text, cursor };
}
