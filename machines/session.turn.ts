// One step of the session while it is worked out: what it remembers by now, and what follows beside that. The functions
// that work it out are pure; the machine performs the result, in order, when the step is complete.
import type { Destination, Source } from '../src/net/transport.js';
import type { RandomState } from '../src/random.js';
import { draw } from '../src/random.js';
import type { ControlDraft, ControlMessage } from '../src/wire/control.js';
import { encodeControl, signControl } from '../src/wire/control-codec.js';
import type { AcknowledgingEvent } from './acknowledging.events.js';
import type { AnnouncerEvent } from './announcer.events.js';
import type { HistorianEvent } from './historian.events.js';
import type { HistoryEvent } from './history.events.js';
import type { PresenceEvent } from './presence.events.js';
import { type Budget, spend } from './session.budgets.js';
import type { SessionContext } from './session.context.js';
import type { HeardMessage, SessionEmitted } from './session.events.js';
import type { ShardEvent } from './shard.events.js';
import type { StreamEvent } from './stream.events.js';

/** What the machine is to do when a step has been worked out. */
export type Consequence =
  | { readonly kind: 'emit'; readonly event: SessionEmitted }
  /** Messages that nothing else follows in between are told together. */
  | { readonly kind: 'heard'; readonly messages: HeardMessage[] }
  | { readonly kind: 'presence'; readonly event: PresenceEvent }
  | { readonly kind: 'announcer'; readonly event: AnnouncerEvent }
  | { readonly kind: 'acknowledging'; readonly event: AcknowledgingEvent }
  | { readonly kind: 'history'; readonly event: HistoryEvent }
  | { readonly kind: 'historian'; readonly event: HistorianEvent }
  | { readonly kind: 'shard.begin'; readonly shard: number }
  | { readonly kind: 'shard'; readonly shard: number; readonly event: ShardEvent }
  | {
      readonly kind: 'stream.begin';
      readonly stream: string;
      readonly isOurs: boolean;
      readonly seed: RandomState;
    }
  | { readonly kind: 'stream'; readonly stream: string; readonly event: StreamEvent }
  | { readonly kind: 'stream.end'; readonly stream: string };

/** A step that is being worked out; it is used once, so it may be written to. */
export interface Turn {
  /** What the session remembers by now. */
  context: SessionContext;
  /** What is to follow, in order. */
  readonly consequences: Consequence[];
  /** The streams of which something came: their authors are told at the end, once. */
  readonly held: Set<string>;
}

export function turnOf(context: SessionContext): Turn {
  return { context, consequences: [], held: new Set() };
}

/** Remembers this from now on. */
export function remember(turn: Turn, change: Partial<SessionContext>): void {
  turn.context = { ...turn.context, ...change };
}

export function follow(turn: Turn, ...consequences: readonly Consequence[]): void {
  turn.consequences.push(...consequences);
}

/** Whoever listens is told of a message. */
export function tellHeard(turn: Turn, heard: HeardMessage): void {
  const latest = turn.consequences.at(-1);
  if (latest?.kind === 'heard') latest.messages.push(heard);
  else follow(turn, { kind: 'heard', messages: [heard] });
}

/** A wall clock that goes by itself is never off by as much from one datagram to the next. */
const setClockMs = 1000;

/** Notices that the wall clock was set: when we came is told by it as it goes now. */
export function keepTime(turn: Turn, at: number): void {
  const { room, settings } = turn.context;
  const startedAt = at - settings.upMs();
  if (Math.abs(startedAt - room.startedAt) > setClockMs) remember(turn, { room: { ...room, startedAt } });
}

/**
 * Whether somebody of ours may be at an address that a datagram claims to come from. They send from ports that the system
 * gives to programs, which begin here at the earliest (RFC 6335 §6). At the chat's own port sits the 2012 original, and
 * would die of a control datagram: nobody shall have us send it one by forging its address.
 */
export function isPlausible({ settings }: SessionContext, { port }: Source): boolean {
  return port >= firstUserPort && port !== settings.port;
}

const firstUserPort = 1024;

/** Has a control datagram sent; to one address, only if somebody of ours may be there. */
export function dispatch(turn: Turn, draft: ControlDraft, to: Destination): void {
  if (typeof to !== 'string' && !isPlausible(turn.context, to)) return;
  const message = signControl(draft, turn.context.identity);
  follow(turn, { kind: 'emit', event: { type: 'dispatch', message, to } });
}

/** How long a control datagram is; 0 if it is too long to be one. */
export function bytesOf(message: ControlMessage): number {
  return encodeControl(message)?.length ?? 0;
}

/**
 * Whether a budget has room for something that others want to be sent.
 *
 * @param at now, in milliseconds since 1970
 * @returns if not, it is not sent, and its turn comes again by the protocol
 */
export function afford(turn: Turn, budget: Budget, amount: number, at: number): boolean {
  const { settings, conversation } = turn.context;
  const { budgets, ok } = spend(conversation.budgets, budget, amount, at, settings.protocol);
  remember(turn, { conversation: { ...conversation, budgets } });
  return ok;
}

/** A seed for an actor of its own chances. */
export function drawSeed(turn: Turn): RandomState {
  const { value, state } = draw(turn.context.random);
  remember(turn, { random: state });
  return Math.floor(value * 2 ** 32);
}

/** The names of the actors that come and go, as the machine has them. */
export const actorIds = {
  shard: (shard: number) => `shard/${shard}`,
  stream: (stream: string) => `stream/${stream}`,
} as const;
