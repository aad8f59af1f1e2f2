// Whether what a session remembers stays within the bounds of `limits.ts`. Reads the memory, changes nothing.
import type { SessionContext } from '../../machines/session.context.js';
import { entriesOf } from '../chat/persistent-map.js';
import {
  maxAheadPerStream,
  maxFormerClientIds,
  maxGoodbyesRemembered,
  maxHadRanges,
  maxHeldBack,
  maxHeldBytes,
  maxHeldBytesPerStream,
  maxHeldDatagrams,
  maxHeldDatagramsPerStream,
  maxHistoriesServed,
  maxOutboxMessages,
  maxPartialMessages,
  maxPeers,
  maxReceipts,
  maxStreams,
  maxWatchedStreams,
  maxTranscriptEntries,
  maxTranscriptUnits,
} from '../limits.js';

/** What a session may have of something. */
interface Bound {
  readonly of: string;
  readonly most: number;
  readonly has: (context: SessionContext) => number;
}

/** Holes and ranges of a stream: each needs a number, and no more are told apart. */
const maxNumbersPerStream = 4096;

const bounds: readonly Bound[] = [
  { of: 'entries in the transcript', most: maxTranscriptEntries, has: ({ room }) => room.transcript.length },
  { of: 'text in the transcript', most: maxTranscriptUnits, has: ({ room }) => room.transcript.units },
  { of: 'partial messages', most: maxPartialMessages, has: ({ room }) => room.partials.size },
  { of: 'live streams', most: maxStreams, has: ({ room }) => room.streams.live.size },
  { of: 'idle streams', most: maxPeers, has: ({ room }) => room.streams.idle.size },
  {
    of: 'ranges had of an idle stream',
    most: maxHadRanges,
    has: ({ room }) =>
      Array.from(entriesOf(room.streams.idle), ([, { had }]) => had.length).reduce(larger, 0),
  },
  { of: 'datagrams held back', most: maxHeldBack, has: ({ room }) => heldBack(room) },
  { of: 'the count of them', most: 0, has: ({ room }) => Math.abs(room.heldBack - heldBack(room)) },
  {
    of: 'datagrams held back of a stream',
    most: maxAheadPerStream,
    has: greatest(({ reception }) => reception.ahead.size),
  },
  { of: 'holes of a stream', most: maxNumbersPerStream, has: greatest(({ holes }) => holes.length) },
  {
    of: 'missing ranges of a stream',
    most: maxNumbersPerStream,
    has: greatest(({ reception }) => reception.missing.length),
  },
  {
    of: 'lost ranges of a stream',
    most: maxNumbersPerStream,
    has: greatest(({ reception }) => reception.lost.length),
  },
  {
    of: 'ranges of a stream that are sought once more',
    most: maxNumbersPerStream,
    has: greatest(({ reception }) => reception.sought.length),
  },
  {
    of: 'early ranges of a stream',
    most: maxNumbersPerStream,
    has: greatest(({ reception }) => reception.early.length),
  },
  { of: 'datagrams held', most: maxHeldDatagrams, has: ({ room }) => room.holdings.datagrams },
  { of: 'bytes held', most: maxHeldBytes, has: ({ room }) => room.holdings.bytes },
  { of: 'streams held', most: maxStreams, has: ({ room }) => room.holdings.streams.size },
  {
    of: 'datagrams held of a stream',
    most: maxHeldDatagramsPerStream,
    has: mostHeld(({ datagrams }) => datagrams.size),
  },
  { of: 'bytes held of a stream', most: maxHeldBytesPerStream, has: mostHeld(({ bytes }) => bytes) },
  { of: 'own streams', most: maxFormerClientIds, has: ({ room }) => room.ownStreams.length },
  { of: 'peers in the roster', most: maxPeers, has: ({ roster }) => roster.peers.size },
  { of: 'actors of peers', most: maxPeers, has: ({ actors }) => actors.peers.size },
  { of: 'actors of streams', most: maxWatchedStreams, has: ({ actors }) => actors.streams.size },
  { of: 'receipts', most: maxReceipts, has: ({ receipts }) => receipts.messages.length },
  { of: 'members in receipts', most: maxPeers, has: ({ receipts }) => receipts.members.size },
  {
    of: 'histories that are given',
    most: maxHistoriesServed,
    has: ({ conversation }) => conversation.gifts.size,
  },
  {
    of: 'goodbyes',
    most: maxGoodbyesRemembered,
    has: ({ conversation }) => conversation.goodbyes.size,
  },
  { of: 'former client ids', most: maxFormerClientIds, has: ({ formerClientIds }) => formerClientIds.length },
  { of: 'messages in the outbox', most: maxOutboxMessages, has: ({ outbox }) => outbox.length },
];

/** The first bound that a session is beyond, in words; `undefined` if none. */
export function exceededBound(context: SessionContext): string | undefined {
  for (const { of, most, has } of bounds) {
    const found = has(context);
    if (found > most) return `${of}: ${found}, and ${most} are allowed`;
  }
  return undefined;
}

type Room = SessionContext['room'];
type LiveStream = NonNullable<ReturnType<typeof liveStreams>[number]>;

function liveStreams({ streams }: Room) {
  return Array.from(entriesOf(streams.live), ([, stream]) => stream);
}

function larger(one: number, other: number): number {
  return Math.max(one, other);
}

function heldBack(room: Room): number {
  return liveStreams(room).reduce((sum, { reception }) => sum + reception.ahead.size, 0);
}

function greatest(of: (stream: LiveStream) => number): Bound['has'] {
  return ({ room }) => Math.max(0, ...liveStreams(room).map(of));
}

type HeldStream = ReturnType<typeof heldStreams>[number];

function heldStreams({ holdings }: Room) {
  return Array.from(entriesOf(holdings.streams), ([, stream]) => stream);
}

function mostHeld(of: (stream: HeldStream) => number): Bound['has'] {
  return ({ room }) => Math.max(0, ...heldStreams(room).map(of));
}
