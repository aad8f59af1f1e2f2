// What the room knows: transcript, roster, who has said what before, and the clock. Pure reducers over plain data.
import { maxChatDatagramBytes, maxPartialMessages } from '../limits.js';
import { type ChatDatagram, isStamped, type StampedDatagram } from '../wire/chat-datagram.js';
import { type Fragment, fragmentOf, joinParts } from '../wire/join.js';
import { sanitiseHandle, sanitiseLine } from '../wire/sanitise.js';
import { type ClockStamp, clockStart, observe, tick } from './hybrid-clock.js';
import { emptyRoster, meet, type Roster } from './roster.js';
import { isDuplicate, noStreams, remember, type Streams, streamKey } from './streams.js';
import {
  append,
  type Delivery,
  emptyTranscript,
  type MessageEntry,
  type Transcript,
  update,
} from './transcript.js';

/** A message that is not complete. */
interface PartialMessage {
  /** The key of its entry in the transcript. */
  readonly entryKey: string;
  /** The parts heard so far. */
  readonly parts: readonly (Fragment | undefined)[];
}

export interface Room {
  readonly transcript: Transcript;
  readonly roster: Roster;
  readonly streams: Streams;
  readonly clock: ClockStamp;
  /** By the message's key; the one begun longest ago comes first. */
  readonly partials: ReadonlyMap<string, PartialMessage>;
  /** Entries made so far whose keys count them: all but own messages. */
  readonly localEntries: number;
}

export const emptyRoom: Room = {
  transcript: emptyTranscript,
  roster: emptyRoster,
  streams: noStreams,
  clock: clockStart,
  partials: new Map(),
  localEntries: 0,
};

/** The room after a datagram, and the message that it began, went on with or completed; none for a duplicate. */
export interface Heard {
  readonly room: Room;
  readonly message?: MessageEntry;
}

/**
 * Takes in what somebody else said.
 *
 * @param at when it was heard, own clock, milliseconds since 1970
 */
export function hear(room: Room, datagram: ChatDatagram, at: number): Heard {
  return isStamped(datagram) ? hearStamped(room, datagram, at) : hearOriginal(room, datagram, at);
}

/** Names a message: its stream, the sequence number of its first part, and the number of its parts. */
export function messageKey(stream: string, firstSequence: number, parts: number): string {
  return `${stream}/${firstSequence}+${parts}`;
}

/** The next stamp for an own message. */
export function stamp(room: Room, at: number): ClockStamp {
  return tick(room.clock, at);
}

/** Shows an own message, which is waiting to be sent. */
export function say(
  room: Room,
  message: Omit<MessageEntry, 'kind' | 'missingParts' | 'delivery'>,
  clock: ClockStamp,
): Room {
  const entry: MessageEntry = { ...message, kind: 'message', missingParts: 0, delivery: 'waiting' };
  return { ...room, clock, transcript: append(room.transcript, entry) };
}

/** Marks an own message. */
export function mark(room: Room, key: string, delivery: Delivery): Room {
  const transcript = update(room.transcript, key, (entry) =>
    entry.kind === 'message' ? { ...entry, delivery } : entry,
  );
  return { ...room, transcript };
}

/** Lets the program itself say something. */
export function notice(room: Room, text: string, at: number): Room {
  const key = `local/${room.localEntries}`;
  const transcript = append(room.transcript, { kind: 'notice', key, text, at });
  return { ...room, transcript, localEntries: room.localEntries + 1 };
}

function hearOriginal(room: Room, datagram: ChatDatagram, at: number): Heard {
  const message: MessageEntry = {
    kind: 'message',
    key: `local/${room.localEntries}`,
    clientId: datagram.client_id,
    handle: sanitiseHandle(datagram.handle),
    text: sanitiseLine(datagram.content),
    missingParts: 0,
    at,
  };
  return {
    message,
    room: {
      ...room,
      clock: tick(room.clock, at),
      roster: meet(room.roster, message.clientId, message.handle, at),
      transcript: append(room.transcript, message),
      localEntries: room.localEntries + 1,
    },
  };
}

function hearStamped(room: Room, datagram: StampedDatagram, at: number): Heard {
  const stream = streamKey(datagram.client_id, datagram.epoch);
  if (isDuplicate(room.streams, stream, datagram.seq)) return { room };

  const [index, count] = datagram.part ?? [1, 1];
  // The count is in the key because it is the sender's claim: a forged part must not fit into an honest message.
  const key = messageKey(stream, datagram.seq - index + 1, count);
  // Each part by itself and in one line: so no part costs more than its own length, and only the glue between parts
  // makes a line break, which the view indents: nobody forges another's line.
  const { content, glue } = fragmentOf(datagram);
  // What is longer than a datagram of ours is nobody's part, and sixteen of it would be a page to draw.
  const safe: Fragment = { content: sanitiseLine(content.slice(0, maxChatDatagramBytes)), glue };
  const known = room.partials.get(key);
  // The count makes the entry's key unique also when the rest of a message comes after we have given it up.
  const entryKey = known?.entryKey ?? `${key}@${room.localEntries}`;
  const parts = (known?.parts ?? Array.from<undefined>({ length: count })).with(index - 1, safe);
  const { text, missing } = joinParts(parts);
  const message: MessageEntry = {
    kind: 'message',
    key: entryKey,
    clientId: datagram.client_id,
    handle: sanitiseHandle(datagram.handle),
    text,
    missingParts: missing,
    at,
  };
  const transcript =
    known === undefined
      ? append(room.transcript, message)
      : update(room.transcript, entryKey, (entry) => ({ ...message, at: entry.at }));
  return {
    message,
    room: {
      ...room,
      clock: observe(room.clock, datagram.clock, at),
      roster: meet(room.roster, message.clientId, message.handle, at),
      streams: remember(room.streams, stream, datagram.seq),
      partials: keepPartial(room.partials, key, missing > 0 ? { entryKey, parts } : undefined),
      transcript,
      localEntries: room.localEntries + 1,
    },
  };
}

/** A complete message (none given) needs no more keeping; too many incomplete ones push out the oldest. */
function keepPartial(
  partials: Room['partials'],
  key: string,
  partial: PartialMessage | undefined,
): Room['partials'] {
  if (partial === undefined && !partials.has(key)) return partials;
  const next = new Map(partials);
  if (partial === undefined) next.delete(key);
  else next.set(key, partial);
  const [oldest] = next.keys();
  if (next.size > maxPartialMessages && oldest !== undefined) next.delete(oldest);
  return next;
}
