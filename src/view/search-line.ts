// What one searches for, in the place of the line that is being typed; and how many hits there are. Pure.
import type { Transcript } from '../chat/transcript.js';
import type { Prompt } from './input-line.js';
import type { SearchView } from './screen-view.js';
import { hitsOf } from './search.js';
import { widthOf } from './text-width.js';

/** What stands before it, in the place of the own handle. */
export const searchPrompt: Prompt = { handle: 'search', tag: '' };

/** What the hint of a search depends on beside the search. */
interface Around {
  /** How much has come below the messages in sight; absent: nothing. */
  readonly news: string | undefined;
  /** The width of the window. */
  readonly columns: number;
}

/** Which hit of how many this is, what has come meanwhile, and what keys do: the longest wording that fits. */
export function searchHint(transcript: Transcript, search: SearchView, { news, columns }: Around): string {
  const { editor, hit, isAsking } = search;
  const { count, number } = hitsOf(transcript, editor.text, hit);
  const place = stateText(editor.text, count, number);
  const state = news === undefined ? place : `${place} · ${news}`;
  if (count === 0) return `${state} · Esc: back`;
  const wordings = isAsking
    ? [
        `${state} · Up, Down: older, newer · Enter: from hit to hit · Esc: back`,
        `${state} · Enter: n, N · Esc: back`,
        `${state} · Esc: back`,
      ]
    : [
        `${state} · n, N: older, newer · Enter: stay here · Esc: back where you were`,
        `${state} · n, N · Enter: stay · Esc: back`,
        `${state} · n, N · Esc`,
      ];
  return wordings.find((each) => widthOf(each) <= columns) ?? state;
}

function stateText(query: string, count: number, number: number): string {
  if (query === '') return 'type what to find';
  return count === 0 ? 'not found' : `${number === 0 ? '–' : number}/${count}`;
}
