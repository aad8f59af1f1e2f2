// Repair, as the session works it out: what is missing of whom, what others miss that we hold, and who holds what we said.
// Pure functions on a turn; when to ask and when to answer, each stream's actor decides.
import { shouldAcknowledge } from '../src/chat/acknowledgers.js';
import { held, heldOf } from '../src/chat/holdings.js';
import { claimStream, giveUp, hear, passOver, type Via } from '../src/chat/hearing.js';
import { type HeardDatagram, hearRun } from '../src/chat/hearing-runs.js';
import { displayHandle } from '../src/chat/display-handle.js';
import { outsideOf } from '../src/chat/holes.js';
import { noRanges, union, withoutRange } from '../src/chat/ranges.js';
import { askedFor, extentsOf, holdsBack, type Room } from '../src/chat/room.js';
import type { Heard } from '../src/chat/settle.js';
import { streamKey, streamName, streamOf } from '../src/chat/streams.js';
import { maxWatchedStreams } from '../src/limits.js';
import type { Destination, Source } from '../src/net/transport.js';
import { type ChatDatagram, isStamped } from '../src/wire/chat-datagram.js';
import type { Control, ControlMessage, Extent, Range } from '../src/wire/control.js';
import { signControl } from '../src/wire/control-codec.js';
import { decode } from '../src/wire/decode.js';
import { nacks, packed } from '../src/wire/packed.js';
import { isSelf, ownStreamOf } from './session.context.js';
import { familyOf, membersOf, whereToAnswer, whereToAsk } from './session.members.js';
import type { Budget } from './session.budgets.js';
import { heardReceipt } from './session.receipts.js';
import {
  afford,
  bytesOf,
  dispatch,
  drawSeed,
  follow,
  remember,
  tellHeard,
  type Turn,
} from './session.turn.js';

/** How something came, as far as its listeners want to know. */
interface Provenance {
  /** The address that it came from, where its author sent it itself. */
  readonly from?: string;
  /** Whether somebody has repeated it: then it may have been said before we came. */
  readonly isRepeated?: boolean;
}

/**
 * Takes a chat datagram in, however it came, and follows up on what it changes.
 *
 * @param from the address that it came from, where its author sent it itself
 */
export function takeIn(
  turn: Turn,
  datagram: ChatDatagram,
  bytes: Uint8Array,
  at: number,
  via: Via,
  from?: string,
): void {
  const provenance = { isRepeated: via !== 'chat', ...(from === undefined ? {} : { from }) };
  takeHeard(turn, hear(turn.context.room, datagram, bytes, at, via), at, provenance);
  if (isStamped(datagram)) acknowledgeLater(turn, datagram.client_id, datagram.epoch);
}

/**
 * Takes in what its author said in one go on the chat's port.
 *
 * @param from the address that it came from
 */
export function takeRunIn(turn: Turn, run: readonly HeardDatagram[], at: number, from: string): void {
  takeHeard(turn, hearRun(turn.context.room, run), at, { from });
  const [first] = run;
  if (first !== undefined) acknowledgeLater(turn, first.datagram.client_id, first.datagram.epoch);
}

/** What the room makes of what it heard: lines for whoever listens, and holes that opened or closed. */
export function takeHeard(
  turn: Turn,
  { room, messages, changedStreams }: Heard,
  at: number,
  { from, isRepeated = false }: Provenance = {},
): void {
  const before = turn.context.room;
  if (room !== before) remember(turn, { room });
  for (const message of messages) {
    const address = from ?? turn.context.roster.peers.get(message.clientId)?.address?.address;
    const isPast = isRepeated && message.clock[0] < room.startedAt;
    tellHeard(turn, { message, from: address, isPast });
  }
  for (const stream of changedStreams) {
    tellLost(turn, stream, before);
    tellMissing(turn, stream, at);
  }
}

/** Says what of a stream has just been given up. */
function tellLost(turn: Turn, key: string, before: Room): void {
  const { room, roster } = turn.context;
  const stream = streamOf(room.streams, key);
  if (stream === undefined || stream.reception.lost.length === 0) return;
  const known = streamOf(before.streams, key)?.reception.lost ?? noRanges;
  const lost = outsideOf(room.partials.values(), known.reduce(withoutRange, stream.reception.lost), stream);
  const count = lost.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  if (count === 0) return;
  const { clientId, handle } = stream;
  const name = displayHandle(roster, clientId, handle === '' ? undefined : handle);
  follow(turn, { kind: 'emit', event: { type: 'lost', clientId, handle: name, count } });
}

