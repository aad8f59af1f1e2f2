// What of one stream has been given up as lost, and when it is worth asking for once more: somebody who was out of reach may
// hold it. Pure; it is told what time it is, in milliseconds of the actor's own time.
import { noRanges, numbersOf, type Ranges, rangesOf } from '../src/chat/ranges.js';
import { maxBehindPerStream } from '../src/limits.js';
import type { ProtocolTiming } from '../src/protocol-timing.js';

/** One number that was given up. */
interface Loss {
  /** How often it has been asked for once more since then. */
  readonly seeks: number;
  /** Before this it is not asked for again. */
  readonly notBeforeMs: number;
}

/** At most as many as are told apart behind what is expected next; what was lost first is forgotten first. */
export type Losses = ReadonlyMap<number, Loss>;

export const noLosses: Losses = new Map();

const neverSought: Loss = { seeks: 0, notBeforeMs: Number.NEGATIVE_INFINITY };

/** Numbers have been given up, for the first time or once more. */
export function noteLost(losses: Losses, ranges: Ranges, nowMs: number, timing: ProtocolTiming): Losses {
  if (ranges.length === 0) return losses;
  const next = new Map(losses);
  for (const sequence of numbersOf(ranges)) {
    const { seeks } = next.get(sequence) ?? neverSought;
    note(next, sequence, { seeks, notBeforeMs: nowMs + timing.seekAfterMs * timing.seekFactor ** seeks });
  }
  return next;
}

/**
 * Somebody may hold these numbers.
 *
 * @returns which of them are worth asking for once more, and the losses when that is done
 */
export function worthSeeking(
  losses: Losses,
  ranges: Ranges,
  nowMs: number,
  timing: ProtocolTiming,
): { readonly losses: Losses; readonly ranges: Ranges } {
  const isWorth = (sequence: number): boolean => {
    const { seeks, notBeforeMs } = losses.get(sequence) ?? neverSought;
    return seeks < timing.maxSeeks && notBeforeMs <= nowMs;
  };
  // Mostly there are none, and then nothing is copied.
  const worth = [...numbersOf(ranges)].filter(isWorth);
  if (worth.length === 0) return { losses, ranges: noRanges };
  const next = new Map(losses);
  for (const sequence of worth) {
    const { seeks } = next.get(sequence) ?? neverSought;
    note(next, sequence, { seeks: seeks + 1, notBeforeMs: nowMs + timing.seekAfterMs });
  }
  return { losses: next, ranges: rangesOf(worth) };
}

/** The losses without a number that has been repaired. */
export function withoutLoss(losses: Losses, sequence: number): Losses {
  if (!losses.has(sequence)) return losses;
  const next = new Map(losses);
  next.delete(sequence);
  return next;
}

function note(losses: Map<number, Loss>, sequence: number, loss: Loss): void {
  losses.set(sequence, loss);
  const [oldest] = losses.keys();
  if (losses.size > maxBehindPerStream && oldest !== undefined) losses.delete(oldest);
}
