// The transcript: what was said, in the order it is shown. A persistent list in chunks, so that appending to a long
// one copies at most one chunk, and every earlier version stays whole (snapshots, replay). Pure.
import { maxTranscriptEntries, maxTranscriptUnits } from '../limits.js';

/** How far an own message has come. */
export type Delivery = 'waiting' | 'sent';

/** Something that somebody said. */
export interface MessageEntry {
  readonly kind: 'message';
  /** Identifies the message: its sender, epoch and first sequence number, or a local count for unstamped ones. */
  readonly key: string;
  readonly clientId: string;
  /** Sanitised. */
  readonly handle: string;
  /** Sanitised; may contain newlines; parts not (yet) received stand as {@link missingPart}. */
  readonly text: string;
  /** How many of the message's parts have not been received. */
  readonly missingParts: number;
  /** Milliseconds since 1970, own clock: when it was heard or typed. */
  readonly at: number;
  /** Present on own messages only. */
  readonly delivery?: Delivery;
}

/** Something that the program itself has to say. */
export interface NoticeEntry {
  readonly kind: 'notice';
  readonly key: string;
  readonly text: string;
  readonly at: number;
}

export type Entry = MessageEntry | NoticeEntry;

/** An immutable sequence of entries; make one with {@link emptyTranscript} and {@link append}. */
export interface Transcript {
  readonly chunks: readonly Chunk[];
  readonly length: number;
  /** UTF-16 units of text held, for the bound. */
  readonly units: number;
}

interface Chunk {
  readonly entries: readonly Entry[];
  readonly units: number;
}

/** Appending copies one chunk, an update likewise: small enough to be cheap, large enough to keep the list of chunks short. */
const entriesPerChunk = 64;

export const emptyTranscript: Transcript = { chunks: [], length: 0, units: 0 };

/** Adds an entry at the end; beyond the bounds of `limits.ts` the oldest chunk goes. */
export function append(transcript: Transcript, entry: Entry): Transcript {
  const last = transcript.chunks.at(-1);
  const chunks =
    last !== undefined && last.entries.length < entriesPerChunk
      ? transcript.chunks.with(transcript.chunks.length - 1, {
          entries: [...last.entries, entry],
          units: last.units + unitsOf(entry),
        })
      : [...transcript.chunks, { entries: [entry], units: unitsOf(entry) }];
  return trim({ chunks, length: transcript.length + 1, units: transcript.units + unitsOf(entry) });
}

/** Replaces the entry with this key by `change(entry)`; searched from the end, where changes happen. */
export function update(transcript: Transcript, key: string, change: (entry: Entry) => Entry): Transcript {
  for (let at = transcript.chunks.length - 1; at >= 0; at -= 1) {
    const chunk = transcript.chunks[at];
    const index = chunk?.entries.findLastIndex((entry) => entry.key === key) ?? -1;
    const old = chunk?.entries[index];
    if (chunk === undefined || old === undefined) continue;
    const entry = change(old);
    const grown = unitsOf(entry) - unitsOf(old);
    const changed = { entries: chunk.entries.with(index, entry), units: chunk.units + grown };
    return trim({
      chunks: transcript.chunks.with(at, changed),
      length: transcript.length,
      units: transcript.units + grown,
    });
  }
  return transcript;
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

function unitsOf(entry: Entry): number {
  return entry.text.length;
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
