// How much time has passed, for an actor that must not read a clock: it knows how long its own timers took, and events
// say when they happened. Survives clocks that are set back or forth: no timer is ever thought to be overdue.

export interface OwnTime {
  /** Milliseconds since the actor began. */
  readonly nowMs: number;
  /** What the clock of the events says at that moment, in milliseconds since 1970; `undefined` before the first event. */
  readonly at: number | undefined;
}

export const beginning: OwnTime = { nowMs: 0, at: undefined };

/**
 * The time at which an event happened.
 *
 * @param at when, by the clock of the events, in milliseconds since 1970
 * @param nextTimerMs when the first of the running timers will end, in own time: it has not yet, so it is no later
 */
export function timeOf({ nowMs, at: before }: OwnTime, at: number, nextTimerMs: number | undefined): OwnTime {
  const passedMs = before === undefined ? 0 : Math.max(0, at - before);
  const ahead = nextTimerMs === undefined ? passedMs : Math.max(0, nextTimerMs - nowMs);
  return { nowMs: nowMs + Math.min(passedMs, ahead), at };
}

/** The time at which a timer ended that was to end at `dueMs`, in own time. */
export function timerEnded({ nowMs, at }: OwnTime, dueMs: number): OwnTime {
  const endedMs = Math.max(nowMs, dueMs);
  return { nowMs: endedMs, at: at === undefined ? undefined : at + endedMs - nowMs };
}
