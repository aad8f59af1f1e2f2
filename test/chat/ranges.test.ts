import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  includes,
  minus,
  noRanges,
  numbersOf as allNumbersOf,
  overlaps,
  type Ranges,
  rangesOf,
  union,
  within,
  withoutRange,
  withRange,
} from '../../src/chat/ranges.js';
import type { Range } from '../../src/wire/control.js';

const highest = 40;
const numbers = Array.from({ length: highest }, (_, index) => index + 1);

const range = fc
  .tuple(fc.integer({ min: 1, max: highest }), fc.nat(8))
  .map(([first, more]): Range => [first, Math.min(highest, first + more)]);

const ranges = fc.array(range, { maxLength: 12 }).map((all) => all.reduce(withRange, noRanges));

function numbersOf(set: Ranges): number[] {
  return numbers.filter((number) => includes(set, number));
}

function isWithin(number: number, [first, last]: Range): boolean {
  return first <= number && number <= last;
}

describe('ranges', () => {
  it('never overlap or touch, and ascend', () => {
    fc.assert(
      fc.property(ranges, range, (set, other) => {
        for (const result of [withRange(set, other), withoutRange(set, other), within(set, other)]) {
          for (const [index, [first, last]] of result.entries()) {
            expect(first).toBeLessThanOrEqual(last);
            expect((result[index - 1]?.[1] ?? -1) + 1).toBeLessThan(first);
          }
        }
      }),
    );
  });

  it.each<[string, (set: Ranges, other: Range) => Ranges, (inSet: boolean, inRange: boolean) => boolean]>([
    ['withRange adds', withRange, (inSet, inRange) => inSet || inRange],
    ['withoutRange takes away', withoutRange, (inSet, inRange) => inSet && !inRange],
    ['within cuts out', within, (inSet, inRange) => inSet && inRange],
  ])('%s', (_, change, isIn) => {
    fc.assert(
      fc.property(ranges, range, (set, other) => {
        const expected = numbers.filter((number) => isIn(includes(set, number), isWithin(number, other)));
        expect(numbersOf(change(set, other))).toEqual(expected);
      }),
    );
  });

  it('union has what is in one or the other', () => {
    fc.assert(
      fc.property(ranges, ranges, (left, right) => {
        const expected = numbers.filter((number) => includes(left, number) || includes(right, number));
        expect(numbersOf(union(left, right))).toEqual(expected);
      }),
    );
  });

  it('are the very same when nothing changes', () => {
    const set: Ranges = [[3, 5]];
    expect(withoutRange(set, [6, 9])).toBe(set);
    expect(within(set, [1, 9])).toBe(set);
  });

  it.each<[string, Range, boolean]>([
    ['below', [1, 2], false],
    ['at the lower end', [1, 3], true],
    ['in the middle', [4, 4], true],
    ['at the upper end', [5, 9], true],
    ['above', [6, 9], false],
    ['around', [1, 9], true],
  ])('overlap with a range %s: %j %s', (_, other, expected) => {
    expect(overlaps([[3, 5]], other)).toBe(expected);
  });

  it('has nothing within an empty range', () => {
    expect(within([[3, 8]], [6, 5])).toEqual([]);
  });
});

describe('what is in one set and not in another', () => {
  it('is that, number by number', () => {
    fc.assert(
      fc.property(ranges, ranges, (one, other) => {
        const wanted = numbersOf(one).filter((number) => !includes(other, number));
        expect(minus(one, other)).toEqual(rangesOf(wanted));
      }),
    );
  });
});

describe('the numbers of a set', () => {
  it('make the set again', () => {
    fc.assert(
      fc.property(ranges, (set) => {
        expect([...allNumbersOf(set)]).toEqual(numbersOf(set));
        expect(rangesOf(allNumbersOf(set))).toEqual(set);
      }),
    );
  });
});
