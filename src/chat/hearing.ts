// What others say and tell, and the ends of waits for it, taken into the room. Pure.
import { maxHeldBack } from '../limits.js';
import { togetherMs } from '../protocol-timing.js';
import { type ChatDatagram, isStamped, type StampedDatagram } from '../wire/chat-datagram.js';
import type { Extent } from '../wire/control.js';
import { sanitiseHandle, sanitiseLine } from '../wire/sanitise.js';
import type { MessageEntry } from './entry.js';
import { hold } from './holdings.js';
import { closeHolesFrom, markHoles } from './holes.js';
import { type ClockStamp, isCredible, observe, tick } from './hybrid-clock.js';
import { noRanges, type Ranges } from './ranges.js';
import { timesOf } from './messages.js';
import {
  claim,
  giveUp as giveUpOn,
  lowerFirst,
  passOver as passOverHoles,
  seek as seekIn,
  take,
} from './reception.js';
import type { Room } from './room.js';
import { type Heard, nothingHeard, settle } from './settle.js';
import {
  type AuthorsWord,
  type Beginning,
  beginningBy,
  beginningOf,
  confirmed,
  firstKept,
  named,
  newStream,
  noteBeginning,
  type Stream,
  streamKey,
  streamOf,
} from './streams.js';
import { insert } from './transcript.js';
import { type Via, whereabouts } from './whereabouts.js';

export type { Via };

/** Under which datagrams without a stamp are held; no stream of a process has such a name. */
export const originalsStream = 'originals';

/**
 * Takes in what somebody else said.
 *
 * @param bytes the datagram as it came, to be repeated for others; not copied, and must not change
 * @param at when it was heard, own clock, milliseconds since 1970
 */
export function hear(
  room: Room,
  datagram: ChatDatagram,
  bytes: Uint8Array,
  at: number,
  via: Via = 'chat',
): Heard {
  if (isStamped(datagram)) return hearStamped(room, datagram, bytes, at, via);
  // Nothing tells it from a copy of itself, so only its author is believed.
  return via === 'chat' ? showOriginal(room, datagram, bytes, tick(room.clock, at), at) : nothingHeard(room);
}

/** Shows what has no stamp of its own at this place in the order. */
export function showOriginal(
  room: Room,
  datagram: ChatDatagram,
  bytes: Uint8Array,
  clock: ClockStamp,
  at: number,
): Heard {
  const number = room.localEntries;
  const message: MessageEntry = {
    kind: 'message',
    key: `local/${number}`,
    clientId: datagram.client_id,
    handle: sanitiseHandle(datagram.handle),
    text: sanitiseLine(datagram.content),
    missingParts: 0,
    ...timesOf(clock, at),
    clock,
    source: { stream: originalsStream, first: number, count: 1 },
  };
  const { transcript, atEnd } = insert(room.transcript, message);
  if (transcript === room.transcript) return nothingHeard(room);
  const heard = {
    ...room,
    clock: observe(room.clock, clock, at),
    transcript,
    holdings: hold(room.holdings, originalsStream, number, bytes),
    localEntries: number + 1,
  };
  return { room: heard, messages: [message], above: atEnd ? 0 : 1, changedStreams: [] };
}

/** The author of a stream says how far it has got. */
export function meetStream(
  room: Room,
  clientId: string,
  epoch: number,
  word: AuthorsWord,
  at: number,
): Heard {
  const key = streamKey(clientId, epoch);
  if (room.ownStreams.includes(key)) return nothingHeard(room);
  const known = streamOf(room.streams, key);
  if (known !== undefined) {
    const stream = named(confirmed(known, word, ownUpMs(room, at)), word.handle);
    return reached(room, key, stream, word.highest, at);
  }
  const noted = beginningOf(room.streams, key);
  const next = noted?.first ?? unknownFirst(room, word.highest);
  const told = beginningBy(word, ownUpMs(room, at), next, noted?.had);
  const beginning = noted === undefined || noted.isHearsay ? told : noted;
  if (word.highest >= beginning.first) {
    const stream = named(newStream(clientId, epoch, beginning, at), word.handle);
    return reached(room, key, stream, word.highest, at);
  }
  return nothingHeard({ ...room, streams: noteBeginning(room.streams, key, beginning) });
}

