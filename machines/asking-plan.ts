// What is missing of one stream, and when each number of it is asked for. Pure: it is told what time it is, in
// milliseconds of the actor's own time, and what was drawn; it tells what to ask for and what to give up.
import { includes, noRanges, numbersOf, type Ranges, withRange } from '../src/chat/ranges.js';
import { maxAskedPerStream } from '../src/limits.js';
import type { ProtocolTiming } from '../src/protocol-timing.js';
import { maxRangesListed } from '../src/wire/control.js';

/** What a missing number waits for: that it was mere reordering, its turn to be asked for, its repair; or nothing more. */
export type AskingStage = 'reordering' | 'backing-off' | 'waiting' | 'given-up';

/** One missing number. */
export interface Missing {
  readonly stage: AskingStage;
  /** When this stage began, */
  readonly sinceMs: number;
  /** and when it ends. */
  readonly dueMs: number;
  /** How often it has been asked for, by us or by others. */
  readonly asks: number;
  /** How often others have asked in our place since we have. */
  readonly putOffs: number;
  /** When we ourselves asked for it the first time, if nobody has asked since: its repair measures the round trip. */
  readonly askedMs?: number | undefined;
  /** When it was noticed. */
  readonly noticedMs: number;
  /** Whether it does not hold back what came after it any more. */
  readonly isReleased: boolean;
}

/** All that is missing, in ascending order. */
export type AskingPlan = ReadonlyMap<number, Missing>;

export const nothingMissing: AskingPlan = new Map();

/** What is to be done first, and when. */
export interface NextStep {
  readonly stage: Exclude<AskingStage, 'given-up'>;
  readonly dueMs: number;
}

/**
 * So often another's asking counts as ours; then we ask ourselves, so that nobody can keep us from it. More: longer silenced
 * by a liar. Fewer: in a large group, where several repairs in a row are lost at somebody, more ask for the same.
 */
const maxPutOffs = 4;

/** So often the pause before asking again stays the same; then it grows. */
const asksAtFirstPace = 3;

/** The step that is due first; `undefined` when nothing is missing that is worth asking for. */
export function nextStep(plan: AskingPlan): NextStep | undefined {
  let next: NextStep | undefined;
  for (const { stage, dueMs } of plan.values()) {
    if (stage !== 'given-up' && (next === undefined || dueMs < next.dueMs)) next = { stage, dueMs };
  }
  return next;
}

/**
 * The plan for what is missing now: what is new waits for a while, as it may be mere reordering.
 *
 * @param isSought whether a number has been given up before: nothing waits for it any more
 */
export function planFor(
  plan: AskingPlan,
  ranges: Ranges,
  nowMs: number,
  timing: ProtocolTiming,
  isSought: (sequence: number) => boolean = () => false,
): AskingPlan {
  const begun: Missing = {
    stage: 'reordering',
    sinceMs: nowMs,
    dueMs: nowMs + timing.reorderGraceMs,
    asks: 0,
    putOffs: 0,
    noticedMs: nowMs,
    isReleased: false,
  };
  // As old as what holds nothing back: else it would keep later holes from being passed over.
  const sought: Missing = { ...begun, noticedMs: nowMs - timing.holdBackMs, isReleased: true };
  const missing: [number, Missing][] = [];
  const again: [number, Missing][] = [];
  for (const sequence of numbersOf(ranges)) {
    if (missing.length >= maxAskedPerStream) break;
    const planned = plan.get(sequence);
    if (isSought(sequence)) again.push([sequence, planned ?? sought]);
    else missing.push([sequence, planned ?? begun]);
  }
  // What holds others back comes first: what was given up before has time.
  const asked = [...missing, ...again.slice(0, maxAskedPerStream - missing.length)];
  return new Map(asked.toSorted(([left], [right]) => left - right));
}

/** The plan without a number that has been repaired. */
export function planWithout(plan: AskingPlan, sequence: number): AskingPlan {
  if (!plan.has(sequence)) return plan;
  const next = new Map(plan);
  next.delete(sequence);
  return next;
}

/**
 * The plan after another has asked for some of it: that counts as having asked. What waits already waits anew, as a repair
 * is on its way; but no longer than the greatest pause, and not for ever, so that others cannot keep us from asking.
 */
export function askedByAnother(
  plan: AskingPlan,
  ranges: Ranges,
  nowMs: number,
  timing: ProtocolTiming,
): AskingPlan {
  const putOff = (missing: Missing): Missing => {
    if (missing.stage === 'given-up') return missing;
    if (missing.stage !== 'waiting') {
      const putOffs = missing.putOffs + 1;
      return putOffs > maxPutOffs ? missing : { ...waiting(missing, nowMs, timing), putOffs };
    }
    const anewMs = Math.min(nowMs + pauseMs(missing.asks, timing), missing.sinceMs + timing.askAgainMaxMs);
    return { ...missing, askedMs: undefined, dueMs: Math.max(missing.dueMs, anewMs) };
  };
  return changed(plan, putOff, (sequence) => includes(ranges, sequence));
}