/** Tells the stream's actor what is missing of it now; the first hole begins the actor. */
function tellMissing(turn: Turn, stream: string, at: number): void {
  const { room, actors } = turn.context;
  const ranges = askedFor(room, stream);
  if (ranges.length === 0 && !actors.streams.has(stream)) return;
  if (!watch(turn, stream, false, at)) {
    // What it holds back would wait for ever.
    if (holdsBack(room, stream)) lose(turn, stream, ranges, at);
    return;
  }
  follow(turn, {
    kind: 'stream',
    stream,
    event: {
      type: 'missing',
      ranges,
      members: membersOf(turn.context),
      isHoldingBack: holdsBack(room, stream),
      at,
    },
  });
}

/** Whether there is an actor for the stream; it begins one, unless that would be one of too many. */
export function watch(turn: Turn, stream: string, isOurs: boolean, at: number): boolean {
  const { room, actors } = turn.context;
  if (actors.streams.has(stream)) return true;
  if (!afford(turn, 'watches', 1, at)) return false;
  if (actors.streams.size >= maxWatchedStreams) {
    const isComplete = (other: string): boolean => askedFor(room, other).length === 0;
    const watched = [...actors.streams];
    // Something is missing of each: that is a flood, and who came last makes room.
    const goes = watched.find(isComplete) ?? watched.at(-1);
    if (goes !== undefined) endStream(turn, goes, at);
  }
  const seed = drawSeed(turn);
  const { actors: others } = turn.context;
  remember(turn, { actors: { ...others, streams: new Set(others.streams).add(stream) } });
  follow(turn, { kind: 'stream.begin', stream, isOurs, seed });
  return true;
}

/** Nobody watches over this stream any more: what it holds back would wait for ever. */
function endStream(turn: Turn, stream: string, at: number): void {
  const { room, actors } = turn.context;
  const streams = new Set(actors.streams);
  streams.delete(stream);
  remember(turn, { actors: { ...actors, streams } });
  follow(turn, { kind: 'stream.end', stream });
  if (holdsBack(room, stream)) lose(turn, stream, askedFor(room, stream), at);
}

/** Another misses something. */
export function heardNack(turn: Turn, { wanted }: Control<'nack'>, source: Source, at: number): void {
  noteLoss(turn, at);
  noteWay(turn, source, at);
  for (const [clientId, epoch, listed] of wanted) {
    const stream = streamKey(clientId, epoch);
    // Each number once, whatever it lists.
    const ranges = union(noRanges, listed);
    const { room, actors } = turn.context;
    if (actors.streams.has(stream))
      follow(turn, { kind: 'stream', stream, event: { type: 'asked.by.another', ranges, at } });
    const sequences = heldOf(room.holdings, stream, ranges);
    if (sequences.length === 0) continue;
    if (!watch(turn, stream, isOwnStream(turn, stream), at)) continue;
    const members = membersOf(turn.context);
    follow(turn, { kind: 'stream', stream, event: { type: 'wanted', sequences, members, at } });
  }
}

/**
 * What the network has just taken of ours is repeated unasked while the LAN is known to lose datagrams: one copy to all
 * costs less than the questions of all who have lost it, and comes sooner.
 */
export function echo(turn: Turn, stream: string, sequence: number): void {
  const { settings, conversation } = turn.context;
  const at = settings.now();
  const { lossAt = Number.NEGATIVE_INFINITY } = conversation;
  if (at - lossAt >= settings.protocol.echoForMs || !watch(turn, stream, true, at)) return;
  follow(turn, { kind: 'stream', stream, event: { type: 'said', sequence, at } });
}

/** Somebody misses something: this LAN loses datagrams. */
function noteLoss(turn: Turn, at: number): void {
  remember(turn, { conversation: { ...turn.context.conversation, lossAt: at } });
}

/** Who asks over IPv6 may hear nothing over IPv4: then what they miss has to come in both. */
function noteWay(turn: Turn, source: Source, at: number): void {
  if (familyOf(source) !== 'IPv6') return;
  remember(turn, { conversation: { ...turn.context.conversation, widelyAskedAt: at } });
}

