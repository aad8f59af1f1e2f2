import { describe, expect, it } from 'vitest';
import { figureRow, figuresOf, textTable } from '../../bench/figures-table.js';
import type { Measurement } from '../../bench/measurement.js';

const time = { title: 'time', unit: 'ms', better: 'lower', meaning: 'how long' } as const;
const rate = { title: 'rate', unit: 'a second', better: 'higher', meaning: 'how often' } as const;

describe('figureRow', () => {
  const rows = [
    {
      name: 'medians with their ranges, and the ratio run by run',
      figure: time,
      samples: [
        { backchannel: 20, bare: 10 },
        { backchannel: 90, bare: 30 },
        { backchannel: 24, bare: 6 },
      ],
      expected: ['time', 'ms', '24 (20–90)', '10 (6–30)', '× 3 (2–4)'],
    },
    {
      name: 'a ratio above 1 for a rate below the bare one',
      figure: rate,
      samples: [{ backchannel: 25_000, bare: 100_000 }],
      expected: ['rate', 'a second', '25,000', '100,000', '× 4'],
    },
    {
      name: 'three digits, and no range where runs agree in them',
      figure: time,
      samples: [
        { backchannel: 1234.5, bare: 0.123_45 },
        { backchannel: 1234.6, bare: 0.123_46 },
      ],
      expected: ['time', 'ms', '1,230', '0.123', '× 10,000'],
    },
  ];
  it.each(rows)('shows $name', ({ figure, samples, expected }) => {
    expect(figureRow({ figure, samples })).toEqual(expected);
  });
});

describe('figuresOf', () => {
  it('collects the samples of each figure over the runs', () => {
    const measurement: Measurement<'time' | 'rate'> = {
      name: 'example',
      method: 'by looking',
      figures: { time, rate },
      run: async () => await Promise.reject(new Error('not run here')),
    };
    const [first, second] = [
      { backchannel: 1, bare: 2 },
      { backchannel: 3, bare: 4 },
    ] as const;
    const runs = [
      { time: first, rate: second },
      { time: second, rate: first },
    ];
    expect(figuresOf([{ measurement, runs }])).toEqual([
      { figure: time, samples: [first, second] },
      { figure: rate, samples: [second, first] },
    ]);
  });
});

describe('textTable', () => {
  it('aligns the columns and leaves no space at the end', () => {
    expect(textTable(['a', 'second', 'b'], [['longer', 'x', 'y']])).toBe(
      'a       second  b\nlonger  x       y',
    );
  });
});
