// The hybrid logical clock that stamps each message: wall time where possible, never running backwards, never behind
// what was heard. Pure: the wall clock comes in. (Kulkarni et al., "Logical Physical Clocks", 2014)

import { maxClockCounter } from '../limits.js';

/** `[ms, counter]`: milliseconds since 1970, and a counter that orders what happened within one of them. */
export type ClockStamp = readonly [ms: number, counter: number];

/** A peer's clock pulls ours ahead of our own wall clock by at most this much: one wrong clock must not drag everyone's along. */
export const maxClockLeadMs = 60_000;

export const clockStart: ClockStamp = [0, 0];

/** The stamp of something that happens here, now: later than every stamp before it. */
export function tick([ms, counter]: ClockStamp, nowMs: number): ClockStamp {
  if (nowMs > ms) return [nowMs, 0];
  return counter < maxClockCounter ? [ms, counter + 1] : [ms + 1, 0];
}

/** The clock after hearing a stamp: not behind it, unless it is further ahead than {@link maxClockLeadMs}. */
export function observe(own: ClockStamp, heard: ClockStamp, nowMs: number): ClockStamp {
  const latest = isCredible(heard, nowMs) && compareStamps(heard, own) > 0 ? heard : own;
  return tick(latest, nowMs);
}

/** Whether a stamp is no further ahead of the own wall clock than {@link maxClockLeadMs}. */
export function isCredible(heard: ClockStamp, nowMs: number): boolean {
  return heard[0] <= nowMs + maxClockLeadMs;
}

/** Negative, zero or positive, as `left` is before, at or after `right`. */
export function compareStamps(left: ClockStamp, right: ClockStamp): number {
  return left[0] - right[0] || left[1] - right[1];
}
