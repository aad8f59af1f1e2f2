// What the room knows: what was said, how each stream is received, the bytes to repeat for others, and the clock. Pure
// reducers over plain data. What others say comes in by `hearing.ts`; when to ask or to stop waiting, others decide.
import { maxFormerClientIds } from '../limits.js';
import type { Extent } from '../wire/control.js';
import type { Delivery, Entry, MessageEntry, Receipt, Source } from './entry.js';
import { emptyHoldings, type Holdings, hold } from './holdings.js';
import { type ClockStamp, clockStart, tick } from './hybrid-clock.js';
import type { Messages, PartialMessage } from './messages.js';
import { noRanges, type Ranges, union } from './ranges.js';
import { heldBut, isHoldingBack } from './reception.js';
import type { ReceiptChange } from './receipts.js';
import { byActivity, latestActive, noStreams, type Stream, type Streams, streamOf } from './streams.js';
import { emptyTranscript, insert, update } from './transcript.js';

export { messageKey } from './messages.js';

export interface Room extends Messages {
  readonly streams: Streams;
  readonly holdings: Holdings;
  readonly clock: ClockStamp;
  /** When we came: milliseconds since 1970, own clock. */
  readonly startedAt: number;
  /** Entries made so far whose keys count them: notices, and messages without a stamp. */
  readonly localEntries: number;
  /** Datagrams that wait for an earlier one, of all streams. */
  readonly heldBack: number;
  /** Under which we have spoken; more than one when somebody else used our id. */
  readonly ownStreams: readonly string[];
  /** Whether the transcript shows where what was said before we came ends. */
  readonly hasBoundary: boolean;
  /** Whether we have been told of each stream there was before us: one that we do not know by now is for us as a whole. */
  readonly knowsPast: boolean;
}

/** An own message before it is shown. */
export type OwnMessage = Omit<MessageEntry, 'kind' | 'missingParts' | 'delivery' | 'receipt' | 'clock'> & {
  readonly source: Source;
};

/** A room in which nothing was said yet; `startedAt` is now: own clock, milliseconds since 1970. */
export function newRoom(startedAt: number): Room {
  return {
    transcript: emptyTranscript,
    partials: new Map<string, PartialMessage>(),
    streams: noStreams,
    holdings: emptyHoldings,
    clock: clockStart,
    startedAt,
    localEntries: 0,
    heldBack: 0,
    ownStreams: [],
    hasBoundary: false,
    knowsPast: false,
  };
}

/** The next stamp for an own message. */
export function stamp(room: Room, at: number): ClockStamp {
  return tick(room.clock, at);
}

/** Shows an own message, which is waiting to be sent, with the clock that {@link stamp} gave. */
export function say(room: Room, message: OwnMessage, clock: ClockStamp): Room {
  const entry = { ...message, kind: 'message', clock, missingParts: 0, delivery: 'waiting' } as const;
  const { stream } = message.source;
  const isKnown = room.ownStreams.includes(stream);
  return {
    ...room,
    clock,
    transcript: insert(room.transcript, entry).transcript,
    ownStreams: isKnown ? room.ownStreams : [...room.ownStreams, stream].slice(-maxFormerClientIds),
  };
}

/** Keeps an own datagram that has gone out, to repeat it for others. The bytes are not copied, and must not change. */
export function tookOwn(room: Room, stream: string, sequence: number, bytes: Uint8Array): Room {
  return { ...room, holdings: hold(room.holdings, stream, sequence, bytes, true) };
}

/** Marks an own message. */
export function mark(room: Room, key: string, delivery: Delivery): Room {
  return { ...room, transcript: update(room.transcript, key, onMessage({ delivery })) };
}

/** Shows who holds own messages. */
export function noteReceipts(room: Room, changed: readonly ReceiptChange[]): Room {
  if (changed.length === 0) return room;
  let { transcript } = room;
  for (const { key, heldBy, of } of changed) {
    transcript = update(transcript, key, (entry) =>
      entry.kind === 'message' && !isSettled(entry.receipt, of)
        ? { ...entry, receipt: { heldBy, of } }
        : entry,
    );
  }
  return { ...room, transcript };
}

/** Held by all who were there: that stays so, whoever goes later. */
function isSettled(receipt: Receipt | undefined, of: number): boolean {
  return receipt !== undefined && receipt.heldBy === receipt.of && of < receipt.of;
}

/** Lets the program itself say something. */
export function notice(room: Room, text: string, at: number): Room {
  const clock = tick(room.clock, at);
  const entry = { kind: 'notice', key: `local/${room.localEntries}`, text, at, clock } as const;
  const { transcript } = insert(room.transcript, entry);
  return { ...room, clock, transcript, localEntries: room.localEntries + 1 };
}

/** What is missing of a stream, the earliest first; also what is not waited for any more, but may still come. */
export function wantedOf({ streams }: Room, stream: string): Ranges {
  return streamOf(streams, stream)?.reception.missing ?? noRanges;
}

/** What of a stream is asked for: what is missing, and what was given up and may be had after all. */
export function askedFor({ streams }: Room, stream: string): Ranges {
  const known = streamOf(streams, stream);
  return known === undefined ? noRanges : union(known.reception.missing, known.reception.sought);
}

/** Whether a stream keeps something from the screen until what is missing before it comes. */
export function holdsBack({ streams }: Room, stream: string): boolean {
  const known = streamOf(streams, stream);
  return known !== undefined && isHoldingBack(known.reception);
}

/** Of each stream of others how far it is held, and what of that was given up; those active latest come first. */
export function extentsHeld({ streams }: Room): readonly Extent[] {
  return latestActive(streams).flatMap(extentOf);
}

/** The same of some streams, as far as there are such, by their keys; in the same order, since the last may get no room. */
export function extentsOf({ streams }: Room, keys: readonly string[]): readonly Extent[] {
  return keys
    .flatMap((key) => streamOf(streams, key) ?? [])
    .toSorted(byActivity)
    .flatMap(extentOf);
}

/** Nothing is to be told of a stream while nothing of it is held. */
function extentOf({ clientId, epoch, reception }: Stream): readonly Extent[] {
  const { upTo, lacks } = heldBut(reception);
  if (upTo < reception.first) return [];
  return [lacks.length > 0 ? [clientId, epoch, upTo, lacks] : [clientId, epoch, upTo]];
}

function onMessage(change: Pick<MessageEntry, 'delivery'>): (entry: Entry) => Entry {
  return (entry) => (entry.kind === 'message' ? { ...entry, ...change } : entry);
}
