import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costRatio, median, percentile, summarise } from '../../bench/statistics.js';

describe('percentile, by nearest rank', () => {
  const upToFive = [5, 3, 1, 4, 2];
  const rows = [
    { name: 'the least', values: upToFive, share: 0, expected: 1 },
    { name: 'a fifth is the first of five', values: upToFive, share: 0.2, expected: 1 },
    { name: 'a little more is the second', values: upToFive, share: 0.21, expected: 2 },
    { name: 'p50', values: upToFive, share: 0.5, expected: 3 },
    { name: 'p99 of few is the most', values: upToFive, share: 0.99, expected: 5 },
    {
      name: 'p99 of 200',
      values: Array.from({ length: 200 }, (_, index) => index + 1),
      share: 0.99,
      expected: 198,
    },
    { name: 'one value', values: [7], share: 0.5, expected: 7 },
    { name: 'sorted by value, not as text', values: [10, 9], share: 0.5, expected: 9 },
  ];
  it.each(rows)('$name', ({ values, share, expected }) => {
    expect(percentile(values, share)).toBe(expected);
  });

  it('of nothing is refused', () => {
    expect(() => percentile([], 0.5)).toThrow(RangeError);
  });
});

describe('median', () => {
  const rows = [
    { name: 'of an odd number: the middle one', values: [9, 1, 5], expected: 5 },
    { name: 'of an even number: half-way', values: [4, 1, 3, 2], expected: 2.5 },
    { name: 'of one', values: [7], expected: 7 },
    { name: 'of two', values: [1, 2], expected: 1.5 },
  ];
  it.each(rows)('$name', ({ values, expected }) => {
    expect(median(values)).toBe(expected);
  });
});

describe('summarise', () => {
  it('orders least, median and most, whatever the order of the runs', () => {
    const finite = fc.double({ noNaN: true, min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), (values) => {
        const { min, median: middle, max } = summarise(values);
        expect(min).toBe(values.reduce((one, other) => Math.min(one, other)));
        expect(max).toBe(values.reduce((one, other) => Math.max(one, other)));
        expect(min <= middle && middle <= max).toBe(true);
        expect(summarise(values.toReversed())).toEqual({ min, median: middle, max });
      }),
    );
  });
});

describe('costRatio', () => {
  const rows = [
    { name: 'twice the time', backchannel: 20, bare: 10, better: 'lower', expected: 2 },
    { name: 'half the rate', backchannel: 50, bare: 100, better: 'higher', expected: 2 },
    { name: 'cheaper than bare', backchannel: 5, bare: 10, better: 'lower', expected: 0.5 },
  ] as const;
  it.each(rows)('$name costs $expected times as much', ({ backchannel, bare, better, expected }) => {
    expect(costRatio({ backchannel, bare }, better)).toBe(expected);
  });
});
