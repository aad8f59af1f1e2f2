// Time without a clock.
import { describe, expect, it } from 'vitest';
import { beginning, timeOf, timerEnded } from '../../machines/own-time.js';

const at = 1_700_000_000_000;
const begun = timeOf(beginning, at, undefined);

describe('timeOf', () => {
  it.each([
    { what: 'the first event tells what time it is', time: beginning, to: at, nowMs: 0 },
    { what: 'a later event moves time on', time: begun, to: at + 70, nowMs: 70 },
    { what: 'no timer has ended that has not been heard of', time: begun, to: at + 70, timer: 50, nowMs: 50 },
    {
      what: 'a timer is overdue: time waits for it',
      time: { nowMs: 60, at },
      to: at + 9,
      timer: 50,
      nowMs: 60,
    },
    { what: 'a clock that was set back stands still', time: begun, to: at - 3_600_000, timer: 50, nowMs: 0 },
    {
      what: 'a clock that was set forth ends no timer',
      time: begun,
      to: at + 3_600_000,
      timer: 50,
      nowMs: 50,
    },
  ])('$what', ({ time, to, timer, nowMs }) => {
    expect(timeOf(time, to, timer)).toEqual({ nowMs, at: to });
  });

  it('goes on from where a changed clock is now', () => {
    const setBack = timeOf(begun, at - 3_600_000, undefined);
    expect(timeOf(setBack, at - 3_600_000 + 5, undefined).nowMs).toBe(5);
  });
});

describe('timerEnded', () => {
  it.each([
    { what: 'moves time to the end of the timer', time: begun, dueMs: 40, ended: { nowMs: 40, at: at + 40 } },
    { what: 'never moves it back', time: { nowMs: 90, at }, dueMs: 40, ended: { nowMs: 90, at } },
    {
      what: 'knows no clock before the first event',
      time: beginning,
      dueMs: 1,
      ended: { nowMs: 1, at: undefined },
    },
  ])('$what', ({ time, dueMs, ended }) => {
    expect(timerEnded(time, dueMs)).toEqual(ended);
  });
});
