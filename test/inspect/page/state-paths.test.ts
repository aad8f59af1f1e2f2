import { describe, expect, it } from 'vitest';
import { pathsOf, valueInWords } from '../../../src/inspect/page/state-paths.js';

interface Row {
  readonly value: unknown;
  readonly paths: readonly string[];
  readonly words: string;
}

const rows: readonly Row[] = [
  { value: undefined, paths: [], words: '' },
  { value: 7, paths: [], words: '' },
  { value: {}, paths: [], words: '' },
  { value: 'idle', paths: ['idle'], words: 'idle' },
  { value: { active: 'connected' }, paths: ['active', 'active.connected'], words: 'active.connected' },
  {
    value: { heard: { announcing: 'said', beating: 'resting' } },
    paths: ['heard', 'heard.announcing', 'heard.announcing.said', 'heard.beating', 'heard.beating.resting'],
    words: 'heard(announcing.said, beating.resting)',
  },
  {
    value: { one: 'a', two: { inner: 'b' } },
    paths: ['one', 'one.a', 'two', 'two.inner', 'two.inner.b'],
    words: 'one.a, two.inner.b',
  },
  { value: { final: {} }, paths: ['final'], words: 'final' },
];

describe('a state value', () => {
  it.each(rows)('$value has the paths $paths', ({ value, paths }) => {
    expect(pathsOf(value)).toEqual(paths);
  });

  it.each(rows)('$value reads "$words"', ({ value, words }) => {
    expect(valueInWords(value)).toBe(words);
  });
});
