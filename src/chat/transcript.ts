// The transcript: what was said, in the order of `compareEntries`, whatever the order in which it came. A persistent list
// in chunks, so that an insertion into a long one copies one chunk, and every earlier version stays whole. Pure.
import { maxTranscriptEntries, maxTranscriptUnits } from '../limits.js';
import { compareEntries, type Entry } from './entry.js';

export type {
  Delivery,
  Entry,
  HoleEntry,
  MessageEntry,
  Receipt,
} from './entry.js';

/** An immutable sequence of entries; make one with {@link emptyTranscript} and {@link insert}. */
export interface Transcript {
  /** None is empty. */
  readonly chunks: readonly Chunk[];
  readonly length: number;
  /** UTF-16 units of text held, for the bound. */
  readonly units: number;
}

interface Chunk {
  readonly entries: readonly Entry[];
  readonly units: number;
}

/** An insertion copies one chunk, an update likewise: small enough to be cheap, large enough to keep the list of chunks short. */
const entriesPerChunk = 64;

export const emptyTranscript: Transcript = { chunks: [], length: 0, units: 0 };

/** A transcript with one more entry. */
export interface Insertion {
  /** The same object when the entry was not taken: it is there already, or older than all in a full transcript. */
  readonly transcript: Transcript;
  /** Whether it has become the newest entry. */
  readonly atEnd: boolean;
}

/**
 * Puts an entry where it belongs, after those that no order tells from it. Beyond the bounds of `limits.ts` the oldest
 * chunk goes.
 */
export function insert(transcript: Transcript, entry: Entry): Insertion {
  const newest = transcript.chunks.at(-1)?.entries.at(-1);
  if (newest === undefined || compareEntries(newest, entry) < 0) {
    return { transcript: append(transcript, entry), atEnd: true };
  }
  const at = chunkFor(transcript, entry);
  const chunk = transcript.chunks[at];
  const index = chunk === undefined ? 0 : indexFor(chunk, entry);
  const isThere = chunk !== undefined && hasTwin(chunk, index, entry);
  if (chunk === undefined || isThere || (at === 0 && index === 0 && isFull(transcript, entry))) {
    return { transcript, atEnd: false };
  }
  const halves = chunksOf(chunk.entries.toSpliced(index, 0, entry));
  const chunks = transcript.chunks.toSpliced(at, 1, ...halves);
  const atEnd = at === transcript.chunks.length - 1 && index === chunk.entries.length;
  return { transcript: trim(grown(transcript, chunks, 1, unitsOf(entry))), atEnd };
}

/** Adds an entry that is known to belong at the end. */
export function append(transcript: Transcript, entry: Entry): Transcript {
  const last = transcript.chunks.at(-1);
  const units = unitsOf(entry);
  const chunks =
    last !== undefined && last.entries.length < entriesPerChunk
      ? transcript.chunks.with(transcript.chunks.length - 1, {
          entries: [...last.entries, entry],
          units: last.units + units,
        })
      : [...transcript.chunks, { entries: [entry], units }];
  return trim(grown(transcript, chunks, 1, units));
}

/**
 * Adds entries that are in order: as {@link append} for each, at the cost of one.
 *
 * @returns `undefined` if one of them does not belong at the end
 */
export function appendAll(transcript: Transcript, entries: readonly Entry[]): Transcript | undefined {
  const chunks = [...transcript.chunks];
  let previous = chunks.at(-1)?.entries.at(-1);
  let units = 0;
  for (let at = 0; at < entries.length; ) {
    const last = chunks.at(-1);
    const room = entriesPerChunk - (last?.entries.length ?? entriesPerChunk);
    const part = entries.slice(at, at + (room > 0 ? room : entriesPerChunk));
    for (const entry of part) {
      if (previous !== undefined && compareEntries(previous, entry) >= 0) return undefined;
      previous = entry;
    }
    const more = sumOfUnits(part);
    if (room > 0 && last !== undefined)
      chunks[chunks.length - 1] = { entries: [...last.entries, ...part], units: last.units + more };
    else chunks.push({ entries: part, units: more });
    units += more;
    at += part.length;
  }
  return trim(grown(transcript, chunks, entries.length, units));
}

/**
 * Replaces the entry with this key by `change(entry)`, which must leave what orders it as it is. Searched from the end,
 * where changes happen.
 */
