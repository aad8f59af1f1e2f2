// What one process says in one go, taken into the room at the cost of little more than one datagram. Nothing comes of it
// that would not come of hearing one after the other: what is out of the ordinary is heard that way. Pure.
import type { StampedDatagram } from '../wire/chat-datagram.js';
import { sanitiseHandle } from '../wire/sanitise.js';
import type { MessageEntry } from './entry.js';
import { hear } from './hearing.js';
import { holdRun } from './holdings.js';
import { isCredible, observe } from './hybrid-clock.js';
import { speakerOf, wholeMessage } from './messages.js';
import { isHoldingBack, takeRun } from './reception.js';
import type { Room } from './room.js';
import { type Heard, nothingHeard } from './settle.js';
import { beginningOf, keepStream, newStream, type Stream, streamKey, streamOf } from './streams.js';
import { appendAll } from './transcript.js';

/** One datagram of a run. */
export interface HeardDatagram {
  readonly datagram: StampedDatagram;
  /** As it came, to be repeated for others; not copied, and must not change. */
  readonly bytes: Uint8Array;
  /** When it was heard, own clock, milliseconds since 1970. */
  readonly at: number;
}

/** Whether a datagram goes on where another of the same process ended. */
export function followsOn(previous: StampedDatagram, next: StampedDatagram): boolean {
  return (
    next.seq === previous.seq + 1 &&
    next.client_id === previous.client_id &&
    next.epoch === previous.epoch &&
    next.handle === previous.handle
  );
}

/**
 * Takes in what its author said on the chat's port.
 *
 * @param run each {@link followsOn} the one before
 */
export function hearRun(room: Room, run: readonly HeardDatagram[]): Heard {
  return hearPlainRun(room, run) ?? hearEach(room, run);
}

/** Most of what is said: whole messages, the next that are expected, of a stream of which nothing is missing. */
function hearPlainRun(room: Room, run: readonly HeardDatagram[]): Heard | undefined {
  const [first] = run;
  const last = run.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const { client_id: clientId, epoch, seq } = first.datagram;
  const key = streamKey(clientId, epoch);
  const stream = streamOf(room.streams, key) ?? resumed(room, first);
  if (stream === undefined || stream.isHearsay || stream.holes.length + stream.unshown.length > 0)
    return undefined;
  const reception = takeRun(stream.reception, seq, run.length);
  if (reception === undefined || !run.every(isPlain)) return undefined;
  const handle = sanitiseHandle(first.datagram.handle);
  const speaker = speakerOf(key, handle);
  const messages = run.map(({ datagram, at }) => wholeMessage(datagram, speaker, at));
  const transcript = appendAll(room.transcript, messages);
  const holdings = holdRun(
    room.holdings,
    key,
    seq,
    run.map(({ bytes }) => bytes),
  );
  if (transcript === undefined || holdings === undefined) return undefined;
  const clock = run.reduce((own, { datagram, at }) => observe(own, datagram.clock, at), room.clock);
  const kept = keepStream(room.streams, key, { ...stream, handle, reception, activeAt: last.at });
  const { streams, evicted } = kept;
  if (evicted !== undefined && (evicted.holes.length > 0 || isHoldingBack(evicted.reception)))
    return undefined;
  return { room: { ...room, transcript, holdings, clock, streams }, messages, above: 0, changedStreams: [] };
}

/** The stream of somebody who has said nothing for long, or nothing yet, if it goes on where it was. */
function resumed({ streams }: Room, { datagram, at }: HeardDatagram): Stream | undefined {
  const { client_id: clientId, epoch, seq } = datagram;
  const beginning = beginningOf(streams, streamKey(clientId, epoch));
  return beginning?.first === seq ? newStream(clientId, epoch, beginning, at) : undefined;
}

/** A whole message, with a stamp that is to be believed. */
function isPlain({ datagram, at }: HeardDatagram): boolean {
  return datagram.part === undefined && isCredible(datagram.clock, at);
}

function hearEach(room: Room, run: readonly HeardDatagram[]): Heard {
  let after = nothingHeard(room);
  // A later part of a message takes the place of what was known of it.
  const messages = new Map<string, MessageEntry>();
  const changed = new Set<string>();
  for (const { datagram, bytes, at } of run) {
    const heard = hear(after.room, datagram, bytes, at);
    for (const message of heard.messages) messages.set(message.key, message);
    for (const stream of heard.changedStreams) changed.add(stream);
    after = { ...heard, above: after.above + heard.above };
  }
  return { ...after, messages: [...messages.values()], changedStreams: [...changed] };
}