/**
 * Somebody says how far it holds another's stream; of one that we do not know, all up to there is history, while there can
 * be any: until we have been told how far that goes, and unless its author has come together with us, or after us.
 *
 * @param handle its author's, sanitised, if that is known
 */
export function claimStream(
  room: Room,
  [clientId, epoch, highest]: Extent,
  at: number,
  handle?: string,
): Heard {
  const key = streamKey(clientId, epoch);
  if (room.ownStreams.includes(key)) return nothingHeard(room);
  const known = streamOf(room.streams, key);
  if (known !== undefined) return reached(room, key, named(known, handle), highest, at);
  const noted = beginningOf(room.streams, key);
  const beginning = noted ?? beginningByHearsay(room, epoch, highest, at);
  if (highest >= beginning.first) {
    return reached(room, key, named(newStream(clientId, epoch, beginning, at), handle), highest, at);
  }
  if (noted !== undefined) return nothingHeard(room);
  return nothingHeard({ ...room, streams: noteBeginning(room.streams, key, beginning) });
}

/**
 * The history that we are given has a stream up to here: what comes after it is for us, also if we have taken it for history
 * because its author had said it before we heard the author's word.
 */
export function coverStream(room: Room, extent: Extent, at: number): Heard {
  const [clientId, epoch, highest] = extent;
  const key = streamKey(clientId, epoch);
  const known = streamOf(room.streams, key);
  if (known !== undefined) {
    const first = Math.max(highest + 1, firstKept(known.reception.highest));
    return reached(room, key, { ...known, reception: lowerFirst(known.reception, first) }, highest, at);
  }
  const noted = beginningOf(room.streams, key);
  if (noted === undefined || noted.first <= highest + 1) return claimStream(room, extent, at);
  const said = noted.first - 1;
  const first = Math.max(highest + 1, firstKept(said));
  return reached(room, key, newStream(clientId, epoch, { ...noted, first }, at), said, at);
}

/**
 * Waited long enough: shows what a stream holds back, with a mark where something is missing.
 *
 * @param through no number up to this one is waited for any more
 */
export function passOver(room: Room, key: string, through: number, at: number): Heard {
  const stream = streamOf(room.streams, key);
  if (stream === undefined) return nothingHeard(room);
  return settle(room, key, stream, passOverHoles(stream.reception, through), at);
}

/** Asked often enough: these are lost, as far as they are missing, and shown to be. */
export function giveUp(room: Room, key: string, ranges: Ranges, at: number): Heard {
  const stream = streamOf(room.streams, key);
  if (stream === undefined) return nothingHeard(room);
  return settle(room, key, stream, giveUpOn(stream.reception, ranges), at);
}

/** Somebody may hold these after all, as far as they are lost: they are asked for once more, and shown to be. */
export function seek(room: Room, key: string, ranges: Ranges, at: number): Heard {
  const stream = streamOf(room.streams, key);
  const reception = stream === undefined ? undefined : seekIn(stream.reception, ranges);
  if (stream === undefined || reception === undefined || reception === stream.reception)
    return nothingHeard(room);
  const marked = markHoles({ transcript: room.transcript, stream: { ...stream, reception } });
  const step = { reception, delivered: [], holes: noRanges, lost: noRanges };
  return settle({ ...room, transcript: marked.transcript }, key, marked.stream, step, at);
}

function ownUpMs({ startedAt }: Room, at: number): number {
  return at - startedAt;
}

function hearStamped(room: Room, datagram: StampedDatagram, bytes: Uint8Array, at: number, via: Via): Heard {
  const key = streamKey(datagram.client_id, datagram.epoch);
  if (room.ownStreams.includes(key)) return nothingHeard(room);
  const concerned = streamFor(room, key, datagram, at, via);
  if (concerned === undefined) return nothingHeard(room);
  const { seq } = datagram;
  const first = () => (via === 'chat' ? beginningBy(wordOf(datagram), ownUpMs(room, at), seq).first : seq);
  const placed = whereabouts(concerned, seq, first, via);
  if (placed === undefined) return nothingHeard(room);
  if (placed.elsewhere !== concerned.elsewhere) {
    // Where the stream goes on, nothing has been missed yet.
    const holes = closeHolesFrom({ transcript: room.transcript, stream: placed }, placed.reception.next);
    return hearInPlace({ ...room, transcript: holes.transcript }, holes.stream, datagram, bytes, at, via);
  }
  return hearInPlace(room, fromWholeMessage(placed, datagram), datagram, bytes, at, via);
}

