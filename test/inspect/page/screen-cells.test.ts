import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellsOf } from '../../../src/inspect/page/screen-cells.js';

describe('a row of the terminal', () => {
  it.each([
    ['', []],
    ['plain', ['plain']],
    ['a你好b', ['a', '[你]', '[好]', 'b']],
    ['─│é', ['─│é']],
    ['👍 ok', ['[👍]', ' ok']],
    ['❤️!', ['[❤️]', '!']],
  ])('%j', (row, pieces) => {
    expect(cellsOf(row).map(({ text, isWide }) => (isWide ? `[${text}]` : text))).toEqual(pieces);
  });

  it('loses nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (row) => {
        expect(
          cellsOf(row)
            .map(({ text }) => text)
            .join(''),
        ).toBe(row);
      }),
    );
  });
});
