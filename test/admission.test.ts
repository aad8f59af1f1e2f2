import { describe, expect, it } from 'vitest';
import { admission } from '../src/admission.js';
import { admittedBurst, admittedPerSecond } from '../src/limits.js';

/** How many of so many datagrams are read that come evenly in some seconds. */
function admittedOf(door: ReturnType<typeof admission>, perSecond: number, seconds: number): number {
  const times = Array.from({ length: perSecond * seconds }, (_, at) => (at * 1000) / perSecond);
  return times.filter((at) => door.admits('10.0.0.1', at)).length;
}

describe('admission', () => {
  it('reads all that a busy computer sends', () => {
    const door = admission();
    expect(admittedOf(door, 2000, 10)).toBe(20_000);
    expect(door.refused).toBe(0);
  });

  it('reads of a flood what is allowed, and counts the rest', () => {
    const door = admission();
    const admitted = admittedOf(door, 50_000, 2);
    expect(admitted).toBeGreaterThan(admittedBurst + admittedPerSecond);
    expect(admitted).toBeLessThanOrEqual(admittedBurst + 2 * admittedPerSecond);
    expect(door.refused).toBe(100_000 - admitted);
  });

  it('reads others all the same', () => {
    const door = admission({ perSecond: 1, burst: 1, maxSources: 2 });
    expect(['a', 'a', 'b', 'a', 'b'].map((address) => door.admits(address, 0))).toEqual([
      true,
      false,
      true,
      false,
      false,
    ]);
  });

  it('forgets whoever was silent longest, and remembers whoever was not', () => {
    const door = admission({ perSecond: 1, burst: 1, maxSources: 2 });
    const seen = ['a', 'b', 'a', 'c', 'a', 'b'].map((address) => door.admits(address, 0));
    // When `c` came, `b` went; when it came back, it began anew.
    expect(seen).toEqual([true, true, false, true, false, true]);
  });
});
