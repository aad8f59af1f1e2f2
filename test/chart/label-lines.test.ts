// Labels: which words stand on them, and where lines are broken.
import { describe, expect, it } from 'vitest';
import type { ChartTransition } from '../../src/chart/chart.js';
import { linesOf, listed, wordsOf } from '../../src/chart/label-lines.js';
import { textWidthPx } from '../../src/chart/text-metrics.js';

const go: ChartTransition = {
  source: 'a',
  targets: ['b'],
  event: 'go',
  upon: 'go',
  guard: undefined,
  actions: [],
  delay: undefined,
  isAlways: false,
  reenter: false,
  description: undefined,
};

const always = { event: '', upon: 'at once', isAlways: true } as const;

describe('wordsOf', () => {
  it.each<{ label: string; of: Partial<ChartTransition> }>([
    { label: 'event:go', of: {} },
    { label: 'event:go guard:[a guard:or guard:b]', of: { guard: 'a or b' } },
    { label: 'event:go keyword:/ action:one, action:two', of: { actions: ['one', 'two'] } },
    { label: 'clock: event:after event:2 event:s', of: { upon: 'after 2 s', delay: 2000 } },
    { label: 'guard:[a]', of: { ...always, guard: 'a' } },
    { label: 'keyword:/ action:one', of: { ...always, actions: ['one'] } },
    { label: 'keyword:at keyword:once', of: always },
  ])('says $label', ({ label, of }) => {
    const words = wordsOf(Object.assign({}, go, of));
    expect(words.map(({ role, text }) => `${role}:${text}`).join(' ')).toBe(label);
  });
});

describe('linesOf', () => {
  it.each<{ what: string; words: ReturnType<typeof listed>; letters: number; lines: readonly string[] }>([
    { what: 'nothing', words: [], letters: 10, lines: [] },
    { what: 'what fits', words: listed('runs', ['one', 'two']), letters: 13, lines: ['runs one, two'] },
    {
      what: 'what does not',
      words: listed('runs', ['one', 'two']),
      letters: 12,
      lines: ['runs one,', 'two'],
    },
    { what: 'a slash', words: listed('entry /', ['activate']), letters: 12, lines: ['entry', '/ activate'] },
    {
      what: 'a long word',
      words: listed('runs', ['abcdefghijkl']),
      letters: 10,
      lines: ['runs', 'abcdefgh', 'ijkl'],
    },
    {
      what: 'what is all foreign',
      words: listed('runs', ['漢字漢字']),
      letters: 10,
      lines: ['runs', '漢字漢', '字'],
    },
  ])('breaks $what', ({ words, letters, lines }) => {
    const widthPx = textWidthPx('m'.repeat(letters));
    const broken = linesOf(words, widthPx);
    expect(broken.map((line) => line.words.map(({ text }) => text).join(' '))).toEqual(lines);
    expect(Math.max(0, ...broken.map((line) => line.widthPx))).toBeLessThanOrEqual(widthPx);
  });
});
