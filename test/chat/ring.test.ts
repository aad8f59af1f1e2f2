import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hash32 } from '../../src/chat/hash32.js';
import { countBetween, emptyRing, type Ring, withMember, withoutMember } from '../../src/chat/ring.js';

const id = fc.nat({ max: 30 }).map(String);
const members = fc.uniqueArray(id);

function ringOf(ids: readonly string[]): Ring {
  return ids.reduce(withMember, emptyRing);
}

/** As one would count by walking. */
function walkBetween(ids: readonly string[], from: string, to: string): number {
  const everybody = [...new Set([...ids, from, to])].toSorted((one, other) => hash32(one) - hash32(other));
  const start = everybody.indexOf(from);
  const turned = [...everybody.slice(start), ...everybody.slice(0, start)];
  return turned.slice(1, turned.indexOf(to)).length;
}

describe('a ring', () => {
  it('is the same in whatever order members come and go', () => {
    fc.assert(
      fc.property(members, fc.nat({ max: 30 }), (ids, count) => {
        const [gone, stay] = [ids.slice(0, count), ids.slice(count)];
        const ring = gone.reduce(withoutMember, ringOf(ids));
        expect(ring).toEqual(ringOf(stay.toReversed()));
      }),
    );
  });

  it('counts who stands between two, whether they are on it or not', () => {
    fc.assert(
      fc.property(members, id, id, (ids, from, to) => {
        fc.pre(from !== to);
        expect(countBetween(ringOf(ids), from, to)).toBe(walkBetween(ids, from, to));
      }),
    );
  });

  it('tells members of one point apart by their ids', () => {
    const [lower, higher] = ['401021bf', '781f49de'];
    expect(hash32(lower)).toBe(hash32(higher));
    expect(ringOf([higher, lower]).map(({ clientId }) => clientId)).toEqual([lower, higher]);
    expect(ringOf([lower, higher])).toEqual(ringOf([higher, lower]));
    expect(countBetween(ringOf(['a', 'b']), lower, higher)).toBe(0);
    expect(countBetween(ringOf(['a', 'b']), higher, lower)).toBe(2);
  });
});