function hearInPlace(
  room: Room,
  stream: Stream,
  datagram: StampedDatagram,
  bytes: Uint8Array,
  at: number,
  via: Via,
): Heard {
  const key = streamKey(stream.clientId, stream.epoch);
  const taken = take(stream.reception, datagram.seq, datagram, via === 'history');
  if (!taken.isNew) {
    const isKnown = stream === streamOf(room.streams, key) && taken.reception === stream.reception;
    return isKnown ? nothingHeard(room) : settle(room, key, stream, taken, at);
  }
  const isHeldBack = taken.reception.ahead.size > stream.reception.ahead.size;
  // Not taken, it is missing still, and asked for when there is room.
  if (isHeldBack && room.heldBack >= maxHeldBack) return nothingHeard(room);
  const clock = observe(room.clock, datagram.clock, at);
  const holdings = hold(room.holdings, key, datagram.seq, bytes);
  return settle(room, key, stream, taken, at, { clock, holdings }, via !== 'chat');
}

/** The stream that a datagram belongs to, as it was before; `undefined` when the datagram does not concern us. */
function streamFor(
  room: Room,
  key: string,
  datagram: StampedDatagram,
  at: number,
  via: Via,
): Stream | undefined {
  const { client_id: clientId, epoch, seq, clock } = datagram;
  const known = streamOf(room.streams, key);
  const upMs = ownUpMs(room, at);
  if (known !== undefined) {
    // What somebody else missed may have been said before we came.
    const isPast = via === 'repair' && seq < known.reception.first && clock[0] < room.startedAt;
    if (isPast) return undefined;
    return via === 'chat' && known.isHearsay ? confirmed(known, wordOf(datagram), upMs) : known;
  }
  const noted = beginningOf(room.streams, key);
  if (via === 'history') {
    const unknown = { first: seq, isHearsay: true, had: noRanges };
    return newStream(clientId, epoch, noted ?? unknown, at);
  }
  if (via === 'repair' && noted === undefined) return undefined;
  const isTold = via === 'chat' && noted?.isHearsay !== false;
  const next = noted?.first ?? Math.min(seq, unknownFirst(room, seq));
  const beginning = isTold ? beginningBy(wordOf(datagram), upMs, next, noted?.had) : noted;
  if (beginning === undefined) return undefined;
  const first = Math.max(beginning.first, firstKept(seq));
  return newStream(clientId, epoch, { ...beginning, first }, at);
}

/** By the two wall clocks. Who has heard its author has a better word: how long it has been here. */
function beginningByHearsay(room: Room, epoch: number, highest: number, at: number): Beginning {
  const isYounger = epoch > room.startedAt - togetherMs && isCredible([epoch, 0], at);
  const first = isYounger ? firstKept(highest) : unknownFirst(room, highest);
  return { first, isHearsay: true, had: noRanges };
}

/** From where on a stream is for us of which we have not heard before, and that has got so far. */
function unknownFirst({ knowsPast }: Room, highest: number): number {
  return knowsPast ? firstKept(highest) : highest + 1;
}

/** A message is wanted as a whole, also if it had been begun before the stream concerned us. */
function fromWholeMessage(stream: Stream, { seq, part }: StampedDatagram): Stream {
  const first = part === undefined ? seq : Math.max(1, seq - part[0] + 1);
  if (first >= stream.reception.first || seq < stream.reception.first) return stream;
  return { ...stream, reception: lowerFirst(stream.reception, first) };
}

/** Both times are of its author's wall clock, so it need not agree with ours. */
function wordOf({ seq, clock, epoch }: StampedDatagram): AuthorsWord {
  return { highest: seq, upMs: clock[0] - epoch };
}

/** The stream, which may be one that nothing is remembered of, is known to reach this far. */
export function reached(room: Room, key: string, stream: Stream, highest: number, at: number): Heard {
  const reception = claim(stream.reception, highest);
  if (stream === streamOf(room.streams, key) && reception === stream.reception) return nothingHeard(room);
  return settle(room, key, stream, { reception, delivered: [], holes: noRanges, lost: noRanges }, at);
}