export function update(transcript: Transcript, key: string, change: (entry: Entry) => Entry): Transcript {
  return replace(transcript, key, (old) => [change(old)]);
}

/** Takes the entry with this key out. */
export function remove(transcript: Transcript, key: string): Transcript {
  return replace(transcript, key, () => []);
}

/** The entries from index `from` (0 is the oldest kept) up to but not including `to`. */
export function slice(transcript: Transcript, from: number, to: number): readonly Entry[] {
  const found: Entry[] = [];
  let start = 0;
  for (const { entries } of transcript.chunks) {
    if (start >= to) break;
    if (start + entries.length > from) found.push(...entries.slice(Math.max(0, from - start), to - start));
    start += entries.length;
  }
  return found;
}

/** The entries from the newest to the oldest. */
export function* newestFirst({ chunks }: Transcript): Generator<Entry> {
  for (let at = chunks.length - 1; at >= 0; at -= 1) yield* chunks[at]?.entries.toReversed() ?? [];
}

function replace(transcript: Transcript, key: string, by: (old: Entry) => readonly Entry[]): Transcript {
  for (let at = transcript.chunks.length - 1; at >= 0; at -= 1) {
    const chunk = transcript.chunks[at];
    const index = chunk?.entries.findLastIndex((entry) => entry.key === key) ?? -1;
    const old = chunk?.entries[index];
    if (chunk === undefined || old === undefined) continue;
    const replacing = by(old);
    const units = sumOfUnits(replacing) - unitsOf(old);
    const entries = chunk.entries.toSpliced(index, 1, ...replacing);
    const changed = { entries, units: chunk.units + units };
    const chunks =
      entries.length > 0 ? transcript.chunks.with(at, changed) : transcript.chunks.toSpliced(at, 1);
    return trim(grown(transcript, chunks, replacing.length - 1, units));
  }
  return transcript;
}

/** The last chunk that begins at or before the entry; the first if none does. */
function chunkFor({ chunks }: Transcript, entry: Entry): number {
  const after = firstIndex(chunks.length, (index) => {
    const first = chunks[index]?.entries[0];
    return first !== undefined && compareEntries(first, entry) > 0;
  });
  return Math.max(0, after - 1);
}

/** The index within the chunk before which the entry belongs. */
function indexFor({ entries }: Chunk, entry: Entry): number {
  return firstIndex(entries.length, (index) => {
    const other = entries[index];
    return other !== undefined && compareEntries(other, entry) > 0;
  });
}

/** Whether one of those before the index that no order tells from the entry has its key. */
function hasTwin({ entries }: Chunk, end: number, entry: Entry): boolean {
  for (let index = end - 1; index >= 0; index -= 1) {
    const other = entries[index];
    if (other === undefined || compareEntries(other, entry) < 0) return false;
    if (other.key === entry.key) return true;
  }
  return false;
}

/** The first index that `isBeyond`, by halving; `length` if none is. */
function firstIndex(length: number, isBeyond: (index: number) => boolean): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBeyond(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** One chunk, or two halves where it would be too long. */
function chunksOf(entries: readonly Entry[]): readonly Chunk[] {
  const half = Math.ceil(entries.length / 2);
  const parts = entries.length > entriesPerChunk ? [entries.slice(0, half), entries.slice(half)] : [entries];
  return parts.map((part) => ({ entries: part, units: sumOfUnits(part) }));
}

function sumOfUnits(entries: readonly Entry[]): number {
  return entries.reduce((sum, entry) => sum + unitsOf(entry), 0);
}

function unitsOf(entry: Entry): number {
  return 'text' in entry ? entry.text.length : 0;
}

function isFull({ length, units }: Transcript, entry: Entry): boolean {
  return length + 1 > maxTranscriptEntries || units + unitsOf(entry) > maxTranscriptUnits;
}

function grown(
  { length, units }: Transcript,
  chunks: readonly Chunk[],
  byEntries: number,
  byUnits: number,
): Transcript {
  return { chunks, length: length + byEntries, units: units + byUnits };
}

function trim(transcript: Transcript): Transcript {
  let { chunks, length, units } = transcript;
  while (chunks.length > 1 && (length > maxTranscriptEntries || units > maxTranscriptUnits)) {
    const [oldest, ...rest] = chunks;
    chunks = rest;
    length -= oldest?.entries.length ?? 0;
    units -= oldest?.units ?? 0;
  }
  return { chunks, length, units };
}
