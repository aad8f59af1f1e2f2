import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  between,
  dropBelow,
  dropOldest,
  emptySequenceMap,
  get,
  highest,
  lowest,
  type SequenceMap,
  set,
} from '../../src/chat/sequence-map.js';

const sequences = fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 80 });

function filled(numbers: readonly number[]): SequenceMap<string> {
  return numbers.reduce<SequenceMap<string>>(
    (map, number, index) => set(map, number, `${number} ${index}`),
    emptySequenceMap,
  );
}

function model(numbers: readonly number[]): [number, string][] {
  const map = new Map(numbers.map((number, index) => [number, `${number} ${index}`]));
  return [...map].toSorted(([left], [right]) => left - right);
}

function all(map: SequenceMap<string>) {
  return between(map, 0, Number.MAX_SAFE_INTEGER);
}

describe('a sequence map', () => {
  it('has what was set last, in the order of numbers', () => {
    fc.assert(
      fc.property(sequences, (numbers) => {
        const map = filled(numbers);
        const expected = model(numbers);
        expect(all(map)).toEqual(expected);
        expect(map.size).toBe(expected.length);
        expect([lowest(map), highest(map)]).toEqual([expected[0]?.[0], expected.at(-1)?.[0]]);
        for (const [number, item] of expected) expect(get(map, number)).toBe(item);
        expect(get(map, 301)).toBeUndefined();
      }),
    );
  });

  it('gives what belongs to a range', () => {
    fc.assert(
      fc.property(sequences, fc.nat(300), fc.nat(300), (numbers, first, last) => {
        const expected = model(numbers).filter(([number]) => first <= number && number <= last);
        expect(between(filled(numbers), first, last)).toEqual(expected);
      }),
    );
  });

  it('drops what is below a number', () => {
    fc.assert(
      fc.property(sequences, fc.nat(301), (numbers, below) => {
        const map = dropBelow(filled(numbers), below);
        const expected = model(numbers).filter(([number]) => number >= below);
        expect(all(map)).toEqual(expected);
        expect(map.size).toBe(expected.length);
      }),
    );
  });

  it('drops the oldest and says what they were', () => {
    fc.assert(
      fc.property(sequences, (numbers) => {
        const { map, dropped } = dropOldest(filled(numbers));
        const items = model(numbers).map(([, item]) => item);
        expect([...dropped, ...all(map).map(([, item]) => item)]).toEqual(items);
        expect(map.size).toBe(items.length - dropped.length);
      }),
    );
  });

  it('leaves earlier versions as they were', () => {
    const before = filled([1, 2]);
    set(before, 1, 'other');
    dropBelow(before, 2);
    expect(all(before)).toEqual(model([1, 2]));
  });
});
