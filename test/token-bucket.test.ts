import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fullBucket, type TokenBucket, take } from '../src/token-bucket.js';

const rate = { rate: 1000, burst: 100 };

describe('take', () => {
  it.each([
    { name: 'all of a full bucket', bucket: { tokens: 100, at: 0 }, amount: 100, at: 0, left: 0, ok: true },
    {
      name: 'more than it ever holds',
      bucket: { tokens: 100, at: 0 },
      amount: 101,
      at: 9e9,
      left: 100,
      ok: false,
    },
    { name: 'nothing', bucket: { tokens: 0, at: 0 }, amount: 0, at: 0, left: 0, ok: true },
    { name: 'what is not there yet', bucket: { tokens: 0, at: 0 }, amount: 10, at: 9, left: 9, ok: false },
    { name: 'what has just come', bucket: { tokens: 0, at: 0 }, amount: 10, at: 10, left: 0, ok: true },
    { name: 'after a long time', bucket: { tokens: 0, at: 0 }, amount: 1, at: 1e12, left: 99, ok: true },
    {
      name: 'after the clock was put back',
      bucket: { tokens: 5, at: 1e6 },
      amount: 6,
      at: 0,
      left: 5,
      ok: false,
    },
  ])('$name: $ok', ({ bucket, amount, at, left, ok }) => {
    expect(take(bucket, amount, at, rate)).toEqual({ bucket: { tokens: left, at }, ok });
  });

  it('begins full', () => {
    expect(take(fullBucket(7, rate), rate.burst, 7, rate).ok).toBe(true);
  });

  it('never gives more than the burst and what comes in the time', () => {
    const step = fc.record({ amount: fc.nat(150), elapsedMs: fc.nat(200) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        let bucket: TokenBucket = fullBucket(0, rate);
        let given = 0;
        let at = 0;
        for (const { amount, elapsedMs } of steps) {
          at += elapsedMs;
          const taken = take(bucket, amount, at, rate);
          bucket = taken.bucket;
          given += taken.ok ? amount : 0;
          expect(bucket.tokens).toBeGreaterThanOrEqual(0);
        }
        expect(given).toBeLessThanOrEqual(rate.burst + (at / 1000) * rate.rate + 1e-6);
      }),
    );
  });
});
