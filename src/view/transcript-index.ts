// Finds entries of the transcript: those that the messages are scrolled back to, or were read up to, also when they are
// no longer there; and counts what is newer.
import { compareStamps } from '../chat/hybrid-clock.js';
import { type Entry, newestFirst, type Transcript } from '../chat/transcript.js';
import type { EntryPlace, ScrollPosition } from './screen-view.js';

/** A row in the transcript: the entry it belongs to, and how many rows of that entry are below it. */
export interface RowPlace {
  /** 0 is the oldest kept; -1 in an empty transcript. */
  readonly index: number;
  readonly rowsHidden: number;
}

/**
 * Where the pane's last row is.
 *
 * @param scroll absent: the newest row
 */
export function placeOf(transcript: Transcript, scroll: ScrollPosition | undefined): RowPlace {
  if (scroll === undefined) return { index: transcript.length - 1, rowsHidden: 0 };
  // What has been forgotten was older than all that is left.
  const index = Math.min(transcript.length - 1, Math.max(0, indexOf(transcript, scroll)));
  const isThere = entryAt(transcript, index)?.key === scroll.key;
  return { index, rowsHidden: isThere ? scroll.rowsHidden : 0 };
}

/**
 * The index of an entry. It may have been a hole that has been filled: then that of what stands in its place. It may have
 * been forgotten with the oldest of the transcript: then there is none.
 *
 * @returns -1 for none
 */
export function indexOf(transcript: Transcript, place: EntryPlace): number {
  const index = lastIndex(transcript, ({ key }) => key === place.key);
  return index === -1 ? lastIndex(transcript, ({ clock }) => compareStamps(clock, place.clock) <= 0) : index;
}

/** The entry at an index; `undefined` where there is none. */
export function entryAt({ chunks, length }: Transcript, index: number): Entry | undefined {
  // From the end that is nearer: on the screen are mostly the newest, and the oldest say how far one can scroll.
  return index < length / 2 ? countedUp(chunks, index) : countedDown(chunks, index - length);
}

/** @param index 0 is the first entry of all */
function countedUp(chunks: Transcript['chunks'], index: number): Entry | undefined {
  let left = index;
  for (const { entries } of chunks) {
    if (left < entries.length) return entries[left];
    left -= entries.length;
  }
  return undefined;
}

/** @param index -1 is the last entry of all */
function countedDown(chunks: Transcript['chunks'], index: number): Entry | undefined {
  let left = index;
  for (let at = chunks.length - 1; at >= 0; at -= 1) {
    const entries = chunks[at]?.entries ?? [];
    left += entries.length;
    if (left >= 0) return entries[left];
  }
  return undefined;
}

/** The place of the newest entry, whatever it is; `undefined` in an empty transcript. */
export function newestPlace({ chunks }: Transcript): EntryPlace | undefined {
  const newest = chunks.at(-1)?.entries.at(-1);
  return newest === undefined ? undefined : { key: newest.key, clock: newest.clock };
}

/** Whether the entry is something that another person said: what one may have missed. */
function isNews(entry: Entry): boolean {
  return entry.kind === 'message' && entry.delivery === undefined;
}

/** The index of the first thing that others said after a place; `undefined` while there is none. */
export function firstNewsAfter(transcript: Transcript, place: EntryPlace): number | undefined {
  const read = indexOf(transcript, place);
  let start = 0;
  for (const { entries } of transcript.chunks) {
    const from = Math.max(0, read + 1 - start);
    const found = from < entries.length ? entries.slice(from).findIndex(isNews) : -1;
    if (found !== -1) return start + from + found;
    start += entries.length;
  }
  return undefined;
}

/**
 * How many things others said after all of these places.
 *
 * @param most where counting ends: beyond it nobody wants to know
 */
export function newsAfter(transcript: Transcript, places: readonly EntryPlace[], most: number): number {
  const read = Math.max(-1, ...places.map((place) => indexOf(transcript, place)));
  let index = transcript.length - 1;
  let count = 0;
  for (const entry of newestFirst(transcript)) {
    if (index <= read || count >= most) break;
    if (isNews(entry)) count += 1;
    index -= 1;
  }
  return count;
}

/** The index of the newest entry that fits; -1 when none does. */
function lastIndex(transcript: Transcript, fits: (entry: Entry) => boolean): number {
  let end = transcript.length;
  for (const { entries } of transcript.chunks.toReversed()) {
    const index = entries.findLastIndex(fits);
    if (index !== -1) return end - entries.length + index;
    end -= entries.length;
  }
  return -1;
}
