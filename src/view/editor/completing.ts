// One of several candidates in the place of what was typed, and the next one at each key. Pure; what may be completed
// and by what is another's business.
import { type Candidate, type EditorState, hasRoomFor, replaced, without } from './editor-state.js';
import { remembered } from './undo.js';

/**
 * The first candidate takes the place of what stands between `from` and the cursor; of several, {@link nextCandidate}
 * brings the others. Without any, or without room, nothing happens.
 *
 * @param from where it begins, in graphemes
 */
export function complete(state: EditorState, from: number, candidates: readonly Candidate[]): EditorState {
  const next = chosen(state, from, candidates, 0);
  return next === state ? state : remembered(state, next, false);
}

/** The candidate after the present one, or the one before; after the last comes the first. */
export function nextCandidate(state: EditorState, way: 'next' | 'previous'): EditorState {
  const { completion } = state;
  if (completion === undefined) return state;
  const { from, candidates, at } = completion;
  const step = way === 'next' ? 1 : candidates.length - 1;
  return chosen(state, from, candidates, (at + step) % candidates.length);
}

function chosen(state: EditorState, from: number, candidates: readonly Candidate[], at: number): EditorState {
  const candidate = candidates[at];
  if (candidate === undefined) return state;
  if (!hasRoomFor(without(state, from, state.cursor), candidate.text)) return state;
  const { completion: _, latest: __, ...bare } = state;
  const next = replaced(bare, from, state.cursor, candidate.text);
  return candidates.length < 2 ? next : { ...next, completion: { from, candidates, at } };
}
