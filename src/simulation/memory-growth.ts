// Whether memory is flat: told from looks at it in a long talk. Pure.
import { maxTranscriptEntries } from '../limits.js';
import type { SoakPoint } from './soak.js';

/** From then on everything that is kept is as full as it gets: the transcript, which takes longest, and a margin. */
const fullAfterLines = 1.2 * maxTranscriptEntries;

/** What is compared: so much of the looks at the beginning, and at the end. */
const comparedShare = 1 / 4;

/** More than that is no longer flat: what the collector leaves lying differs by less from look to look. */
export const flatGrowth = 0.02;

/**
 * By how much memory has grown since everything was full, as a share of what it was then: 0.05 is 5 %. The median of the
 * last quarter of the looks against the median of the first one.
 *
 * @returns `undefined` if fewer than four looks came after that
 */
export function memoryGrowth(points: readonly SoakPoint[]): number | undefined {
  const full = points.filter(({ said }) => said >= fullAfterLines).map(({ bytes }) => bytes);
  const compared = Math.floor(full.length * comparedShare);
  if (compared === 0) return undefined;
  return middle(full.slice(-compared)) / middle(full.slice(0, compared)) - 1;
}

function middle(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? Number.NaN;
}
