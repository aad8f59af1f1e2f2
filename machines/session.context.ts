// What the session remembers, and how each event changes it: pure functions that the machine's actions call.
import { drawClientId, type Identity } from '../src/chat/identity.js';
import { afterSending, emptyOutbox, enqueue, hasRoom, type Outbox } from '../src/chat/outbox.js';
import { emptyRoom, hear, mark, messageKey, notice, type Room, say, stamp } from '../src/chat/room.js';
import { streamKey } from '../src/chat/streams.js';
import type { MessageEntry } from '../src/chat/transcript.js';
import type { Trouble } from '../src/errors.js';
import { maxChatDatagramBytes, maxFormerClientIds, maxOutboxMessages, maxParts } from '../src/limits.js';
import type {
  InterfacesChange,
  InterfaceTrouble,
  Membership,
  NetworkInterface,
} from '../src/net/transport.js';
import { draw, type RandomState } from '../src/random.js';
import { retryDelayMs, type SessionTiming } from '../src/timing.js';
import { type ChatDatagram, isStamped } from '../src/wire/chat-datagram.js';
import type { Refusal } from '../src/wire/compose.js';
import type { Undecodable } from '../src/wire/decode.js';
import { type Format, formats } from '../src/wire/format.js';
import { changeSentence } from './interface-reasons.js';

/** What holds from the start to the end of a session. */
export interface SessionSettings {
  readonly group: string;
  readonly port: number;
  readonly ttl: number;
  readonly format: Format;
  readonly timing: SessionTiming;
  /** Give up after this many retries without success; `Infinity` never does. */
  readonly maxRetries: number;
}

export interface SessionInput extends SessionSettings {
  readonly handle: string;
  /** When this process started, in milliseconds since 1970. */
  readonly epoch: number;
  /** Seeds the client id and the jitter of retries. */
  readonly seed: RandomState;
  /** The usable interfaces at the start. */
  readonly interfaces: readonly NetworkInterface[];
}

/** What the session knows of its network. */
export interface NetworkState {
  /** The usable interfaces now. */
  readonly interfaces: readonly NetworkInterface[];
  /** Why the open sockets are not the right ones any more; absent while they are. */
  readonly staleBecause?: string | undefined;
  /** Why the sockets that are open, or being opened, took the place of others: the reason of a rebinding. */
  readonly openedBecause?: string | undefined;
  /** Why and when the sockets were lost, until the machine can act on it. */
  readonly loss?: { readonly trouble: Trouble; readonly at: number } | undefined;
  readonly joined: readonly NetworkInterface[];
  /** Interfaces that did not let us join. */
  readonly refused: readonly InterfaceTrouble[];
  /** Interfaces that did not take the latest datagram. */
  readonly refusedSending: readonly InterfaceTrouble[];
  /** What the system granted. */
  readonly receiveBufferBytes: number;
}

/** Where the session stands in getting over trouble. */
export interface Recovery {
  /** What is wrong; absent when nothing is. */
  readonly trouble?: Trouble;
  /** Retries since the last success. */
  readonly attempt: number;
  /** Whether the sockets are open and the trouble is with sending: then a new membership alone mends nothing. */
  readonly isBlocked: boolean;
  /** The wait before the next retry, in milliseconds. */
  readonly delayMs: number;
  /** When that wait ends, in milliseconds since 1970. */
  readonly retryAt?: number;
}

/** Whether somebody wants to leave: as soon as nothing waits any more, or now. */
type Leaving = 'no' | 'when-sent' | 'now';

/**
 * Few keys, with the rest inside them, is not only easier to read: each event copies this object, and V8 copies one of
 * more than some 16 keys an order of magnitude more slowly (measured with Node 20.20.2).
 */
