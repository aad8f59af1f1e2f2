// What we know of each stream: one process speaking, from its start to its end. Pure and bounded.
import { maxHadRanges, maxPeers, maxStreams } from '../limits.js';
import { maxClaimAhead, togetherMs } from '../protocol-timing.js';
import type { StampedDatagram } from '../wire/chat-datagram.js';
import type { HoleEntry } from './entry.js';
import {
  emptyMap,
  entriesOf,
  firstEntry,
  longestUnused,
  oldestBeside,
  type PersistentMap,
  valueOf,
  withEntry,
  withLatest,
  withoutEntry,
} from './persistent-map.js';
import { noRanges, type Ranges } from './ranges.js';
import { handedOut, isHoldingBack, lowerFirst, newReception, type Reception } from './reception.js';

/** From where on a stream concerns us. */
export interface Beginning {
  /** The lowest number that is wanted. */
  readonly first: number;
  /** Whether only others have told of the stream, so that we do not know whether its author was here before us. */
  readonly isHearsay: boolean;
  /** What of it was had before it had to make room for others. */
  readonly had: Ranges;
}

/** A stream of which something has been heard, or is missing. */
export interface Stream {
  readonly clientId: string;
  readonly epoch: number;
  /** Sanitised; the latest one heard; empty before. */
  readonly handle: string;
  readonly reception: Reception<StampedDatagram>;
  /**
   * Where the stream was received before numbers came that are far from there: of two such places one is somebody else's
   * doing, and whatever comes is taken where it belongs.
   */
  readonly elsewhere: Reception<StampedDatagram> | undefined;
  /** The holes that the transcript shows. */
  readonly holes: readonly ShownHole[];
  /** Numbers that nothing waits for any more, and that the transcript does not show as missing before something follows. */
  readonly unshown: Ranges;
  /** When something of it was heard, claimed, or no longer waited for last: milliseconds since 1970, own clock. */
  readonly activeAt: number;
  readonly isHearsay: boolean;
}

/** A hole of which the numbers are known. */
export type ShownHole = HoleEntry & Required<Pick<HoleEntry, 'source'>>;

export interface Streams {
  readonly live: PersistentMap<Stream>;
  /** Streams that nothing is missing of, of which it need only be known where they would go on, and what was had. */
  readonly idle: PersistentMap<Beginning>;
}

/** What a stream's author itself says of it: how far it has got, and for how long the process has been running. */
export interface AuthorsWord {
  readonly highest: number;
  /** Milliseconds. */
  readonly upMs: number;
  /** Sanitised: what the author is called, where that is told or known. */
  readonly handle?: string;
}

export const noStreams: Streams = { live: emptyMap, idle: emptyMap };

/** Names a stream. */
export function streamKey(clientId: string, epoch: number): string {
  return `${clientId}/${epoch}`;
}

/** Whom a stream's key names; a client id may have a slash in it, an epoch has none. */
export function streamName(key: string): readonly [clientId: string, epoch: number] {
  const slash = key.lastIndexOf('/');
  return [key.slice(0, slash), Number(key.slice(slash + 1))];
}

export function streamOf({ live }: Streams, key: string): Stream | undefined {
  return valueOf(live, key);
}

export function beginningOf({ idle }: Streams, key: string): Beginning | undefined {
  return valueOf(idle, key);
}

/**
 * From where on a stream concerns us that nobody has told of: all of it (but not more than anybody keeps) if its author
 * came after us, or together with us; otherwise what it says from now on, since the rest is history.
 *
 * @param ownUpMs for how long we have been here, in milliseconds
 * @param next the number from which on it is new to somebody who came before its author
 * @param had what of it was had before it had to make room for others
 */
export function beginningBy(
  { highest, upMs }: AuthorsWord,
  ownUpMs: number,
  next: number,
  had = noRanges,
): Beginning {
  // Its author knows best: what others have told may be a lie.
  return {
    first: upMs < ownUpMs + togetherMs ? firstKept(highest) : Math.min(next, highest + 1),
    isHearsay: false,
    had,
  };
}

/** The lowest number that somebody who keeps as much as may be keeps of a stream that has got so far. */
export function firstKept(highest: number): number {
  return Math.max(1, highest - maxClaimAhead + 1);
}

