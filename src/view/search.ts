// Which lines of the transcript have something in them. A search is asked again for each key and each paint: what was
// found in a part of the transcript is kept with that part, which never changes. Pure.
import type { Entry, Transcript } from '../chat/transcript.js';
import type { EntryPlace, FindStep } from './screen-view.js';
import { folded, speechOf } from './speech.js';
import { entryAt, indexOf } from './transcript-index.js';

type Chunk = Transcript['chunks'][number];

/** What was found last in each part, as indices into it. */
const foundIn = new WeakMap<Chunk, { readonly sought: string; readonly hits: readonly number[] }>();

/** How many lines have it, and which of them is the present one. */
export interface Hits {
  readonly count: number;
  /** From 1, the oldest; 0 when the present one is none of them. */
  readonly number: number;
}

/** The hits of a search, and the place of one entry among them. */
export function hitsOf(transcript: Transcript, query: string, present: EntryPlace | undefined): Hits {
  const hits = hitIndices(transcript, query);
  const at = present === undefined ? -1 : hits.indexOf(indexOf(transcript, present));
  return { count: hits.length, number: at + 1 };
}

/**
 * The hit that a step leads to; past the last one it goes on at the other end.
 *
 * @param present the index of the entry that it starts from
 * @returns the index of the entry; `undefined` when nothing has what is searched for
 */
export function hitAfter(
  transcript: Transcript,
  query: string,
  step: FindStep,
  present: number,
): number | undefined {
  const hits = hitIndices(transcript, query);
  switch (step) {
    case 'nearest':
      return hits.findLast((index) => index <= present) ?? hits[0];
    case 'older':
      return hits.findLast((index) => index < present) ?? hits.at(-1);
    case 'newer':
      return hits.find((index) => index > present) ?? hits[0];
  }
}

/** The place of an entry, by which it is found again. */
export function placeAt(transcript: Transcript, index: number): EntryPlace | undefined {
  const entry = entryAt(transcript, index);
  return entry === undefined ? undefined : { key: entry.key, clock: entry.clock };
}

function hitIndices({ chunks }: Transcript, query: string): readonly number[] {
  const sought = folded(query);
  const all: number[] = [];
  let start = 0;
  for (const chunk of chunks) {
    for (const index of hitsIn(chunk, sought)) all.push(start + index);
    start += chunk.entries.length;
  }
  return all;
}

function hitsIn(chunk: Chunk, sought: string): readonly number[] {
  if (sought === '') return [];
  const found = foundIn.get(chunk);
  if (found?.sought === sought) return found.hits;
  // Whatever has a longer text in it has the beginning of that in it as well: while one types, fewer and fewer are left.
  const among =
    found !== undefined && found.sought !== '' && sought.startsWith(found.sought)
      ? found.hits
      : chunk.entries.keys();
  const hits = [...among].filter((index) => hasText(chunk.entries[index], sought));
  foundIn.set(chunk, { sought, hits });
  return hits;
}

function hasText(entry: Entry | undefined, sought: string): boolean {
  const text = searchable(entry);
  return text !== undefined && folded(text).includes(sought);
}

/** The text of an entry that can be searched: what stands on the screen of it, without time and name. */
function searchable(entry: Entry | undefined): string | undefined {
  if (entry?.kind === 'message') return speechOf(entry).text;
  return entry?.kind === 'notice' ? entry.text : undefined;
}
