// What was said before somebody came: giving it, and taking it in. Pure.
import { maxClockCounter } from '../limits.js';
import { type ChatDatagram, isStamped } from '../wire/chat-datagram.js';
import { sanitiseLine } from '../wire/sanitise.js';
import type { MessageEntry } from './entry.js';
import { held, heldOf } from './holdings.js';
import { lastOf } from './holes.js';
import { type ClockStamp, compareStamps, isCredible, tick } from './hybrid-clock.js';
import { hear, originalsStream, reached, showOriginal } from './hearing.js';
import { entriesOf } from './persistent-map.js';
import { lowerFirst } from './reception.js';
import type { Room } from './room.js';
import { type Heard, nothingHeard } from './settle.js';
import { firstKept, newStream, type Stream, streamName, streamOf } from './streams.js';
import { insert, newestFirst, type Transcript } from './transcript.js';

/** A chat datagram that was said before. */
export interface PastDatagram {
  readonly datagram: Uint8Array;
  /** For one without a stamp of its own: when it was heard. */
  readonly clock?: ClockStamp;
}

/** Two hear the original's message at about the same time: further apart, the same words have been said twice. */
const sameMessageMs = 5000;

/**
 * The latest messages, for somebody who has just come: the oldest first, none in part unless that is all that we hold.
 *
 * @param maxDatagrams at most so many datagrams
 * @param maxBytes at most so many bytes of them
 */
export function historyOf(
  { transcript, holdings }: Pick<Room, 'transcript' | 'holdings'>,
  maxDatagrams: number,
  maxBytes: number,
): readonly PastDatagram[] {
  const latest: PastDatagram[][] = [];
  let datagrams = 0;
  let bytes = 0;
  for (const entry of newestFirst(transcript)) {
    if (entry.kind !== 'message') continue;
    const past = datagramsOf(entry, holdings);
    datagrams += past.length;
    bytes = past.reduce((sum, { datagram }) => sum + datagram.length, bytes);
    if (datagrams > maxDatagrams || bytes > maxBytes) break;
    latest.push(past);
  }
  return latest.toReversed().flat();
}

/**
 * Takes in what was said before we came.
 *
 * @param clock for a datagram without a stamp of its own: when it was heard
 * @param at now, own clock, milliseconds since 1970
 */
export function hearHistory(
  room: Room,
  datagram: ChatDatagram,
  bytes: Uint8Array,
  clock: ClockStamp | undefined,
  at: number,
): Heard {
  if (isStamped(datagram)) return hear(room, datagram, bytes, at, 'history');
  const place = clock !== undefined && isCredible(clock, at) ? clock : tick(room.clock, at);
  if (isThere(room.transcript, datagram, place)) return nothingHeard(room);
  return showOriginal(room, datagram, bytes, place, at);
}

/** How the asking for history has ended. */
export interface HistoryEnd {
  /** Whether we have been told how far it goes, or there was nobody to tell us. */
  readonly knowsPast: boolean;
  /** How many of its parts have not come. */
  readonly lost: number;
}

/** So many earlier messages of each stream may be asked for in place of lost parts of the history. */
const mostInPlaceOfLost = 32;

/**
 * The history is over. What of it was lost on the way is missing from now on as anything else is: of each stream all that
 * follows the earliest of its messages that came, and before that as many as have not come of all.
 */
export function historyOver(before: Room, { knowsPast, lost }: HistoryEnd, at: number): Heard {
  const { streams, partials } = before;
  const earlier = Math.min(lost, mostInPlaceOfLost);
  let heard = nothingHeard({ ...before, knowsPast });
  const want = (key: string, stream: Stream, first: number, highest: number): void => {
    const lowest = Math.max(1, first, firstKept(highest));
    const whole = { ...stream, reception: lowerFirst(stream.reception, lowest) };
    const { room, changedStreams } = reached(heard.room, key, whole, highest, at);
    heard = { ...heard, room, changedStreams: [...heard.changedStreams, ...changedStreams] };
  };
  for (const [key, stream] of entriesOf(streams.live)) {
    const { early, first, highest } = stream.reception;
    const begun = Array.from(partials.values(), ({ entry }) => entry.source)
      .filter((source) => source.stream === key)
      .map((source) => source.first);
    want(key, stream, Math.min(early[0]?.[0] ?? first, ...begun) - earlier, highest);
  }
  if (earlier === 0) return heard;
  for (const [key, beginning] of entriesOf(streams.idle)) {
    const said = beginning.first - 1;
    if (said === 0 || streamOf(streams, key) !== undefined) continue;
    want(key, newStream(...streamName(key), beginning, at), beginning.first - earlier, said);
  }
  return heard;
}

/** Shows where what was said before we came ends, if there is any of it and this has not been done. */
export function boundary(room: Room, at: number): Room {
  const [oldest] = room.transcript.chunks[0]?.entries ?? [];
  // The last stamp before we came, so that it stands above all that we say.
  const clock: ClockStamp = [room.startedAt - 1, maxClockCounter];
  const isNeeded = oldest !== undefined && oldest.kind !== 'notice' && compareStamps(oldest.clock, clock) < 0;
  if (room.hasBoundary || !isNeeded) return room;
  const { transcript } = insert(room.transcript, { kind: 'boundary', key: 'boundary', at, clock });
  return { ...room, transcript, hasBoundary: true };
}

function datagramsOf({ source, clock }: MessageEntry, holdings: Room['holdings']): PastDatagram[] {
  if (source === undefined) return [];
  const { stream, first } = source;
  return heldOf(holdings, stream, [[first, lastOf(source)]]).flatMap((sequence) => {
    const datagram = held(holdings, stream, sequence);
    if (datagram === undefined) return [];
    return [stream === originalsStream ? { datagram, clock } : { datagram }];
  });
}

/** Whether the same author has said the same at about this time. */
function isThere(transcript: Transcript, datagram: ChatDatagram, [ms]: ClockStamp): boolean {
  const text = sanitiseLine(datagram.content);
  for (const entry of newestFirst(transcript)) {
    if (entry.clock[0] < ms - sameMessageMs) return false;
    const isSame = entry.kind === 'message' && entry.clientId === datagram.client_id && entry.text === text;
    if (isSame && entry.clock[0] <= ms + sameMessageMs) return true;
  }
  return false;
}
