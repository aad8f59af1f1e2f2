import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRecord, sharingWith } from '../../../src/inspect/page/shared-structure.js';

function copyOf(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}

describe('a value that shares with another', () => {
  it('is equal to what it was made of, whatever it may share with', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (previous, next) => {
        const told = copyOf(next);
        expect(sharingWith(copyOf(previous), told).value).toEqual(copyOf(told));
      }),
    );
  });

  it('is the other one itself if they are equal, and weighs nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const previous = copyOf(value);
        expect(sharingWith(previous, copyOf(value))).toEqual({ value: previous, weight: 0 });
        expect(sharingWith(previous, copyOf(value)).value).toBe(previous);
      }),
    );
  });

  it('shares the parts that are the same, and weighs what is not', () => {
    const previous = { same: { deep: [1, 2] }, other: { a: 1, b: 'x' } };
    const { value, weight } = sharingWith(previous, { same: { deep: [1, 2] }, other: { a: 2, b: 'x' } });
    expect(value.same).toBe(previous.same);
    expect(value.other).not.toBe(previous.other);
    // The object, the one inside it, and the number.
    expect(weight).toBe(3);
  });

  it('lets a member be called as something that all objects have', () => {
    const told: unknown = JSON.parse('{"__proto__": {"polluted": true}, "toString": 1}');
    const { value } = sharingWith({ a: 1 }, told);
    expect(JSON.stringify(value)).toBe(JSON.stringify(told));
    expect({}).not.toHaveProperty('polluted');
  });

  it('takes values that are nested too deeply as they are', () => {
    const depth = 5000;
    const deep = (): unknown => JSON.parse('['.repeat(depth) + ']'.repeat(depth));
    expect(sharingWith(deep(), deep()).weight).toBeGreaterThan(depth - 100);
  });
});

describe('isRecord', () => {
  it.each<[unknown, boolean]>([
    [{}, true],
    [[], false],
    [null, false],
    ['text', false],
  ])('%j: %j', (value, expected) => {
    expect(isRecord(value)).toBe(expected);
  });
});
