// What a stream's actor remembers, and how each event and each end of a wait changes it: pure functions that the
// machine's actions call. Knows sequence numbers, no messages.
import type { ActorRef, Snapshot } from 'xstate';
import { backoffMs, type ProtocolTiming } from '../src/protocol-timing.js';
import { draw, type RandomState } from '../src/random.js';
import {
  answered,
  type AnsweringPlan,
  nextAnswer,
  nothingWanted,
  repairedByAnother,
  wantedByAnother,
} from './answering-plan.js';
import {
  afterBackOff,
  afterWait,
  type AskingPlan,
  askedByAnother,
  holdingBack,
  type NextStep,
  nextStep,
  nothingMissing,
  planFor,
  planWithout,
  released,
} from './asking-plan.js';
import { type Losses, noLosses, noteLost, withoutLoss, worthSeeking } from './losses.js';
import { beginning, type OwnTime, timeOf, timerEnded } from './own-time.js';
import type { StreamEvent, FromStream } from './stream.events.js';

export interface StreamInput {
  /** Whom to tell what to do. */
  readonly parent: ActorRef<Snapshot<unknown>, FromStream>;
  /** The key of the stream. */
  readonly stream: string;
  /** Whether it is our own: then we are the first to answer. */
  readonly isOurs: boolean;
  readonly timing: ProtocolTiming;
  /** Seeds the back-offs. */
  readonly seed: RandomState;
}

export interface StreamContext extends Omit<StreamInput, 'seed'> {
  readonly random: RandomState;
  readonly time: OwnTime;
  /** How many of us there are. */
  readonly members: number;
  /** The smoothed time from asking to the repair, in milliseconds. */
  readonly roundTripMs: number;
  readonly asking: AskingPlan;
  readonly losses: Losses;
  readonly isHoldingBack: boolean;
  readonly answering: AnsweringPlan;
  /** What the running timers wait for, in own time. */
  readonly timers: {
    readonly asking?: NextStep | undefined;
    readonly holdingMs?: number | undefined;
    readonly answeringMs?: number | undefined;
  };
}

/** How the memory changes, and what the parent is told. */
export interface Step {
  readonly change: Partial<StreamContext>;
  readonly report?: FromStream;
}

type Happened<Type extends StreamEvent['type']> = Extract<StreamEvent, { readonly type: Type }>;

/** What a new round trip weighs in the smoothed one (RFC 6298 §2). */
const roundTripWeight = 1 / 8;

export function initialStream({ seed, ...input }: StreamInput): StreamContext {
  return {
    ...input,
    random: seed,
    time: beginning,
    members: 1,
    roundTripMs: input.timing.roundTripMs,
    asking: nothingMissing,
    losses: noLosses,
    isHoldingBack: false,
    answering: nothingWanted,
    timers: {},
  };
}

/** When the wait of a hole that holds back later messages ends; `undefined` when nothing is held back. */
export function releaseMs({ asking, isHoldingBack, timing }: StreamContext): number | undefined {
  const hole = isHoldingBack ? holdingBack(asking) : undefined;
  return hole === undefined ? undefined : hole.noticedMs + timing.holdBackMs;
}

/** Whether what the timer waits for is not what is due first any more. */
export function isAskingTimerStale({ asking, timers }: StreamContext): boolean {
  const next = nextStep(asking);
  return next?.dueMs !== timers.asking?.dueMs || next?.stage !== timers.asking?.stage;
}

export function missingNow(context: StreamContext, event: Happened<'missing'>): Partial<StreamContext> {
  const time = timeOfEvent(context, event.at);
  return {
    time,
    members: event.members,
    isHoldingBack: event.isHoldingBack,
    asking: planFor(context.asking, event.ranges, time.nowMs, context.timing, (sequence) =>
      context.losses.has(sequence),
    ),
  };
}

export function anotherAsked(
  context: StreamContext,
  event: Happened<'asked.by.another'>,
): Partial<StreamContext> {
  const time = timeOfEvent(context, event.at);
  return { time, asking: askedByAnother(context.asking, event.ranges, time.nowMs, context.timing) };
}

/** Another misses what we hold: the author is the first to answer, others wait for it and draw among themselves. */
export function anotherWants(context: StreamContext, event: Happened<'wanted'>): Partial<StreamContext> {
  const { authorAnswerMs, othersAnswerMs, othersBackoffMs } = context.timing;
  const time = timeOfEvent(context, event.at);
  const { value, state } = draw(context.random);
  const delayMs = context.isOurs
    ? value * authorAnswerMs
    : othersAnswerMs + backoffMs(othersBackoffMs, event.members, value);
  const dueMs = time.nowMs + delayMs;
  return {
    time,
    random: state,
    members: event.members,
    answering: wantedByAnother(context.answering, event.sequences, time.nowMs, dueMs),
  };
}