/** Another repeats something, that we miss or not. */
export function heardRepair(turn: Turn, { datagram: bytes }: Control<'repair'>, at: number): void {
  const read = decode(bytes);
  if (!read.ok || !isStamped(read.datagram)) return;
  const { client_id, epoch, seq } = read.datagram;
  const stream = streamKey(client_id, epoch);
  if (turn.context.actors.streams.has(stream))
    follow(turn, { kind: 'stream', stream, event: { type: 'repaired', sequence: seq, at } });
  if (!isOwnStream(turn, stream)) takeIn(turn, read.datagram, bytes, at, 'repair');
}

/** Asks everybody for what is missing. */
export function ask(turn: Turn, stream: string, ranges: readonly Range[], at: number): void {
  noteLoss(turn, at);
  const [clientId, epoch] = streamName(stream);
  const missing = ranges.map((range) => ({ clientId, epoch, range }));
  const to = whereToAsk(turn.context);
  for (const message of nacks(missing, turn.context.identity)) dispatchWithin(turn, 'nacks', message, to, at);
}

/** Repeats what others miss, within what repairs may take. */
export function answer(turn: Turn, stream: string, sequences: readonly number[], at: number): void {
  const { room, identity } = turn.context;
  const to = whereToAnswer(turn.context);
  for (const sequence of sequences) {
    const datagram = held(room.holdings, stream, sequence);
    if (datagram === undefined) continue;
    const message = signControl({ kind: 'repair', datagram }, identity);
    dispatchWithin(turn, 'repairs', message, to, at);
  }
}

/** A hole has held back what came after it for long enough. */
export function release(turn: Turn, stream: string, through: number, at: number): void {
  takeHeard(turn, passOver(turn.context.room, stream, through, at), at);
}

/** What was asked for so often is lost. */
export function lose(turn: Turn, stream: string, ranges: readonly Range[], at: number): void {
  takeHeard(turn, giveUp(turn.context.room, stream, ranges, at), at);
}

/** Somebody says how far they hold streams: receipts for ours, and for others' word of what we may have missed. */
export function heardExtents(turn: Turn, from: string, extents: readonly Extent[], at: number): void {
  for (const extent of extents) {
    const [clientId, epoch, upTo, lacks = noRanges] = extent;
    const stream = streamKey(clientId, epoch);
    if (stream === ownStreamOf(turn.context)) heardReceipt(turn, from, upTo, lacks);
    else if (!isOwnStream(turn, stream)) heardClaim(turn, extent, at);
  }
}

/** How far another's stream reaches. */
function heardClaim(turn: Turn, extent: Extent, at: number): void {
  const { room, roster } = turn.context;
  const stream = streamKey(extent[0], extent[1]);
  takeHearsay(turn, stream, claimStream(room, extent, at, roster.peers.get(extent[0])?.handle), at);
}

/** What the room makes of what somebody tells of another's stream: one that it begins with is believed now and then. */
export function takeHearsay(turn: Turn, stream: string, heard: Heard, at: number): void {
  const { room } = turn.context;
  const isBegun =
    streamOf(room.streams, stream) === undefined && streamOf(heard.room.streams, stream) !== undefined;
  if (!isBegun || afford(turn, 'hearsay', 1, at)) takeHeard(turn, heard, at);
}

/** What we hold of an author's stream is worth telling the author, if we are among those who do. */
function acknowledgeLater(turn: Turn, clientId: string, epoch: number): void {
  const { identity, roster } = turn.context;
  if (shouldAcknowledge(identity.clientId, clientId, roster.ring)) turn.held.add(streamKey(clientId, epoch));
}

/** Tells authors how far we hold what they said. */
export function acknowledge(turn: Turn, streams: readonly string[], at: number): void {
  const { room, identity } = turn.context;
  const to = whereToAnswer(turn.context);
  for (const message of packed(extentsOf(room, streams), (part) =>
    signControl({ kind: 'ack', held: part }, identity),
  ))
    dispatchWithin(turn, 'acks', message, to, at);
}

/** Has a control datagram sent if the budget has room for its bytes; what is too long to be one costs nothing either. */
function dispatchWithin(
  turn: Turn,
  budget: Budget,
  message: ControlMessage,
  to: Destination,
  at: number,
): void {
  const bytes = bytesOf(message);
  if (bytes > 0 && afford(turn, budget, bytes, at)) dispatch(turn, message, to);
}

/** Whether it is what we ourselves have said, under whatever id. */
export function isOwnStream({ context }: Turn, stream: string): boolean {
  return isSelf(context, ...streamName(stream));
}
