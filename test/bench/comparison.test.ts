// Two builds measured in turns.
import { describe, expect, it } from 'vitest';
import type { BuildUnderTest } from '../../bench/build-under-test.js';
import { compare, type Comparison } from '../../bench/comparison.js';
import { comparisonHead, comparisonRows } from '../../bench/comparison-table.js';
import type { Figure, Measurement } from '../../bench/measurement.js';

const time: Figure = { title: 'time', unit: 'ms', better: 'lower', meaning: 'how long' };
const rate: Figure = { title: 'rate', unit: 'a second', better: 'higher', meaning: 'how often' };

function buildCalled(name: string): BuildUnderTest {
  const launch = (): string[] => [name];
  return { name, launch, parts: { command: launch }, [Symbol.dispose]: () => undefined };
}

const [now, other] = [buildCalled('now'), buildCalled('v1')];

/** Nothing of it is touched by the measurements below. */
const bench = Object.create(null) as Comparison['bench'];

/** Tells which of the two it is asked for. */
function measurementOf(take: (build: string) => number): Measurement<'time'> {
  return {
    name: 'example',
    method: 'by asking',
    figures: { time },
    run: async ({ build }) => {
      await Promise.resolve();
      return { time: { backchannel: take(build.launch()[0] ?? '') } };
    },
  };
}

describe('compare', () => {
  it('takes turns, and who is first changes', async () => {
    const order: string[] = [];
    const measurement = measurementOf((build) => order.push(build));
    const told: string[] = [];
    const progress = (text: string): void => void told.push(text);
    const [compared] = await compare({ measurements: [measurement], runs: 2, bench, now, other, progress });
    expect(order).toEqual(['now', 'v1', 'v1', 'now']);
    expect(compared?.runs).toEqual([
      { now: { time: { backchannel: 1 } }, other: { time: { backchannel: 2 } } },
      { now: { time: { backchannel: 4 } }, other: { time: { backchannel: 3 } } },
    ]);
    expect(told[2]).toBe('run 2 of 2: example, v1');
  });

  it('goes on without what a build cannot be asked, and says so once', async () => {
    const measurement = measurementOf((build) => {
      if (build === 'v1') throw new Error('no such option');
      return 1;
    });
    const measurements = [measurement, measurementOf(() => 1)];
    const [asked, askable] = await compare({
      measurements,
      runs: 2,
      bench,
      now,
      other,
      progress: () => undefined,
    });
    expect(asked?.runs).toEqual([]);
    expect([...(asked?.troubles ?? [])]).toEqual(['v1: no such option']);
    expect(askable?.runs).toHaveLength(2);
  });
});

/** The row of a figure that was measured in these pairs. */
function rowOf(figure: Figure, pairs: readonly (readonly [now: number, other: number])[]) {
  const runs = pairs.map(([first, second]) => ({
    now: { figure: { backchannel: first } },
    other: { figure: { backchannel: second } },
  }));
  const measurement = { name: 'example', method: 'by looking', figures: { figure }, run: unasked };
  return comparisonRows({ measurement, runs, troubles: new Set() })[0];
}

async function unasked(): Promise<never> {
  return await Promise.reject(new Error('not run here'));
}

/** The same pair five times. */
function five(first: number, second: number): readonly (readonly [number, number])[] {
  return Array.from({ length: 5 }, () => [first, second] as const);
}

describe('comparisonRows', () => {
  const rows = [
    { name: 'less time', figure: time, pairs: five(1, 2), expected: ['1', '2', '0.5', 'better'] },
    { name: 'more time', figure: time, pairs: five(2, 1), expected: ['2', '1', '2', 'worse'] },
    { name: 'a higher rate', figure: rate, pairs: five(2, 1), expected: ['2', '1', '2', 'better'] },
    {
      name: 'runs that disagree, with their spread',
      figure: time,
      pairs: [...five(1, 2), [3, 2] as const],
      expected: ['1 (1–3)', '2', '0.5 (0.5–1.5)', ''],
    },
    {
      name: 'too few runs to mean anything',
      figure: time,
      pairs: [[1, 2] as const],
      expected: ['1', '2', '0.5', ''],
    },
    { name: 'nothing measured', figure: time, pairs: [], expected: ['–', '–', '–', ''] },
  ];
  it.each(rows)('shows $name', ({ figure, pairs, expected }) => {
    expect(rowOf(figure, pairs)).toEqual([figure.title, figure.unit, ...expected]);
    expect(comparisonHead('v1')).toHaveLength(expected.length + 2);
  });
});