/** Something of our own was said on a LAN that loses some: whoever has lost it gets it before they would ask. */
export function echoed(context: StreamContext, { sequence, at }: Happened<'said'>): Partial<StreamContext> {
  const time = timeOfEvent(context, at);
  const dueMs = time.nowMs + context.timing.echoMs;
  return { time, answering: wantedByAnother(context.answering, [sequence], time.nowMs, dueMs) };
}

/** A repair was heard: it need not be asked for, nor repeated; and if we asked for it, it tells how long that took. */
export function anotherRepaired(
  context: StreamContext,
  { sequence, at }: Happened<'repaired'>,
): Partial<StreamContext> {
  const time = timeOfEvent(context, at);
  const { repairPauseMs, roundTripBoundsMs } = context.timing;
  const [leastMs, greatestMs] = roundTripBoundsMs;
  const askedMs = context.asking.get(sequence)?.askedMs;
  const sampleMs = askedMs === undefined ? context.roundTripMs : time.nowMs - askedMs;
  const smoothedMs = context.roundTripMs + (sampleMs - context.roundTripMs) * roundTripWeight;
  return {
    time,
    asking: planWithout(context.asking, sequence),
    losses: withoutLoss(context.losses, sequence),
    answering: repairedByAnother(context.answering, sequence, time.nowMs, repairPauseMs),
    roundTripMs: Math.min(greatestMs, Math.max(leastMs, smoothedMs)),
  };
}

/** The wait for reordering, or for a repair, is over. */
export function waitEnded(context: StreamContext): Step {
  const { stream, timing } = context;
  const time = timerEnded(context.time, context.timers.asking?.dueMs ?? 0);
  const { delayMs, random } = drawnBackOff(context);
  const { plan, lost } = afterWait(context.asking, time.nowMs, delayMs, timing);
  const losses = noteLost(context.losses, lost, time.nowMs, timing);
  const change = { time, random, asking: plan, losses };
  return lost.length === 0 ? { change } : { change, report: { type: 'stream.lost', stream, ranges: lost } };
}

/** Somebody may hold what was given up: it is worth asking for once more, unless that was tried lately, or too often. */
export function mayBeHeld(context: StreamContext, event: Happened<'held.elsewhere'>): Step {
  const { stream, timing } = context;
  const time = timeOfEvent(context, event.at);
  const { losses, ranges } = worthSeeking(context.losses, event.ranges, time.nowMs, timing);
  const change = { time, losses };
  return ranges.length === 0 ? { change } : { change, report: { type: 'stream.seek', stream, ranges } };
}

/** The back-off is over. */
export function backOffEnded(context: StreamContext): Step {
  const { stream, timing } = context;
  const time = timerEnded(context.time, context.timers.asking?.dueMs ?? 0);
  const { delayMs, random } = drawnBackOff(context);
  const { plan, asked } = afterBackOff(context.asking, time.nowMs, delayMs, timing);
  return {
    change: { time, random, asking: plan },
    report: { type: 'stream.ask', stream, ranges: asked },
  };
}

/** A hole has held back later messages for long enough. */
export function holdBackEnded(context: StreamContext): Step {
  const { stream, timing } = context;
  const time = timerEnded(context.time, context.timers.holdingMs ?? 0);
  const { plan, through } = released(context.asking, time.nowMs, timing);
  return { change: { time, asking: plan }, report: { type: 'stream.release', stream, through } };
}

/** Answers are due. */
export function answerDue(context: StreamContext): Step {
  const { stream, timing } = context;
  const time = timerEnded(context.time, context.timers.answeringMs ?? 0);
  const { plan, sequences } = answered(context.answering, time.nowMs, timing.repairPauseMs);
  return { change: { time, answering: plan }, report: { type: 'stream.answer', stream, sequences } };
}

/** How long a timer runs that ends at `dueMs`, in milliseconds. */
export function untilMs({ time }: StreamContext, dueMs: number | undefined): number {
  return Math.max(0, (dueMs ?? 0) - time.nowMs);
}

/** The timers' ends that are due by now, each for its region of the machine. */
export const armed = {
  asking: ({ asking, timers }: StreamContext) => ({ timers: { ...timers, asking: nextStep(asking) } }),
  holding: (context: StreamContext) => ({
    timers: { ...context.timers, holdingMs: releaseMs(context) },
  }),
  answering: ({ answering, timers }: StreamContext) => ({
    timers: { ...timers, answeringMs: nextAnswer(answering) },
  }),
};

function timeOfEvent({ time, timers }: StreamContext, at: number): OwnTime {
  const ends = [timers.asking?.dueMs, timers.holdingMs, timers.answeringMs].filter((ms) => ms !== undefined);
  return timeOf(time, at, ends.length === 0 ? undefined : Math.min(...ends));
}

function drawnBackOff({ random, timing, roundTripMs, members }: StreamContext): {
  delayMs: number;
  random: RandomState;
} {
  const { value, state } = draw(random);
  return { delayMs: backoffMs(timing.backoffFactor * roundTripMs, members, value), random: state };
}
