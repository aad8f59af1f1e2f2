// What the session remembers, and how each event changes it: pure functions that the machine's actions call.
import { isIPv4Silent, type FamiliesHeard, noFamilies, noteFamily } from '../src/chat/families-heard.js';
import { displayHandle } from '../src/chat/display-handle.js';
import type { PastDatagram } from '../src/chat/history.js';
import { drawClientId, type Identity } from '../src/chat/identity.js';
import {
  afterSending,
  emptyOutbox,
  enqueue,
  hasRoom,
  nextDatagram,
  type Outbox,
} from '../src/chat/outbox.js';
import type { Family } from '../src/chat/peer.js';
import { emptyMap, type PersistentMap } from '../src/chat/persistent-map.js';
import { noReceipts, type Receipts } from '../src/chat/receipts.js';
import { mark, messageKey, newRoom, notice, type Room, say, stamp, tookOwn } from '../src/chat/room.js';
import { emptyRoster, introduceSelf, type Roster } from '../src/chat/roster.js';
import { streamKey } from '../src/chat/streams.js';
import type { Trouble } from '../src/errors.js';
import { maxChatDatagramBytes, maxFormerClientIds, maxOutboxMessages, maxParts } from '../src/limits.js';
import type {
  InterfacesChange,
  InterfaceTrouble,
  Membership,
  NetworkInterface,
  Source,
} from '../src/net/transport.js';
import type { ProtocolTiming } from '../src/protocol-timing.js';
import { draw, type RandomState } from '../src/random.js';
import { retryDelayMs, type SessionTiming } from '../src/timing.js';
import type { Refusal } from '../src/wire/compose.js';
import type { Control, HelloReason, Role } from '../src/wire/control.js';
import type { Ignored } from '../src/wire/control-codec.js';
import type { Undecodable } from '../src/wire/decode.js';
import { type Format, formats } from '../src/wire/format.js';
import { changeSentence, moveSentence } from './interface-reasons.js';
import { type Budgets, fullBudgets } from './session.budgets.js';

/** What holds from the start to the end of a session. */
export interface SessionSettings {
  /** The group of the chat, and the one of the other family where there is one. */
  readonly groups: readonly string[];
  readonly port: number;
  readonly ttl: number;
  readonly format: Format;
  readonly timing: SessionTiming;
  readonly protocol: ProtocolTiming;
  /** Whether somebody sits here whose coming and going people want to be told. */
  readonly role: Role;
  /** The wall clock: milliseconds since 1970. For what the session's own actors bring about; other events carry their time. */
  readonly now: () => number;
  /** How long we have been here, in milliseconds, by a clock that nobody sets: a wall clock may be, at any time. */
  readonly upMs: () => number;
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
  /** On which of them people know us to be; absent before we were on any. */
  readonly told?: readonly NetworkInterface[];
  /** That we slept, in words, until people have been told. */
  readonly sleep?: string | undefined;
  /** Interfaces that did not let us join. */
  readonly refused: readonly InterfaceTrouble[];
  /** Interfaces that did not take the latest datagram. */
  readonly refusedSending: readonly InterfaceTrouble[];
  /** What the system granted. */
  readonly receiveBufferBytes: number;
  /** Why the side channel is not open; absent while it is, or is being opened. */
  readonly controlTrouble?: Trouble | undefined;
  /** When somebody else was heard last on each interface, by its name: milliseconds since 1970. */
  readonly heardOn: ReadonlyMap<string, number>;
  /** When in each IP family. */
  readonly families: FamiliesHeard;
}

/** What came in and could not be used. */
export interface Discarded {
  /** Datagrams on the chat port that could not be read, by reason. */
  readonly chat: Readonly<Partial<Record<Undecodable, number>>>;
  /** Those on the control port. */
  readonly control: Readonly<Partial<Record<Ignored, number>>>;
  /** Those of sources that send too many, of which nothing was read. */
  readonly turnedAway: number;
}

/** What is known of a peer's actor. */
export interface PeerActor {
  /** When it was last told that its peer was heard: milliseconds since 1970. */
  readonly toldAt: number;
  /** In which share it is. */
  readonly shard: number;
}

/** The actors that come and go. */
export interface Actors {
  /** Of each peer that has one, what we know of its actor. */
  readonly peers: PersistentMap<PeerActor>;
  /** How many of them are in each share. */
  readonly shards: readonly number[];
  /** Streams of which something is missed, here or elsewhere; the one begun longest ago first. */
  readonly streams: ReadonlySet<string>;
}

/** A history that is being given to one late joiner. */
interface Gift {
  readonly address: Source;
  readonly items: readonly PastDatagram[];
  /** How far it goes. */
  readonly coverage: readonly Control<'ack'>[];
}

