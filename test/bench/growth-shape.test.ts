import { describe, expect, it } from 'vitest';
import { growthShape } from '../../bench/growth-shape.js';

const sizes = [1, 8, 64, 256, 1024];

describe('growthShape', () => {
  const rows = [
    { name: 'the same at each size', cost: () => 60, expected: 'flat' },
    { name: 'a little up and down', cost: (at: number) => (at === 64 ? 90 : 70), expected: 'flat' },
    { name: 'less at the end', cost: (at: number) => 500 / at, expected: 'flat' },
    { name: 'so much more each time', cost: (at: number) => 20 + 30 * Math.log(at), expected: 'logarithmic' },
    { name: 'so much for each', cost: (at: number) => 60 + at, expected: 'linear' },
    { name: 'more than that', cost: (at: number) => 60 + at ** 2, expected: 'linear' },
  ];
  it.each(rows)('$name: $expected', ({ cost, expected }) => {
    expect(growthShape(sizes.map((at) => ({ at, value: cost(at) })))).toBe(expected);
  });
});