/** Where the stream goes on, for when it does; of too many the one met longest ago goes, give or take some. */
export function noteBeginning({ live, idle }: Streams, key: string, beginning: Beginning): Streams {
  const noted = withEntry(idle, key, beginning);
  const oldest = noted.size > maxPeers ? oldestBeside(noted, key) : undefined;
  return { live, idle: oldest === undefined ? noted : withoutEntry(noted, oldest) };
}

/** A stream of which nothing has been heard since it began, or had to make room. */
export function newStream(
  clientId: string,
  epoch: number,
  { first, isHearsay, had }: Beginning,
  at: number,
): Stream {
  const reception = newReception<StampedDatagram>(first, had);
  return {
    clientId,
    epoch,
    handle: '',
    reception,
    elsewhere: undefined,
    holes: [],
    unshown: noRanges,
    activeAt: at,
    isHearsay,
  };
}

/** The stream with its author's handle, if nothing has told it yet. */
export function named(stream: Stream, handle = ''): Stream {
  return stream.handle === '' && handle !== '' ? { ...stream, handle } : stream;
}

/** The stream now that its author has spoken for itself: what was taken for history may have been for us. */
export function confirmed(stream: Stream, word: AuthorsWord, ownUpMs: number): Stream {
  if (!stream.isHearsay) return stream;
  const { first } = beginningBy(word, ownUpMs, stream.reception.first);
  // Others cannot have heard so much more than its author has said.
  const isDisproved = stream.reception.first > word.highest + maxClaimAhead;
  const reception = isDisproved ? newReception<StampedDatagram>(first) : lowerFirst(stream.reception, first);
  return { ...stream, isHearsay: false, reception };
}

/**
 * Puts a stream in. Of too many one of which nothing is missing goes first, the longest silent one. If something is missing
 * of each, that is a flood, and who came last makes room.
 *
 * @returns also the stream that had to go
 */
export function keepStream(
  { live, idle }: Streams,
  key: string,
  stream: Stream,
): { readonly streams: Streams; readonly evicted?: Stream } {
  const kept = withLatest(live, key, stream);
  const [goes, evicted] = (kept.size > maxStreams ? leastWanted(kept) : undefined) ?? [];
  if (goes === undefined || evicted === undefined) return { streams: { live: kept, idle } };
  const streams = { live: withoutEntry(kept, goes), idle };
  // What was held back is dropped with it, so it has to be had again; what was shown is not to be shown again.
  const { reception, isHearsay } = evicted;
  const had = handedOut(reception).slice(-maxHadRanges);
  const beginning = { first: reception.next, isHearsay, had };
  return { streams: noteBeginning(streams, goes, beginning), evicted };
}

/** The streams, those active latest first. */
export function latestActive({ live }: Streams): readonly Stream[] {
  return Array.from(entriesOf(live), ([, stream]) => stream).toSorted(byActivity);
}

/** For sorting: those active latest first. */
export function byActivity(one: Stream, other: Stream): number {
  return other.activeAt - one.activeAt;
}

/** Whether a stream wants something else now, or has begun or ceased to hold something back. */
export function isChanged(before: Stream | undefined, after: Stream): boolean {
  const { missing: wantedBefore = noRanges, sought: soughtBefore = noRanges } = before?.reception ?? {};
  const { missing, sought } = after.reception;
  if (wantedBefore !== missing && wantedBefore.length + missing.length > 0) return true;
  if (soughtBefore !== sought && soughtBefore.length + sought.length > 0) return true;
  return (before !== undefined && isHoldingBack(before.reception)) !== isHoldingBack(after.reception);
}

function leastWanted(live: Streams['live']): readonly [key: string, stream: Stream] | undefined {
  return longestUnused(live, isComplete, wasActiveBefore) ?? firstEntry(live, wasActiveAfter);
}

function isComplete({ reception }: Stream): boolean {
  return reception.missing.length === 0;
}

function wasActiveBefore(one: Stream, other: Stream): boolean {
  return one.activeAt < other.activeAt;
}

function wasActiveAfter(one: Stream, other: Stream): boolean {
  return one.activeAt > other.activeAt;
}