/** What the session remembers for talking to its like. */
export interface Conversation {
  /** Whether we have said hello before: whoever says it again has moved, or was asleep. */
  readonly hello: HelloReason;
  /** Whether we have said that we are here, by a hello or a heartbeat: then somebody may have heard it. */
  readonly isAnnounced: boolean;
  /** How long our latest heartbeat was. */
  readonly heartbeatBytes: number;
  /** The interval between heartbeats that the peers' actors know of, in milliseconds. */
  readonly toldIntervalMs: number;
  /** Where among the streams that take turns the next heartbeat goes on telling how far they are held. */
  readonly digestFrom: number;
  /** What we may send because others want it. */
  readonly budgets: Budgets;
  /** Whom we asked last for what was said before we came, while we wait for it. */
  readonly giver: 'nobody' | 'anybody' | { readonly clientId: string };
  /** When we took another client id last, in milliseconds since 1970; absent while we have the one that we began with. */
  readonly renewedAt?: number;
  /** The histories that are being given, by the client id of who gets them. */
  readonly gifts: ReadonlyMap<string, Gift>;
  /** When somebody asked last for something that was missed, in milliseconds since 1970; absent while nobody has. */
  readonly lossAt?: number;
  /** When somebody asked last over IPv6 for what they miss, as who hears nothing over IPv4 does: milliseconds since 1970. */
  readonly widelyAskedAt?: number;
  /** How often we have said that we leave. */
  readonly byes: number;
  /** Who has said goodbye, by the name of their stream, the latest last: others may still tell of them as present. */
  readonly goodbyes: ReadonlySet<string>;
  /** Whether nobody of our like can be heard for now: then their silence says nothing of them. */
  readonly isDeaf: boolean;
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
  readonly roster: Roster;
  readonly outbox: Outbox;
  readonly receipts: Receipts;
  readonly actors: Actors;
  readonly conversation: Conversation;
  readonly discarded: Discarded;
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
    room: newRoom(epoch),
    // Who only pipes is nobody whom others could be confused with: mostly the namesake is the same person.
    roster: settings.role === 'person' ? introduceSelf(emptyRoster, clientId, handle) : emptyRoster,
    outbox: emptyOutbox,
    receipts: noReceipts,
    actors: { peers: emptyMap, shards: [], streams: new Set() },
    conversation: {
      hello: 'joined',
      isAnnounced: false,
      heartbeatBytes: 0,
      toldIntervalMs: settings.protocol.heartbeatMinMs,
      digestFrom: 0,
      budgets: fullBudgets(epoch, settings.protocol),
      giver: 'nobody',
      gifts: new Map(),
      byes: 0,
      goodbyes: new Set(),
      isDeaf: false,
    },
    discarded: { chat: {}, control: {}, turnedAway: 0 },
    network: { ...notOpen, interfaces, receiveBufferBytes: 0, heardOn: new Map() },
    recovery: allWell,
    leaving: 'no',
  };
}

/** What an action changes. */
type Change = Partial<SessionContext>;

/** The membership that the session wants. */
export function membershipOf({ settings: { groups, port, ttl }, network }: SessionContext): Membership {
  return { groups, port, ttl, interfaces: network.interfaces };
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
  const stream = ownStreamOf(context);
  const key = messageKey(stream, nextSequence, composed.datagrams.length);
  const source = { stream, first: nextSequence, count: composed.datagrams.length };
  const { clientId, handle } = identity;
  const entry = { key, clientId, handle, text: composed.text, at, source };
  return {
    change: {
      nextSequence: nextSequence + composed.datagrams.length,
      outbox: enqueue(context.outbox, {
        key,
        stream,
        firstSequence: nextSequence,
        datagrams: composed.datagrams,
      }),
      room: say(room, entry, clock),
    },
  };
}

/** The head of the outbox has one datagram less to go; the last one marks its message as sent. */
export function taken(
  { outbox, room, network }: SessionContext,
  refusedSending: readonly InterfaceTrouble[],
): Change {
  const [head] = outbox;
  const datagram = nextDatagram(outbox);
  if (head === undefined || datagram === undefined) return {};
  const { outbox: rest, completed } = afterSending(outbox);
  const held = tookOwn(room, head.stream, head.firstSequence + head.sent, datagram);
  return {
    outbox: rest,
    room: completed === undefined ? held : mark(held, completed, 'sent'),
    recovery: allWell,
    // The same object while nothing changes: most datagrams are refused by nobody.
    network:
      refusedSending.length + network.refusedSending.length > 0 ? { ...network, refusedSending } : network,
  };
}

/** Whether a process is this one: under the id that it has, or under one that it had. */
export function isSelf(
  { identity, formerClientIds }: SessionContext,
  clientId: string,
  epoch: number | undefined,
): boolean {
  return epoch === identity.epoch && (clientId === identity.clientId || formerClientIds.includes(clientId));
}

/** The stream that we speak in now. */
export function ownStreamOf({ identity }: SessionContext): string {
  return streamKey(identity.clientId, identity.epoch);
}

/** The latest of its sequence numbers that the network has taken; 0 when it has taken none. */
export function highestSent(context: SessionContext): number {
  const own = ownStreamOf(context);
  const waiting = context.outbox.reduce(
    // What was typed under a former id still waits under it.
    (sum, { stream, datagrams, sent }) => (stream === own ? sum + datagrams.length - sent : sum),
    0,
  );
  return context.nextSequence - 1 - waiting;
}

