// The bytes of chat datagrams, by stream and sequence number, to repeat them for others: the very bytes that their authors
// sent. Pure and bounded; the oldest go first, and those of streams that are silent.
import {
  maxHeldBytes,
  maxHeldBytesPerStream,
  maxHeldDatagrams,
  maxHeldDatagramsPerStream,
  maxStreams,
} from '../limits.js';
import {
  emptyMap,
  firstEntry,
  longestUnused,
  type PersistentMap,
  valueOf,
  withEntry,
  withLatest,
  withoutEntry,
} from './persistent-map.js';
import type { Ranges } from './ranges.js';
import {
  append,
  between,
  dropOldest,
  emptySequenceMap,
  get,
  highest,
  lowest,
  type SequenceMap,
  set,
} from './sequence-map.js';

export interface Holdings {
  readonly streams: PersistentMap<HeldStream>;
  /** Of all streams. */
  readonly datagrams: number;
  /** Of all streams. */
  readonly bytes: number;
  /** How often something was put in: tells which stream has been silent for longest. */
  readonly turn: number;
}

interface HeldStream {
  readonly datagrams: SequenceMap<Uint8Array>;
  readonly bytes: number;
  /** When something was put in last. */
  readonly turn: number;
  /** Whether we are its author, and so the first who is asked. */
  readonly isOwn: boolean;
}

export const emptyHoldings: Holdings = { streams: emptyMap, datagrams: 0, bytes: 0, turn: 0 };

const emptyStream: HeldStream = { datagrams: emptySequenceMap, bytes: 0, turn: 0, isOwn: false };

/**
 * Keeps a datagram; what is there already stays as it is. The bytes are not copied, and must not change.
 *
 * @param isOwn whether it is our own: a flood of others' datagrams does not push it out
 */
export function hold(
  holdings: Holdings,
  stream: string,
  sequence: number,
  bytes: Uint8Array,
  isOwn = false,
): Holdings {
  const known = valueOf(holdings.streams, stream) ?? emptyStream;
  if (get(known.datagrams, sequence) !== undefined) return holdings;
  const turn = holdings.turn + 1;
  const more = {
    datagrams: set(known.datagrams, sequence, bytes),
    bytes: known.bytes + bytes.length,
    turn,
    isOwn,
  };
  return bounded(withStream(holdings, stream, withinStreamBounds(more)));
}

/**
 * Keeps datagrams that follow each other, all later than those that are held of their stream: as {@link hold} for each, at
 * the cost of one.
 *
 * @returns `undefined` if they are not all later
 */
export function holdRun(
  holdings: Holdings,
  stream: string,
  first: number,
  run: readonly Uint8Array[],
): Holdings | undefined {
  const known = valueOf(holdings.streams, stream) ?? emptyStream;
  if ((highest(known.datagrams) ?? 0) >= first) return undefined;
  const turn = holdings.turn + run.length;
  const more = {
    datagrams: append(known.datagrams, first, run),
    bytes: run.reduce((sum, { length }) => sum + length, known.bytes),
    turn,
    isOwn: known.isOwn,
  };
  return bounded(withStream(holdings, stream, withinStreamBounds(more)));
}

/** The bytes of a datagram, if they are held. */
export function held(holdings: Holdings, stream: string, sequence: number): Uint8Array | undefined {
  const known = valueOf(holdings.streams, stream);
  return known === undefined ? undefined : get(known.datagrams, sequence);
}

/** Which of these numbers are held, in order; no more than are kept of one stream. */
export function heldOf(holdings: Holdings, stream: string, ranges: Ranges): readonly number[] {
  const known = valueOf(holdings.streams, stream);
  if (known === undefined) return [];
  return ranges.flatMap(([first, last]) =>
    between(known.datagrams, first, last).map(([sequence]) => sequence),
  );
}

/** The lowest number of the stream that is held. */
export function oldestHeld(holdings: Holdings, stream: string): number | undefined {
  const known = valueOf(holdings.streams, stream);
  return known === undefined ? undefined : lowest(known.datagrams);
}

function withStream(holdings: Holdings, key: string, stream: HeldStream): Holdings {
  const before = valueOf(holdings.streams, key) ?? emptyStream;
  // What is only dropped from it does not make it the one that was heard last.
  const put = stream.turn > holdings.turn ? withLatest : withEntry;
  const isEmpty = stream.datagrams.size === 0;
  return {
    streams: isEmpty ? withoutEntry(holdings.streams, key) : put(holdings.streams, key, stream),
    datagrams: holdings.datagrams + stream.datagrams.size - before.datagrams.size,
    bytes: holdings.bytes + stream.bytes - before.bytes,
    turn: Math.max(holdings.turn, stream.turn),
  };
}

function withinStreamBounds(stream: HeldStream): HeldStream {
  let kept = stream;
  while (kept.datagrams.size > maxHeldDatagramsPerStream || kept.bytes > maxHeldBytesPerStream) {
    kept = withoutOldest(kept);
  }
  return kept;
}

/** A block of numbers goes at a time, so that the longest silent stream is not looked for with each datagram. */
function bounded(holdings: Holdings): Holdings {
  let kept = holdings;
  while (kept.datagrams > maxHeldDatagrams || kept.bytes > maxHeldBytes || kept.streams.size > maxStreams) {
    const [key, stream] = firstToGo(kept.streams) ?? ['', emptyStream];
    kept = withStream(kept, key, kept.streams.size > maxStreams ? emptyStream : withoutOldest(stream));
  }
  return kept;
}

function withoutOldest({ datagrams, bytes, turn, isOwn }: HeldStream): HeldStream {
  const { map, dropped } = dropOldest(datagrams);
  return { datagrams: map, bytes: dropped.reduce((left, { length }) => left - length, bytes), turn, isOwn };
}

/** The longest silent one; others' before our own: they are held elsewhere, too. */
function firstToGo(streams: Holdings['streams']): readonly [key: string, stream: HeldStream] | undefined {
  return longestUnused(streams, isOthers, goesBefore) ?? firstEntry(streams, goesBefore);
}

function isOthers({ isOwn }: HeldStream): boolean {
  return !isOwn;
}

function goesBefore(one: HeldStream, other: HeldStream): boolean {
  return one.turn < other.turn;
}
