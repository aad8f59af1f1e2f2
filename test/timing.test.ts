import { describe, expect, it } from 'vitest';
import { draw, seededRandom } from '../src/random.js';
import { defaultSessionTiming, retryDelayMs } from '../src/timing.js';

describe('retryDelayMs', () => {
  it.each([
    ['the first wait', 1, 0, 500],
    ['twice as long each time', 3, 0, 2000],
    ['never longer than the longest', 40, 0, 15_000],
    ['jitter only shortens', 1, 0.999_999, 350],
  ])('%s', (_, attempt, random, expected) => {
    expect(retryDelayMs(defaultSessionTiming, attempt, random)).toBe(expected);
  });
});

describe('randomness', () => {
  it('repeats from its seed', () => {
    const [one, other] = [seededRandom(7), seededRandom(7)];
    expect(Array.from({ length: 100 }, one)).toEqual(Array.from({ length: 100 }, other));
  });

  it('fills the interval from 0 to 1 evenly', () => {
    const random = seededRandom(1);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let count = 0; count < 10_000; count += 1) {
      const tenth = Math.floor(random() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    for (const share of tenths) expect(share).toBeGreaterThan(850);
  });

  it('draws without changing the state it was given', () => {
    expect(draw(3)).toEqual(draw(3));
  });
});
