// What our presence remembers, and the waits that it draws: pure functions that the machine's actions call.
import type { ActorRef, Snapshot } from 'xstate';
import {
  backoffMs,
  drawnHeartbeatMs,
  enoughHelloAnswers,
  heartbeatIntervalMs,
  type ProtocolTiming,
} from '../src/protocol-timing.js';
import { draw, type RandomState } from '../src/random.js';
import type { HelloReason } from '../src/wire/control.js';
import type { FromPresence } from './presence.events.js';

export interface PresenceInput {
  readonly parent: ActorRef<Snapshot<unknown>, FromPresence>;
  readonly timing: ProtocolTiming;
  readonly seed: RandomState;
}

export interface PresenceContext {
  readonly parent: PresenceInput['parent'];
  readonly timing: ProtocolTiming;
  readonly random: RandomState;
  /** How many heartbeats share the budget, and how long one is on average. */
  readonly group: { readonly members: number; readonly bytes: number };
  readonly hello: {
    readonly why: HelloReason;
    /** The step of the ladder that comes next, from 0. */
    readonly step: number;
    /** Others that were heard since the ladder began; no more than are enough. */
    readonly heard: readonly string[];
    readonly dueInMs: number;
  };
  readonly beat: {
    /** The mean interval from which the wait was drawn. */
    readonly intervalMs: number;
    /** How much of the time since the latest heartbeat has passed in waits that are over. */
    readonly waitedMs: number;
    readonly dueInMs: number;
  };
  /** The step of the tail ladder that comes next, from 0. */
  readonly tailStep: number;
  readonly answer: {
    readonly dueInMs: number;
    /** Others whose answers were heard in the meantime; no more than are enough. */
    readonly heard: readonly string[];
  };
}

type Change = Partial<PresenceContext>;

export const nobody: readonly string[] = [];

/** The others that were heard, and one more; the very same when it was among them, or when they are enough already. */
export function withOther(heard: readonly string[], other: string): readonly string[] {
  return heard.length >= enoughHelloAnswers || heard.includes(other) ? heard : [...heard, other];
}

/** From one step of a ladder to the next; the first is counted from the start. */
export function gapMs(ladderMs: readonly number[], step: number): number {
  return (ladderMs[step] ?? 0) - (ladderMs[step - 1] ?? 0);
}

function meanIntervalMs({ timing, group }: PresenceContext): number {
  return heartbeatIntervalMs(timing, group.members, group.bytes);
}

/**
 * How many may be starting together: nobody knows before the first hello. With this many mostly a few speak first and the
 * others hear them; more cost some hellos, and fewer are merely later than they could be.
 */
const presumedNewcomers = 200;

/** The wait for the next hello. */
export function drawnHello({ random, timing, hello }: PresenceContext): Change {
  const { value, state } = draw(random);
  // Those who are apart at the first step stay so.
  const spreadMs = hello.step === 0 ? timing.helloSpreadMs * backoffMs(1, presumedNewcomers, value) : 0;
  const dueInMs = gapMs(timing.helloLadderMs, hello.step) + spreadMs;
  return { random: state, hello: { ...hello, dueInMs } };
}

/** The wait for a heartbeat, if `waitedMs` of it are over. */
export function drawnBeat(context: PresenceContext, waitedMs: number): Change {
  const { value, state } = draw(context.random);
  const intervalMs = meanIntervalMs(context);
  const dueInMs = drawnHeartbeatMs(intervalMs, value) - waitedMs;
  return { random: state, beat: { intervalMs, waitedMs, dueInMs } };
}

/** RFC 3550 §6.3.4: with fewer members the wait is as much shorter. Counted from now, since no clock says how much is over. */
export function shortenedBeat(context: PresenceContext): Change {
  const intervalMs = meanIntervalMs(context);
  const { beat } = context;
  return { beat: { ...beat, intervalMs, dueInMs: (beat.dueInMs * intervalMs) / beat.intervalMs } };
}

/** The wait for an answer to a hello; of others' answers none has been heard. */
export function drawnAnswer({ random, timing, group }: PresenceContext): Change {
  const { value, state } = draw(random);
  return {
    random: state,
    answer: { dueInMs: backoffMs(timing.helloAnswerMs, group.members, value), heard: nobody },
  };
}

/** Each smaller group would begin the wait anew; at half the size it happens a few times at most, and cannot put off for ever. */
const shrinkage = 2;

/** Whether a group of that size beats so much more often that the wait is not right any more. */
export function isMuchShorter({ timing, beat }: PresenceContext, members: number, bytes: number): boolean {
  return heartbeatIntervalMs(timing, members, bytes) * shrinkage <= beat.intervalMs;
}

/** Before anything has happened. */
export function initialPresence({ parent, timing, seed }: PresenceInput): PresenceContext {
  return {
    parent,
    timing,
    random: seed,
    group: { members: 1, bytes: 0 },
    hello: { why: 'joined', step: 0, heard: nobody, dueInMs: 0 },
    beat: { intervalMs: timing.heartbeatMinMs, waitedMs: 0, dueInMs: 0 },
    tailStep: 0,
    answer: { dueInMs: 0, heard: nobody },
  };
}