export interface SessionContext {
  readonly settings: SessionSettings;
  readonly identity: Identity;
  /** Client ids that were ours before, the latest last: what waited under one of them still comes back as our echo. */
  readonly formerClientIds: readonly string[];
  readonly random: RandomState;
  /** The sequence number of the next own datagram; dense, so that a hole is a loss. */
  readonly nextSequence: number;
  readonly room: Room;
  readonly outbox: Outbox;
  /** Datagrams that could not be read, by reason. */
  readonly unreadable: Readonly<Partial<Record<Undecodable, number>>>;
  readonly network: NetworkState;
  readonly recovery: Recovery;
  readonly leaving: Leaving;
}

/** The memory of a session that has just begun. */
export function initialContext({
  handle,
  epoch,
  seed,
  interfaces,
  ...settings
}: SessionInput): SessionContext {
  const { clientId, random } = drawClientId(seed);
  return {
    settings,
    identity: { clientId, epoch, handle },
    formerClientIds: [],
    random,
    nextSequence: 1,
    room: emptyRoom,
    outbox: emptyOutbox,
    unreadable: {},
    network: { ...notOpen, interfaces, receiveBufferBytes: 0 },
    recovery: allWell,
    leaving: 'no',
  };
}

/** What an action changes. */
type Change = Partial<SessionContext>;

/** The membership that the session wants. */
export function membershipOf({ settings: { group, port, ttl }, network }: SessionContext): Membership {
  return { group, port, ttl, interfaces: network.interfaces };
}

/** Takes a message into the outbox and the transcript, or says why not. */
export function takeMessage(
  context: SessionContext,
  text: string,
  at: number,
): { readonly change: Change } | { readonly refusal: string } {
  if (context.leaving === 'now') return { refusal: leaving };
  if (!hasRoom(context.outbox)) return { refusal: outboxFull };
  const { identity, nextSequence, room, settings } = context;
  const clock = stamp(room, at);
  const sender = { client_id: identity.clientId, handle: identity.handle, epoch: identity.epoch };
  const composed = formats[settings.format].compose(text, { ...sender, seq: nextSequence, clock });
  if (!composed.ok) return { refusal: refusalSentence(composed, text, settings.format) };
  const stream = streamKey(identity.clientId, identity.epoch);
  const key = messageKey(stream, nextSequence, composed.datagrams.length);
  const entry = { key, clientId: identity.clientId, handle: identity.handle, text: composed.text, at };
  return {
    change: {
      nextSequence: nextSequence + composed.datagrams.length,
      outbox: enqueue(context.outbox, key, composed.datagrams),
      room: say(room, entry, clock),
    },
  };
}

/** The head of the outbox has one datagram less to go; the last one marks its message as sent. */
export function tookDatagram(
  { outbox, room, network }: SessionContext,
  refusedSending: readonly InterfaceTrouble[],
): Change {
  const { outbox: rest, completed } = afterSending(outbox);
  return {
    outbox: rest,
    room: completed === undefined ? room : mark(room, completed, 'sent'),
    recovery: allWell,
    // The same object while nothing changes: most datagrams are refused by nobody.
    network:
      refusedSending.length + network.refusedSending.length > 0 ? { ...network, refusedSending } : network,
  };
}

/** Takes in a datagram: our own echo is nothing new, our own id from somebody else costs us the id. */
export function heardDatagram(
  context: SessionContext,
  datagram: ChatDatagram,
  at: number,
): { readonly change?: Change; readonly message?: MessageEntry } {
  const { identity, formerClientIds } = context;
  const isOwnId = datagram.client_id === identity.clientId;
  const isOwnEpoch = isStamped(datagram) && datagram.epoch === identity.epoch;
  if (isOwnEpoch && (isOwnId || formerClientIds.includes(datagram.client_id))) return {};
  const { room, message } = hear(context.room, datagram, at);
  const renewed = isOwnId ? newClientId(context, room, at) : { room };
  return message === undefined ? { change: renewed } : { change: renewed, message };
}

/** Later messages carry the new handle. */
export function renamed({ identity, room }: SessionContext, handle: string, at: number): Change {
  return {
    identity: { ...identity, handle },
    room: notice(room, `you are now called ${handle}`, at),
  };
}

