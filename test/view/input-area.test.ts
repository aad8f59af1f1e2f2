import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EditorState } from '../../src/view/line-editor.js';
import { inputArea } from '../../src/view/input-area.js';
import { widthOf } from '../../src/view/text-width.js';
import { textOfRows } from './view-models.js';

const al = { handle: 'al', tag: '' };

/** Reads `one| two`: the bar is the cursor. */
function line(barred: string): Pick<EditorState, 'graphemes' | 'cursor'> {
  const [before = '', after = ''] = barred.split('|');
  return { graphemes: segmented(before + after), cursor: segmented(before).length };
}

function segmented(text: string): string[] {
  return Array.from(new Intl.Segmenter('en').segment(text), ({ segment }) => segment);
}

/** The rows, with the cursor as a bar. */
function drawn(typed: string, columns: number, maxRows: number): string[] {
  const { lines, cursor } = inputArea(al, line(typed), columns, maxRows);
  const rows = textOfRows({ lines }).map((row) => row.padEnd(cursor.column));
  return rows.map((row, at) =>
    at === cursor.row
      ? `${row.slice(0, cursor.column)}|${row.slice(cursor.column)}`.trimEnd()
      : row.trimEnd(),
  );
}

describe('where one types', () => {
  it.each<[name: string, typed: string, columns: number, maxRows: number, rows: readonly string[]]>([
    ['is one row while that is enough', 'hello|', 20, 3, ['al> hello|']],
    ['is one row in a low window', 'one\ntwo|', 20, 1, ['al> one⏎two|']],
    ['has a row for each line', 'one\ntw|o', 20, 3, ['al> one', '    tw|o']],
    ['has a row for an empty line', 'one\n\n|', 20, 3, ['al> one', '', '    |']],
    ['wraps what is too long', 'abcdefghijkl|', 10, 3, ['al> abcde', '    fghij', '    kl|']],
    ['wraps between words', 'ab cd ef gh|', 12, 3, ['al> ab cd', '    ef gh|']],
    ['has the cursor in the row that begins with it', 'abcde|fgh', 10, 3, ['al> abcde', '    |fgh']],
    ['has the cursor behind the last column at a line break', 'abcde|\nf', 10, 3, ['al> abcde|', '    f']],
    ['scrolls down to the cursor', 'a\nb\nc\nd|', 20, 3, ['  ↑ b', '    c', '    d|']],
    ['scrolls up to the cursor', '|a\nb\nc\nd', 20, 3, ['al> |a', '    b', '  ↓ c']],
    ['tells of more both above and below', 'a\nb\nc|\nd', 20, 2, ['  ↑ b', '  ↓ c|']],
  ])('%s', (_, typed, columns, maxRows, rows) => {
    expect(drawn(typed, columns, maxRows)).toStrictEqual(rows);
  });

  it('wraps wide characters whole', () => {
    const { lines, cursor } = inputArea(al, line('日本語|'), 9, 3);
    expect(textOfRows({ lines })).toStrictEqual(['al> 日本', '    語']);
    expect(cursor).toStrictEqual({ row: 1, column: '    語'.length + 1 });
  });

  it('fits, with the cursor in it, whatever is typed', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '\n', '日', '👨‍👩‍👧', 'e\u0301'),
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        text,
        fc.nat(60),
        fc.integer({ min: 10, max: 30 }),
        fc.integer({ min: 1, max: 5 }),
        (typed, at, columns, maxRows) => {
          const graphemes = segmented(typed);
          const { lines, cursor } = inputArea(
            al,
            { graphemes, cursor: Math.min(at, graphemes.length) },
            columns,
            maxRows,
          );
          expect(lines.length).toBeLessThanOrEqual(maxRows);
          expect(cursor.row).toBeLessThan(lines.length);
          expect(cursor.column).toBeLessThan(columns);
          for (const row of lines)
            expect(row.reduce((sum, each) => sum + widthOf(each.text), 0)).toBeLessThanOrEqual(columns);
        },
      ),
    );
  });
});
