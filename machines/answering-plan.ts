// Which of the numbers that others miss we shall repeat, and when; and which were repeated a moment ago, by us or by
// another. Pure: times are milliseconds of the actor's own time.
import { maxAnsweredPerStream } from '../src/limits.js';

export interface AnsweringPlan {
  /** When each wanted number is to be repeated. */
  readonly due: ReadonlyMap<number, number>;
  /** Until when each number that was repeated is not repeated again; the one repeated first comes first. */
  readonly quiet: ReadonlyMap<number, number>;
}

export const nothingWanted: AnsweringPlan = { due: new Map(), quiet: new Map() };

/** When the first answer is due; `undefined` when none is. */
export function nextAnswer({ due }: AnsweringPlan): number | undefined {
  return due.size === 0 ? undefined : Math.min(...due.values());
}

/**
 * The plan after another has asked for these: what is due already stays so, what was repeated just now is not repeated.
 *
 * @param dueMs when to repeat them, unless another does before
 */
export function wantedByAnother(
  { due, quiet }: AnsweringPlan,
  sequences: readonly number[],
  nowMs: number,
  dueMs: number,
): AnsweringPlan {
  const next = new Map(due);
  for (const sequence of sequences) {
    if (next.size >= maxAnsweredPerStream) break;
    const quietUntilMs = quiet.get(sequence) ?? nowMs;
    if (quietUntilMs <= nowMs && !next.has(sequence)) next.set(sequence, dueMs);
  }
  return { due: next, quiet };
}

/** The plan after one number was repeated by another: nobody needs ours. */
export function repairedByAnother(
  { due, quiet }: AnsweringPlan,
  sequence: number,
  nowMs: number,
  pauseMs: number,
): AnsweringPlan {
  const next = new Map(due);
  next.delete(sequence);
  return { due: next, quiet: quietened(quiet, [sequence], nowMs, pauseMs) };
}

/** The plan after the wait, and the numbers to repeat now. */
export function answered(
  { due, quiet }: AnsweringPlan,
  nowMs: number,
  pauseMs: number,
): { plan: AnsweringPlan; sequences: number[] } {
  const sequences = [...due].flatMap(([sequence, dueMs]) => (dueMs <= nowMs ? [sequence] : []));
  const rest = new Map([...due].filter(([, dueMs]) => dueMs > nowMs));
  return { plan: { due: rest, quiet: quietened(quiet, sequences, nowMs, pauseMs) }, sequences };
}

/** Notes these as just repeated and forgets whose pause is over; beyond the bound the one repeated first goes. */
function quietened(
  quiet: ReadonlyMap<number, number>,
  sequences: readonly number[],
  nowMs: number,
  pauseMs: number,
): ReadonlyMap<number, number> {
  const still = [...quiet].filter(([sequence, untilMs]) => untilMs > nowMs && !sequences.includes(sequence));
  const fresh = sequences.map((sequence) => [sequence, nowMs + pauseMs] as const);
  return new Map([...still, ...fresh].slice(-maxAnsweredPerStream));
}