/** One more datagram that breaks this rule. */
export function countedUnreadable({ unreadable }: SessionContext, reason: Undecodable): Change {
  return { unreadable: { ...unreadable, [reason]: (unreadable[reason] ?? 0) + 1 } };
}

/** New sockets are about to be opened, for the interfaces as they are now. */
export function opening({ network }: SessionContext): Change {
  return {
    network: { ...network, ...notOpen, staleBecause: undefined, openedBecause: network.staleBecause },
  };
}

/** We are members; with that, trouble is over unless it is with sending. */
export function joined(
  { network, recovery }: SessionContext,
  outcome: Pick<NetworkState, 'joined' | 'refused' | 'receiveBufferBytes'>,
): Change {
  const { joined: members, refused, receiveBufferBytes } = outcome;
  return {
    network: { ...network, joined: members, refused, receiveBufferBytes },
    recovery: recovery.isBlocked ? recovery : allWell,
  };
}

/** The interfaces are others now; the sockets, still open for those before, are stale. */
export function interfacesChanged({ network }: SessionContext, change: InterfacesChange): Change {
  return { network: { ...network, interfaces: change.interfaces, staleBecause: changeSentence(change) } };
}

/** The program slept, and a network may forget who sleeps: its switches, whom to send the group; its DHCP server, the address. */
export function woken({ network }: SessionContext, asleepMs: number): Change {
  return {
    network: { ...network, staleBecause: `awake again after ${Math.round(asleepMs / msPerSecond)} s` },
  };
}

/** New sockets may do what the open ones do not. */
export function reopening({ network, recovery }: SessionContext): Change {
  return { network: { ...network, staleBecause: recovery.trouble?.sentence ?? 'asked to try again' } };
}

/** The sockets are gone; acted on when nothing is in the network's hand. */
export function socketsLost({ network }: SessionContext, trouble: Trouble, at: number): Change {
  return { network: { ...network, loss: { trouble, at } } };
}

/** The next wait, longer each time, with jitter. */
export function scheduledRetry(
  { random, recovery, settings }: SessionContext,
  trouble: Trouble,
  at: number,
): Pick<SessionContext, 'random' | 'recovery'> {
  const { value, state } = draw(random);
  const attempt = recovery.attempt + 1;
  const delayMs = retryDelayMs(settings.timing, attempt, value);
  return { random: state, recovery: { trouble, attempt, isBlocked: false, delayMs, retryAt: at + delayMs } };
}

/** The network did not take the datagram. When that is because the sockets are gone, their loss is the trouble to tell. */
export function refusedDatagram(context: SessionContext, trouble: Trouble, at: number): Change {
  if (context.network.loss !== undefined) return {};
  const { random, recovery } = scheduledRetry(context, trouble, at);
  return { random, recovery: { ...recovery, isBlocked: true } };
}

const allWell: Recovery = { attempt: 0, isBlocked: false, delayMs: 0 };

const msPerSecond = 1000;

const notOpen = { loss: undefined, joined: [], refused: [], refusedSending: [] } as const;

const leaving = 'we are leaving already';
const outboxFull = `${maxOutboxMessages} lines are waiting already; this one stays here until some have gone out`;

function refusalSentence({ reason }: Refusal, text: string, format: Format): string {
  if (reason === 'empty') return 'there is nothing in it to say';
  if (format === 'raw') {
    return `too long: plain text goes out in one piece of at most ${maxChatDatagramBytes} bytes; say it in several`;
  }
  const lines = text.trimEnd().split('\n').length;
  if (lines > maxParts)
    return `too long: it has ${lines} lines, and one message may have ${maxParts}; say it in several`;
  return `too long: one message holds at most ${maxParts} pieces of less than ${maxChatDatagramBytes} bytes; say it in several`;
}

function newClientId(context: SessionContext, room: Room, at: number): Change {
  const { clientId, random } = drawClientId(context.random);
  return {
    identity: { ...context.identity, clientId },
    formerClientIds: [...context.formerClientIds.slice(1 - maxFormerClientIds), context.identity.clientId],
    random,
    room: notice(room, 'another program uses our id; we have taken a new one', at),
  };
}
