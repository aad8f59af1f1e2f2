import { describe, expect, it } from 'vitest';
import { numberOption } from '../../scripts/number-option.js';

describe('numberOption', () => {
  it.each([
    ['nothing', undefined, 7],
    ['a number', '2.5', 2.5],
    ['the least', '0', 0],
    ['the most', '100', 100],
  ])('takes %s', (_, word, expected) => {
    expect(numberOption(word, '--loss', { usual: 7, most: 100 })).toBe(expected);
  });

  it.each([
    ['no number', 'abc', {}, '--peers "abc" is no number of at least 0'],
    ['blank', ' ', {}, '--peers " " is no number of at least 0'],
    ['too few', '1', { least: 2 }, '--peers "1" is no number of at least 2'],
    ['too many', '9', { most: 8 }, '--peers "9" is no number from 0 to 8'],
    ['a part of one', '1.5', { isWhole: true }, '--peers "1.5" is no whole number of at least 0'],
    ['what is not finite', 'Infinity', {}, '--peers "Infinity" is no number of at least 0'],
  ])('refuses %s', (_, word, bounds, sentence) => {
    expect(() => numberOption(word, '--peers', { usual: 7, ...bounds })).toThrow(sentence);
  });
});
