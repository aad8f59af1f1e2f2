import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ClockStamp,
  compareStamps,
  maxClockLeadMs,
  observe,
  tick,
} from '../../src/chat/hybrid-clock.js';
import { maxClockCounter } from '../../src/limits.js';

const now = 1_700_000_000_000;

describe('tick', () => {
  it.each<[string, ClockStamp, ClockStamp]>([
    ['follows the wall clock', [now - 5, 3], [now, 0]],
    ['counts within a millisecond', [now, 3], [now, 4]],
    ['does not go back with the wall clock', [now + 9, 0], [now + 9, 1]],
    ['goes on to the next millisecond when the counter is used up', [now, maxClockCounter], [now + 1, 0]],
  ])('%s', (_, before, after) => {
    expect(tick(before, now)).toEqual(after);
  });
});

describe('observe', () => {
  it.each<[string, ClockStamp, ClockStamp, ClockStamp]>([
    ['goes on from a peer that is ahead', [now, 0], [now + 50, 2], [now + 50, 3]],
    ['does not wait for a peer that is behind', [now, 7], [now - 50, 2], [now, 8]],
    ['follows a peer as far as is credible', [now, 0], [now + maxClockLeadMs, 0], [now + maxClockLeadMs, 1]],
    ['does not follow a peer further', [now, 0], [now + maxClockLeadMs + 1, 0], [now, 1]],
  ])('%s', (_, own, heard, after) => {
    expect(observe(own, heard, now)).toEqual(after);
  });
});

const stamp = fc.tuple(
  fc.nat(now * 2),
  fc.oneof(fc.nat(100), fc.integer({ min: maxClockCounter - 2, max: maxClockCounter })),
);

it('is later than every stamp before it, whatever the wall clock does', () => {
  fc.assert(
    fc.property(stamp, stamp, fc.nat(now * 2), (own, heard, wall) => {
      expect(compareStamps(tick(own, wall), own)).toBeGreaterThan(0);
      expect(compareStamps(observe(own, heard, wall), own)).toBeGreaterThan(0);
      expect(observe(own, heard, wall)[0]).toBeLessThanOrEqual(Math.max(own[0], wall + maxClockLeadMs) + 1);
      expect(observe(own, heard, wall)[1]).toBeLessThanOrEqual(maxClockCounter);
    }),
  );
});
