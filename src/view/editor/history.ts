// Lines that were accepted before: one after the other, or looked for by a few of their characters. The draft is kept.
// Pure.
import { emptyEditor, type EditorState, type HistorySearch, withLine } from './editor-state.js';
import { momentOf, remembered } from './undo.js';

/** More than this a person does not page through. */
export const maxHistoryLines = 500;

/** The state after the line was taken: empty, with the line in the history unless it repeats the last one there. */
export function accepted(state: EditorState): EditorState {
  const { text, history, kills } = state;
  const repeats = text === '' || text === history.at(-1);
  return { ...emptyEditor, kills, history: repeats ? history : [...history, text].slice(-maxHistoryLines) };
}

/** The line before the one that is shown. */
export function older(state: EditorState): EditorState {
  return recall(state, (state.recalled ?? state.history.length) - 1);
}

/** The line after the one that is shown; after the latest comes the draft. */
export function newer(state: EditorState): EditorState {
  return recall(state, (state.recalled ?? state.history.length) + 1);
}

function recall(state: EditorState, index: number): EditorState {
  const draft = state.recalled === undefined ? state.text : state.draft;
  if (index === state.history.length && state.recalled !== undefined) {
    return { ...withLine(state, draft), draft: '' };
  }
  const text = state.history[index];
  return text === undefined ? state : { ...withLine(state, text), recalled: index, draft };
}

/** Begins to look for a line; the one being typed stays in sight until one is found. */
export function beginSearch(state: EditorState): EditorState {
  return { ...state, search: { query: '', before: momentOf(state) } };
}

/** Looks for other characters: the latest line that has them, upper and lower case being the same. */
export function searchFor(state: EditorState, query: string): EditorState {
  const { search } = state;
  return search === undefined ? state : showFound(state, { ...search, query }, state.history.length - 1, -1);
}

/** The next line that has the characters, further back or forth; where there is none, nothing happens. */
export function searchOn(state: EditorState, way: 'older' | 'newer'): EditorState {
  const { search } = state;
  if (search?.found === undefined) return state;
  const step = way === 'older' ? -1 : 1;
  const next = showFound(state, search, search.found + step, step);
  return next.search?.found === undefined ? state : next;
}

/** The line that was found is the line now, and from there the history goes on. */
export function keepFound(state: EditorState): EditorState {
  const { search, ...rest } = state;
  if (search?.found === undefined) return rest;
  const found = { ...rest, recalled: search.found, draft: search.before.text };
  return remembered({ ...rest, ...search.before }, found, false);
}

/** Back to the line that was being typed. */
export function dropFound(state: EditorState): EditorState {
  const { search, ...rest } = state;
  return search === undefined ? state : withLine(rest, search.before.text, search.before.cursor);
}

function showFound(state: EditorState, search: HistorySearch, from: number, step: 1 | -1): EditorState {
  const { found: _, ...asked } = search;
  const found = asked.query === '' ? undefined : indexFrom(state.history, asked.query, from, step);
  const line = found === undefined ? undefined : state.history[found];
  if (found === undefined || line === undefined) {
    return { ...withLine(state, search.before.text, search.before.cursor), search: asked };
  }
  return { ...withLine(state, line), search: { ...asked, found } };
}

function indexFrom(
  history: readonly string[],
  query: string,
  from: number,
  step: 1 | -1,
): number | undefined {
  const wanted = query.toLowerCase();
  for (let index = from; index >= 0 && index < history.length; index += step) {
    if (history[index]?.toLowerCase().includes(wanted) === true) return index;
  }
  return undefined;
}