/**
 * The plan after a wait has ended, for reordering or for a repair: who has waited long enough backs off, together with
 * whatever else is backing off, so that one datagram asks for all.
 *
 * @param delayMs the back-off that was drawn
 * @returns the plan, and what has been asked for so often that it is given up
 */
export function afterWait(
  plan: AskingPlan,
  nowMs: number,
  delayMs: number,
  timing: ProtocolTiming,
): { plan: AskingPlan; lost: Ranges } {
  const running = [...plan.values()].find(({ stage }) => stage === 'backing-off');
  const dueMs = running?.dueMs ?? nowMs + delayMs;
  const next = changed(plan, (missing) => {
    const isWaiting = missing.stage === 'reordering' || missing.stage === 'waiting';
    if (!isWaiting || missing.dueMs > nowMs) return missing;
    if (missing.asks < timing.maxAsks) return { ...missing, stage: 'backing-off', sinceMs: nowMs, dueMs };
    return { ...missing, stage: 'given-up' };
  });
  const lost = [...next].flatMap(([sequence, missing]) =>
    missing.stage === 'given-up' && missing !== plan.get(sequence) ? [sequence] : [],
  );
  return { plan: next, lost: rangesOf(lost) };
}

/**
 * The plan after the back-off: everything that backs off is asked for, as far as one datagram lists it; the rest backs
 * off once more.
 *
 * @param delayMs the back-off that was drawn for the rest
 */
export function afterBackOff(
  plan: AskingPlan,
  nowMs: number,
  delayMs: number,
  timing: ProtocolTiming,
): { plan: AskingPlan; asked: Ranges } {
  const due = [...plan].flatMap(([sequence, { stage }]) => (stage === 'backing-off' ? [sequence] : []));
  const asked = rangesOf(due).slice(0, maxRangesListed);
  const lastAsked = asked.at(-1)?.[1] ?? 0;
  const askedNow = (missing: Missing): Missing => {
    if (missing.stage !== 'backing-off') return missing;
    const askedMs = missing.asks === 0 ? nowMs : undefined;
    return { ...waiting(missing, nowMs, timing), putOffs: 0, askedMs };
  };
  const askedLater = (missing: Missing): Missing =>
    missing.stage === 'backing-off' ? { ...missing, sinceMs: nowMs, dueMs: nowMs + delayMs } : missing;
  const next = changed(plan, askedNow, (sequence) => sequence <= lastAsked);
  return { plan: changed(next, askedLater, (sequence) => sequence > lastAsked), asked };
}

/** The earliest number that holds back what came after it, and since when; `undefined` when none does. */
export function holdingBack(plan: AskingPlan): { sequence: number; noticedMs: number } | undefined {
  for (const [sequence, { stage, isReleased, noticedMs }] of plan) {
    if (!isReleased && stage !== 'given-up') return { sequence, noticedMs };
  }
  return undefined;
}

/**
 * The plan after a hole has held back others for long enough.
 *
 * @returns the plan, and the number up to which no hole holds back anything any more
 */
export function released(
  plan: AskingPlan,
  nowMs: number,
  timing: ProtocolTiming,
): { plan: AskingPlan; through: number } {
  let through = 0;
  let isHeld = false;
  for (const [sequence, missing] of plan) {
    isHeld ||= missing.stage !== 'given-up' && missing.noticedMs + timing.holdBackMs > nowMs;
    if (isHeld) break;
    through = sequence;
  }
  return { plan: changed(plan, release, (sequence) => sequence <= through), through };
}

function release(missing: Missing): Missing {
  return { ...missing, isReleased: true };
}

/** The number as it is after somebody asked for it. */
function waiting(missing: Missing, nowMs: number, timing: ProtocolTiming): Missing {
  const asks = missing.asks + 1;
  const dueMs = nowMs + pauseMs(asks, timing);
  return { ...missing, stage: 'waiting', asks, sinceMs: nowMs, dueMs, askedMs: undefined };
}

/** The pause after asking for the `asks`-th time, in milliseconds. */
function pauseMs(asks: number, { askAgainMs, askAgainFactor, askAgainMaxMs }: ProtocolTiming): number {
  return Math.min(askAgainMaxMs, askAgainMs * askAgainFactor ** Math.max(0, asks - asksAtFirstPace));
}

/**
 * The plan with some of its numbers changed. What is missing together is noticed, asked for and given up together, and
 * shares one object: it is changed once, and a hole of hundreds costs little more than one of one.
 */
function changed(
  plan: AskingPlan,
  change: (missing: Missing) => Missing,
  isConcerned: (sequence: number) => boolean = () => true,
): AskingPlan {
  const known = new Map<Missing, Missing>();
  const next = new Map<number, Missing>();
  for (const [sequence, missing] of plan) {
    if (!isConcerned(sequence)) {
      next.set(sequence, missing);
      continue;
    }
    const after = known.get(missing) ?? change(missing);
    known.set(missing, after);
    next.set(sequence, after);
  }
  return next;
}

function rangesOf(sequences: readonly number[]): Ranges {
  return sequences.reduce((ranges, sequence) => withRange(ranges, [sequence, sequence]), noRanges);
}
