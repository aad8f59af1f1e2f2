import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  emptyMap,
  entriesOf,
  longestUnused,
  oldestBeside,
  type PersistentMap,
  valueOf,
  withEntry,
  withLatest,
  withoutEntry,
} from '../../src/chat/persistent-map.js';

const change = fc.record({ key: fc.integer({ min: 0, max: 200 }).map(String), value: fc.option(fc.nat()) });

function isEven(value: number): boolean {
  return value % 2 === 0;
}

describe('a persistent map', () => {
  it('is what a Map would be', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 300 }), (changes) => {
        let map: PersistentMap<number> = emptyMap;
        const model = new Map<string, number>();
        for (const { key, value } of changes) {
          map = value === null ? withoutEntry(map, key) : withEntry(map, key, value);
          if (value === null) model.delete(key);
          else model.set(key, value);
          expect(valueOf(map, key)).toBe(model.get(key));
        }
        expect(new Map(entriesOf(map))).toEqual(model);
        expect(map.size).toBe(model.size);
      }),
    );
  });

  it('leaves earlier versions as they were', () => {
    const before = withEntry(emptyMap, 'a', 1);
    withEntry(before, 'a', 2);
    withoutEntry(before, 'a');
    expect([...entriesOf(before)]).toEqual([['a', 1]]);
  });

  it('is the very same without what it does not have', () => {
    expect(withoutEntry(emptyMap, 'a')).toBe(emptyMap);
  });

  it('knows which of those that are meant has been unused for longest', () => {
    fc.assert(
      fc.property(fc.array(change, { maxLength: 300 }), (changes) => {
        let map: PersistentMap<number> = emptyMap;
        // A Map has its keys in the order in which they were put in.
        const model = new Map<string, number>();
        for (const [at, { key, value }] of changes.entries()) {
          model.delete(key);
          map = value === null ? withoutEntry(map, key) : withLatest(map, key, at);
          if (value !== null) model.set(key, at);
          expect(valueOf(map, key)).toBe(model.get(key));
          const oldest = [...model].find(([, used]) => isEven(used));
          expect(longestUnused(map, isEven, (one, other) => one < other)).toEqual(oldest);
        }
        expect(map.size).toBe(model.size);
      }),
    );
  });

  it('names the oldest key where another would go', () => {
    expect(oldestBeside(withEntry(withEntry(emptyMap, 'a', 1), 'a', 2), 'a')).toBe('a');
    expect(oldestBeside(emptyMap, 'a')).toBeUndefined();
  });
});