/** Later messages carry the new handle. */
export function renamed(context: SessionContext, handle: string, at: number): Change {
  const { identity, room } = context;
  const roster = introduceSelf(context.roster, identity.clientId, handle);
  return {
    identity: { ...identity, handle },
    roster,
    room: notice(room, `you are now called ${displayHandle(roster, identity.clientId)}`, at),
  };
}

/** One more datagram on the chat port that breaks this rule. */
export function countedUnreadable({ discarded }: SessionContext, reason: Undecodable): Change {
  const { chat } = discarded;
  return { discarded: { ...discarded, chat: { ...chat, [reason]: (chat[reason] ?? 0) + 1 } } };
}

/** One more datagram on the control port that is none for us, for this reason. */
export function countedIgnored({ discarded }: SessionContext, reason: Ignored): Change {
  const { control } = discarded;
  return { discarded: { ...discarded, control: { ...control, [reason]: (control[reason] ?? 0) + 1 } } };
}

/** So many datagrams have been turned away by now. */
export function turnedAway({ discarded }: SessionContext, datagrams: number): Change {
  return { discarded: { ...discarded, turnedAway: datagrams } };
}

/** Somebody else was heard on this interface; nothing to remember if that was a moment ago. */
export function heardOn({ network }: SessionContext, on: string | undefined, at: number): Change | undefined {
  if (on === undefined || (network.heardOn.get(on) ?? 0) + heardOnStepMs > at) return undefined;
  return { network: { ...network, heardOn: new Map(network.heardOn).set(on, at) } };
}

/** Whether we are in the group over IPv4 and hear nobody there, while others are heard over IPv6: a filter is in between. */
export function hearsNoIPv4({ network, settings }: SessionContext): boolean {
  return (
    network.joined.some(({ family }) => family === 'IPv4') &&
    isIPv4Silent(network.families, settings.protocol.familySilenceMs)
  );
}

/** Somebody else was heard in this family; `undefined` if that was so a moment ago. */
export function heardIn({ network }: SessionContext, family: Family, at: number): Change | undefined {
  const families = noteFamily(network.families, family, at);
  return families === network.families ? undefined : { network: { ...network, families } };
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
    network: { told: members, ...network, joined: members, refused, receiveBufferBytes },
    recovery: recovery.isBlocked ? recovery : allWell,
  };
}

/** The interfaces are others now; the sockets, still open for those before, are stale. */
export function interfacesChanged({ network }: SessionContext, change: InterfacesChange): Change {
  return { network: { ...network, interfaces: change.interfaces, staleBecause: changeSentence(change) } };
}

/** The program slept, and a network may forget who sleeps: its switches, whom to send the group; its DHCP server, the address. */
export function woken({ network, conversation }: SessionContext, asleepMs: number): Change {
  const sleep = `awake again after ${Math.round(asleepMs / msPerSecond)} s`;
  return {
    // The others are told why we say hello again.
    conversation: { ...conversation, hello: 'woke' },
    network: { ...network, staleBecause: sleep, sleep },
  };
}

/** The network has been as it is for a while: what of it people do not know yet is told. */
export function settled({ network, room }: SessionContext, at: number): Change {
  const { sleep, joined: now, told = now } = network;
  const move = moveSentence(told, now);
  const news = [...(sleep === undefined ? [] : [sleep]), ...(move === undefined ? [] : [move])];
  if (news.length === 0) return {};
  return {
    network: { ...network, sleep: undefined, told: now.length > 0 ? now : told },
    room: notice(room, news.join(', '), at),
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

/** The least time between two client ids of ours. */
const renewalPauseMs = 30_000;

/** When something was last heard is told in seconds: noting it more often than this would only cost. */
const heardOnStepMs = 1000;

const notOpen = {
  loss: undefined,
  joined: [],
  refused: [],
  refusedSending: [],
  families: noFamilies,
} as const;

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

/**
 * Whether we take another id when somebody else uses ours. That two draw the same one happens hardly ever, and twice in
 * such a time only by somebody's ill will, who shall not have us change it, and say so, all the time.
 */
export function mayRenewId({ conversation: { renewedAt } }: SessionContext, at: number): boolean {
  return renewedAt === undefined || Math.abs(at - renewedAt) >= renewalPauseMs;
}

/** Another process uses our id: a new one, and with it a new stream, of which nobody holds anything yet. */
export function newClientId(context: SessionContext, at: number): Change {
  const { clientId, random } = drawClientId(context.random);
  return {
    identity: { ...context.identity, clientId },
    conversation: { ...context.conversation, renewedAt: at },
    receipts: noReceipts,
    nextSequence: 1,
    formerClientIds: [...context.formerClientIds.slice(1 - maxFormerClientIds), context.identity.clientId],
    random,
    roster:
      context.roster.self === undefined
        ? context.roster
        : introduceSelf(context.roster, clientId, context.identity.handle),
    room: notice(context.room, 'another program uses our id; we have taken a new one', at),
  };
}
