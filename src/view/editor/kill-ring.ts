// What was cut, and how it comes back: cuts in a row are one, the last few are kept, and a second key goes through them
// (the GNU Readline manual, "Killing And Yanking"). Pure.
import { type EditorState, hasRoomFor, replaced, without } from './editor-state.js';

/** More than these nobody goes back through. */
export const maxKills = 8;

/** Cuts graphemes before the cursor. */
export function killBefore(state: EditorState, from: number): EditorState {
  return kill(state, from, state.cursor, (cut, earlier) => cut + earlier);
}

/** Cuts graphemes behind the cursor. */
export function killBehind(state: EditorState, to: number): EditorState {
  return kill(state, state.cursor, to, (cut, earlier) => earlier + cut);
}

/** Inserts what was cut last; without room for it, or without any, nothing happens. */
export function yank(state: EditorState): EditorState {
  const text = state.kills.at(-1);
  if (text === undefined || !hasRoomFor(state, text)) return state;
  return {
    ...replaced(state, state.cursor, state.cursor, text),
    latest: { kind: 'yanking', from: state.cursor, at: 1 },
  };
}

/** What was cut before takes the place of what has just been yanked; after the oldest comes the latest again. */
export function yankEarlier(state: EditorState): EditorState {
  const { latest, kills, cursor } = state;
  if (latest?.kind !== 'yanking' || kills.length < 2) return state;
  const at = (latest.at % kills.length) + 1;
  const text = kills.at(-at) ?? '';
  const bare = without(state, latest.from, cursor);
  if (!hasRoomFor(bare, text)) return state;
  return {
    ...replaced(state, latest.from, cursor, text),
    latest: { kind: 'yanking', from: latest.from, at },
  };
}

function kill(
  state: EditorState,
  from: number,
  to: number,
  join: (cut: string, earlier: string) => string,
): EditorState {
  const cut = state.graphemes.slice(from, to).join('');
  if (cut === '') return state;
  const goesOn = state.latest?.kind === 'killing';
  const earlier = goesOn ? (state.kills.at(-1) ?? '') : '';
  const others = goesOn ? state.kills.slice(0, -1) : state.kills;
  return {
    ...without(state, from, to),
    kills: [...others, join(cut, earlier)].slice(-maxKills),
    latest: { kind: 'killing' },
  };
}
