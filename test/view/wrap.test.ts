import * as fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { cellsOf, maxCellColumns, textOf, widthOf } from '../../src/view/text-width.js';
import { plain, span } from '../../src/view/frame.js';
import { graphemesOf } from '../../src/text/graphemes.js';
import { wrap, wrapSpans } from '../../src/view/wrap.js';

/** What is to be seen of a text, without spaces. */
function visible(text: string): string {
  return textOf(cellsOf(text)).replaceAll(' ', '');
}

describe('wrapping', () => {
  it.each<[name: string, text: string, first: number, rest: number, rows: readonly string[]]>([
    ['leaves what fits', 'one two', 7, 7, ['one two']],
    ['breaks at spaces and drops them', 'one two three', 7, 7, ['one two', 'three']],
    ['drops spaces however many', 'one     two', 5, 5, ['one', 'two']],
    ['keeps spaces at the start', '  one two', 5, 5, ['  one', 'two']],
    ['keeps spaces inside a row', 'one  two three', 8, 8, ['one  two', 'three']],
    ['has other widths after the first row', 'one two three', 3, 9, ['one', 'two three']],
    ['begins below when the first row is too narrow', 'three', 2, 5, ['', 'three']],
    ['begins a row at each newline', 'one\n\ntwo', 9, 9, ['one', '', 'two']],
    ['makes a row of nothing', '', 9, 9, ['']],
    ['breaks a long word at the edge', 'abcdefghij', 4, 4, ['abcd', 'efgh', 'ij']],
    ['gives a long word a row of its own', 'see abcdefghij', 6, 6, ['see', 'abcdef', 'ghij']],
    [
      'breaks an address after a slash near the edge',
      'https://example.com/one/two/three/four',
      30,
      30,
      ['https://example.com/one/two/', 'three/four'],
    ],
    [
      'does not break an address that fits a row of its own',
      'see https://example.com/one/two',
      27,
      27,
      ['see', 'https://example.com/one/two'],
    ],
    [
      'breaks an address before the next part of it',
      'https://example.com/?one=1&two=2&three=3',
      30,
      30,
      ['https://example.com/?one=1&', 'two=2&three=3'],
    ],
    [
      'breaks an address rather at a slash than at a dot nearer to the edge',
      'https://example.com/some.long.name',
      28,
      28,
      ['https://example.com/', 'some.long.name'],
    ],
    [
      'breaks a part that is too long where it can',
      'https://example.com/some-very-long-name-of-a-page',
      28,
      28,
      ['https://example.com/', 'some-very-long-name-of-a-', 'page'],
    ],
    ['breaks between ideographs', '日本語のテキスト', 7, 7, ['日本語', 'のテキ', 'スト']],
    ['breaks between a word and an ideograph', 'abc日本', 5, 5, ['abc日', '本']],
    ['replaces what no row can hold', '日本', 1, 1, ['\uFFFD', '\uFFFD']],
    ['survives rows of no width', 'ab', 0, -3, ['a', 'b']],
  ])('%s', (_, text, first, rest, rows) => {
    expect(wrap(text, { first, rest })).toStrictEqual(rows);
  });

  it.each([
    ['of one letter', 'x'.repeat(200_000)],
    ['of one ideograph', '日'.repeat(200_000)],
    ['of nothing', '\n'.repeat(200_000)],
  ])('ends for very many rows %s', (_, text) => {
    expect(wrap(text, { first: 2, rest: 2 }).length).toBeGreaterThanOrEqual(100_000);
  });

  it('does not have ideographs segmented, which takes long', () => {
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    expect(wrap('日本語、한국어。'.repeat(100), { first: 40, rest: 40 })).toHaveLength(40);
    expect(segment).not.toHaveBeenCalled();
    segment.mockRestore();
  });

  const texts = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 200 }),
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.string({ unit: fc.constantFrom('a', 'b', ' ', '\n', '/', '日', '👍', '\u0301'), maxLength: 200 }),
  );

  it('never makes a row too wide', () => {
    fc.assert(
      fc.property(
        texts,
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 40 }),
        (text, first, rest) => {
          wrap(text, { first, rest }).forEach((row, index) => {
            expect(widthOf(row)).toBeLessThanOrEqual(index === 0 ? first : rest);
          });
        },
      ),
    );
  });

  it('breaks text of several styles where it breaks plain text', () => {
    const bold = { bold: true };
    fc.assert(
      fc.property(texts, fc.integer({ min: 4, max: 40 }), fc.nat(), (text, columns, cut) => {
        const graphemes = [...graphemesOf(text)];
        const at = graphemes.length === 0 ? 0 : cut % graphemes.length;
        const spans = [
          span(graphemes.slice(0, at).join(''), plain),
          span(graphemes.slice(at).join(''), bold),
        ];
        const widths = { first: columns, rest: columns };
        const rows = wrapSpans(spans, widths).map((line) => line.map((each) => each.text).join(''));
        expect(rows.map((row) => row.trimEnd())).toStrictEqual(
          wrap(text, widths).map((row) => row.trimEnd()),
        );
      }),
    );
  });

  it('loses nothing but spaces', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: maxCellColumns, max: 40 }), (text, columns) => {
        const rows = wrap(text, { first: columns, rest: columns });
        expect(rows.map(visible).join('')).toBe(text.split('\n').map(visible).join(''));
      }),
    );
  });
});
