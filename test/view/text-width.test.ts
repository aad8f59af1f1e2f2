import * as fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { cellsOf, padded, textOf, truncate, widthOf } from '../../src/view/text-width.js';

describe('the width of a text', () => {
  it.each([
    ['nothing', '', 0],
    ['ASCII', 'hello', 5],
    ['Latin letters with accents', 'naïve', 5],
    ['a letter and a combining accent', 'e\u0301', 1],
    ['Cyrillic', 'привет', 6],
    ['ideographs', '日本語', 6],
    ['Hangul syllables', '한국어', 6],
    ['the punctuation of ideographs', '「日」、。！', 12],
    ['Hangul from its parts', '\u1112\u1161\u11AB', 2],
    ['halfwidth kana with a voicing mark', 'ｶﾞ', 2],
    ['an emoji', '👍', 2],
    ['an emoji with a skin tone', '👍🏽', 2],
    ['a family joined by ZWJ', '👨‍👩‍👧', 2],
    ['a flag', '🇯🇵', 2],
    ['a keycap', '1️⃣', 2],
    ['Devanagari with a vowel sign', 'कि', 2],
    ['Thai with a tone mark', 'น้ำ', 2],
  ])('%s', (_, text, width) => {
    expect(widthOf(text)).toBe(width);
  });
});

describe('characters whose width is known ahead', () => {
  const ranges = [
    [0xa1, 0x2ff],
    [0x370, 0x58f],
    [0x2010, 0x2027],
    [0x2030, 0x205e],
    [0x2190, 0x2199],
    [0x2200, 0x22ff],
    [0x23ce, 0x23ce],
    [0x2500, 0x25fc],
    [0x2713, 0x2717],
    [0x3001, 0x3029],
    [0x3041, 0x30ff],
    [0xff01, 0xff60],
  ] as const;

  it.each(ranges)('from %i to %i are as wide as string-width has them', (first, last) => {
    const characters = Array.from({ length: last - first + 1 }, (_, at) => String.fromCodePoint(first + at));
    const drawn = characters.filter((character) => /[\p{L}\p{N}\p{P}\p{S}]/u.test(character));
    expect(drawn.map((character) => [character, widthOf(character)])).toEqual(
      drawn.map((character) => [character, stringWidth(character)]),
    );
  });
});

describe('what has no place of its own', () => {
  it.each([
    ['an escape', 'a\x1Bb', 'a\uFFFDb'],
    ['a line break', 'a\nb', 'a\uFFFDb'],
    ['DEL', 'a\x7Fb', 'a\uFFFDb'],
    ['a C1 control', 'a\u009Bb', 'a\uFFFDb'],
    ['half a character', 'a\uD83Db', 'a\uFFFDb'],
    ['a mark without a base', '\u0301a', '\u25CC\u0301a'],
    ['a zero-width space', 'a\u200Bb', 'ab'],
    ['a cluster wider than any letter', `क${'ि'.repeat(40)}`, '\uFFFD'],
  ])('%s is replaced or dropped', (_, text, drawn) => {
    expect(textOf(cellsOf(text))).toBe(drawn);
  });
});

describe('cutting', () => {
  it.each([
    ['leaves what fits', 'hello', 5, 'hello'],
    ['marks what it cuts', 'hello', 4, 'hel…'],
    ['never halves a wide character', '日本語', 4, '日…'],
    ['leaves nothing of nothing', 'hello', 0, ''],
  ])('%s', (_, text, columns, cut) => {
    expect(truncate(text, columns)).toBe(cut);
  });

  it('fills up to the width', () => {
    expect(padded('日本語', 4)).toBe('日… ');
  });
});

it('lets no control character through and measures what it lets through', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const drawn = textOf(cellsOf(text));
      expect(drawn).not.toMatch(/\p{Cc}|\p{Cs}/u);
      expect(cellsOf(text).every(({ width }) => width > 0)).toBe(true);
    }),
  );
});
