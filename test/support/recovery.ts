// How long a talk needs to go on after trouble, from the moment when the system is ready: measured and printed, not
// judged, since a shared machine may be slow for reasons of its own.
import type { Meeting } from './meeting.js';

export interface Recovery {
  /** Until the first line of alice's has reached the others, in milliseconds. */
  readonly speaksMs: number;
  /** Until alice sees a line of somebody else's, in milliseconds. */
  readonly hearsMs: number;
}

/** Call it when the system is ready: resolves when what alice has said is heard, and alice hears. */
export async function recovery(meeting: Meeting): Promise<Recovery> {
  const sinceReady = stopwatch();
  const [speaksMs, hearsMs] = await Promise.all([
    meeting.untilHeard().then(sinceReady),
    meeting.untilAliceHears().then(sinceReady),
  ]);
  return { speaksMs, hearsMs };
}

/** Starts now; what it returns says how many milliseconds ago that was. */
export function stopwatch(): () => number {
  const begun = performance.now();
  return () => Math.round(performance.now() - begun);
}

/** Prints a measurement among the results of the tests. */
export function print(what: string, measured: object): void {
  const figures = Object.entries(measured).map(([name, ms]) => `${name} ${ms}`);
  process.stdout.write(`roaming: ${what}: ${figures.join(', ')}\n`);
}
