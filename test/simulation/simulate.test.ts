// Whole peers in simulated time, a few hundred times: whatever goes wrong, what is promised holds. Each failure names the
// seed and the command that shows it again.
import { describe, expect, it } from 'vitest';
import { defaultSettings, type FaultName, faultNames } from '../../src/simulation/settings.js';
import { simulate } from '../../src/simulation/simulate.js';
import { failureText } from '../../src/simulation/summary.js';

/** Small enough for many, large enough for suppression, late joiners and partitions to matter. */
const small = { ...defaultSettings, peers: 5, seconds: 10 };

const rows: readonly {
  readonly name: string;
  readonly faults: readonly FaultName[];
  readonly seeds: number;
}[] = [
  { name: 'nothing but loss', faults: [], seeds: 30 },
  { name: 'loss that comes in bursts, or for all at once', faults: ['shared', 'bursts'], seeds: 30 },
  { name: 'paths that break', faults: ['one-way', 'partitions'], seeds: 30 },
  { name: 'programs that come and go', faults: ['crashes', 'leavers', 'joiners'], seeds: 30 },
  { name: 'programs that stand still', faults: ['pauses'], seeds: 30 },
  { name: 'clocks that are wrong', faults: ['skew', 'jumps'], seeds: 30 },
  { name: 'the 2012 original among them', faults: ['original', 'joiners'], seeds: 20 },
];

function seedsFrom(first: number, count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => first + index);
}

describe.each(rows)('with $name', ({ faults, seeds }) => {
  it('everybody shows everything once and in order, and nothing grows beyond its bounds', async () => {
    const failures: string[] = [];
    for (const seed of seedsFrom(1, seeds)) {
      const failure = failureText(await simulate({ ...small, faults, seed }));
      if (failure !== undefined) failures.push(failure);
    }
    expect(failures).toEqual([]);
  });
});

describe('somebody who means ill', () => {
  it.each<{ faults: readonly FaultName[] }>([{ faults: ['noise'] }, { faults: ['forger'] }])(
    'ends no session and bursts no bound: $faults',
    async ({ faults }) => {
      const outcome = await simulate({ ...small, seconds: 5, peers: 3, faults, seed: 1 });
      expect(failureText(outcome)).toBeUndefined();
    },
  );
});

describe('a flood of strangers that pushes out what is remembered', () => {
  // Those with clocks that nobody believes have no place of their own in the transcript, by which it would tell them again.
  it.each([2, 4])('makes nobody show anything twice: seed %i', async (seed) => {
    const settings = {
      ...small,
      peers: 2,
      loss: 0.05,
      seconds: 20,
      faults: ['noise', 'joiners'],
      seed,
    } as const;
    expect(failureText(await simulate(settings))).toBeUndefined();
  });
});

describe('a seed', () => {
  it('decides everything', async () => {
    const settings = { ...small, faults: faultNames.filter((name) => name !== 'noise'), seconds: 5 };
    const [one, again, other] = [
      await simulate({ ...settings, seed: 7 }),
      await simulate({ ...settings, seed: 7 }),
      await simulate({ ...settings, seed: 8 }),
    ];
    expect(one.figures.messages).toBeGreaterThan(0);
    expect(again.fingerprint).toBe(one.fingerprint);
    expect(other.fingerprint).not.toBe(one.fingerprint);
  });
});
