// What a step of a stream's reception brings to the screen: messages, and marks where some are missing. Pure.
import type { StampedDatagram } from '../wire/chat-datagram.js';
import type { MessageEntry } from './entry.js';
import {
  fillHoles,
  type Holes,
  lastOf,
  markHoles,
  markLost,
  nameHoles,
  openHole,
  outsideOf,
} from './holes.js';
import { type ClockStamp, isCredible, tick } from './hybrid-clock.js';
import { type Messages, type SourcedMessage, showDatagram, timesOf } from './messages.js';
import { noRanges, type Ranges, union } from './ranges.js';
import { notHad, type Outcome } from './reception.js';
import type { Room } from './room.js';
import { isChanged, keepStream, type Stream, streamOf } from './streams.js';

/** The room after something came, or after the wait for something ended. */
export interface Heard {
  readonly room: Room;
  /** Messages that were begun, gone on with or completed, each as it is now, in the order of their stream. */
  readonly messages: readonly MessageEntry[];
  /** How many messages were put in above something else. */
  readonly above: number;
  /** Streams that want something else now, or have begun or ceased to hold something back. */
  readonly changedStreams: readonly string[];
}

/** What is shown of some datagrams. */
interface Shown {
  readonly messages: Messages;
  readonly entries: readonly SourcedMessage[];
  readonly above: number;
  readonly clock: ClockStamp;
}

export function nothingHeard(room: Room): Heard {
  return { room, messages: [], above: 0, changedStreams: [] };
}

/**
 * Keeps the stream after a step of its reception, and shows what that has delivered.
 *
 * @param stream as it was before the step
 * @param at now, own clock, milliseconds since 1970
 * @param heard the clock and what is held, where hearing has changed them
 * @param isRepeated whether it came from somebody who has repeated it, perhaps long after it was said
 */
export function settle(
  room: Room,
  key: string,
  stream: Stream,
  outcome: Outcome<StampedDatagram>,
  at: number,
  heard: Pick<Room, 'clock' | 'holdings'> = room,
  isRepeated = false,
): Heard {
  const before = streamOf(room.streams, key);
  const { reception } = outcome;
  const shown = showAll(room, heard.clock, stream, outcome.delivered, at, isRepeated);
  const handle = shown.entries.at(-1)?.handle ?? stream.handle;
  // Each datagram comes by here, so what changes is written out: to spread objects of this size costs a microsecond each
  // (Node 20.20.2), more than all the rest.
  const received: Stream = {
    clientId: stream.clientId,
    epoch: stream.epoch,
    handle,
    reception,
    elsewhere: stream.elsewhere,
    holes: stream.holes,
    unshown: stream.unshown,
    activeAt: at,
    isHearsay: stream.isHearsay,
  };
  const { transcript, stream: after } = placeHoles(
    { transcript: shown.messages.transcript, stream: received },
    shown,
    outcome,
    at,
  );
  const { streams, evicted } = keepStream(room.streams, key, after);
  const aheadBefore = (before?.reception.ahead.size ?? 0) + (evicted?.reception.ahead.size ?? 0);
  return {
    room: {
      transcript: evicted?.holes.reduce(markLost, transcript) ?? transcript,
      partials: shown.messages.partials,
      streams,
      holdings: heard.holdings,
      clock: shown.clock,
      startedAt: room.startedAt,
      localEntries: room.localEntries,
      heldBack: room.heldBack + reception.ahead.size - aheadBefore,
      ownStreams: room.ownStreams,
      hasBoundary: room.hasBoundary,
      knowsPast: room.knowsPast,
    },
    messages: latestOfEach(shown.entries),
    above: shown.above,
    changedStreams: isChanged(before, after) ? [key] : [],
  };
}

function showAll(
  { transcript, partials }: Messages,
  before: ClockStamp,
  stream: Stream,
  datagrams: readonly StampedDatagram[],
  at: number,
  isRepeated: boolean,
): Shown {
  let messages: Messages = { transcript, partials };
  let clock = before;
  let above = 0;
  const entries: SourcedMessage[] = [];
  for (const datagram of datagrams) {
    let place = placeOf(stream, datagram, at);
    if (place === undefined) {
      clock = tick(clock, at);
      place = clock;
    }
    const shown = showDatagram(messages, datagram, place, isRepeated ? timesOf(datagram.clock, at) : { at });
    messages = shown.messages;
    above += shown.isAbove ? 1 : 0;
    if (shown.entry !== undefined) entries.push(shown.entry);
  }
  return { messages, entries, above, clock };
}

/** Its author's stamp, if that is to be believed; else what stands behind the hole that it fills has settled its place. */
function placeOf({ holes }: Stream, { seq, clock }: StampedDatagram, at: number): ClockStamp | undefined {
  if (isCredible(clock, at)) return clock;
  return holes.find(({ source }) => source.first <= seq && seq <= lastOf(source))?.clock;
}

/** Fills holes with what was shown, opens those that it left, and marks those that will never be filled. */
function placeHoles(
  received: Holes,
  { messages, entries, clock }: Shown,
  { holes, lost }: Outcome<StampedDatagram>,
  at: number,
): Holes {
  let placed = received;
  if (placed.stream.handle !== '' && placed.stream.holes[0]?.handle === '') placed = nameHoles(placed);
  if (placed.stream.holes.length > 0) {
    for (const entry of entries) placed = fillHoles(placed, entry.source, entry.clock);
  }
  if (holes.length + placed.stream.unshown.length > 0) {
    const { reception, unshown: waiting } = placed.stream;
    const isAtEnd = reception.next > reception.highest;
    let unshown: Ranges = noRanges;
    const gaps = notHad(reception, union(waiting, holes));
    for (const gap of outsideOf(messages.partials.values(), gaps, received.stream)) {
      const following = entries.find(({ source }) => lastOf(source) > gap[1]);
      // What follows may come later; if nothing does, the hole stands where it was noticed.
      const place = following?.clock ?? (isAtEnd ? tick(clock, at) : undefined);
      if (place === undefined) unshown = union(unshown, [gap]);
      else placed = openHole(placed, gap, place, at);
    }
    placed = { ...placed, stream: { ...placed.stream, unshown } };
  }
  return lost.length > 0 ? markHoles(placed) : placed;
}

/** Parts of one message follow each other: the last one leaves it as it is now. */
function latestOfEach(entries: readonly SourcedMessage[]): readonly MessageEntry[] {
  return entries.filter(({ key }, index) => entries[index + 1]?.key !== key);
}
