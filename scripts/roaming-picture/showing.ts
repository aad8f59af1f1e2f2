// The recorded moments on the time line of an animation: what took milliseconds is held long enough to be seen, and long
// waits are cut.
import type { Moment } from './read-session.js';

/** Less than this nobody could read; */
const shortestS = 0.8;
/** and of more there is nothing to see. */
const longestS = 1.6;
/** The last state stays until it all begins anew. */
const lastS = 1.6;

/** When something begins and ends to be shown, in percent of the animation. */
export interface Span {
  readonly fromPercent: number;
  readonly untilPercent: number;
}

export interface Showing {
  /** How long the animation takes, in seconds. */
  readonly lengthS: number;
  readonly moments: readonly (Moment & Span)[];
}

/** Gives each moment its span; none of them is left out. */
export function showingOf(moments: readonly Moment[]): Showing {
  const durations = moments.map(({ atMs }, index) => {
    const next = moments[index + 1];
    if (next === undefined) return lastS;
    return Math.min(longestS, Math.max(shortestS, (next.atMs - atMs) / 1000));
  });
  const lengthS = sum(durations);
  return {
    lengthS,
    moments: moments.map((moment, index) => ({
      ...moment,
      fromPercent: (sum(durations.slice(0, index)) / lengthS) * 100,
      untilPercent: (sum(durations.slice(0, index + 1)) / lengthS) * 100,
    })),
  };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
