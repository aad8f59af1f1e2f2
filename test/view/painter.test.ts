// The painter's bytes, drawn by an emulator.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append } from '../../src/chat/transcript.js';
import type { ColourDepth, Colours } from '../../src/view/colour-depth.js';
import { composeFrame } from '../../src/view/compose-frame.js';
import { type Frame, type Line, plain, type Style, span } from '../../src/view/frame.js';
import { paint } from '../../src/view/painter.js';
import type { ColourRole } from '../../src/view/theme-colours.js';
import { emulator } from './emulator.js';
import { now, saidAt, transcriptOf, typed, viewModel } from './view-models.js';

function frameOf(rows: readonly (string | Line)[], columns = 20): Frame {
  const lines = rows.map((row): Line => (typeof row === 'string' ? [span(row)] : row));
  return { columns, rows: rows.length, lines, cursor: { row: 0, column: 0 } };
}

/** The bytes of a step from one frame to another, without those that stand around every paint. */
const colours256: Colours = { depth: '256', theme: 'dark' };

function change(from: Frame, to: Frame, depth: ColourDepth = '256'): string {
  const [, rows = ''] =
    /^\x1B\[\?2026h(.*)\x1B\[\d+(?:;\d+)?H\x1B\[\?2026l$/su.exec(paint(from, to, { depth, theme: 'dark' })) ??
    [];
  return rows;
}

describe('what is painted', () => {
  const calm = frameOf(['one', 'two', 'three']);

  it('is nothing when nothing differs', () => {
    expect(paint(calm, frameOf(['one', 'two', 'three']), colours256)).toBe('');
  });

  it('is held back by the terminal until it is complete', () => {
    const bytes = paint(undefined, calm, colours256);
    expect(bytes).toMatch(/^\x1B\[\?2026h\x1B\[\?7l\x1B\[0m\x1B\[2J/u);
    expect(bytes).toMatch(/\x1B\[1H\x1B\[\?25h\x1B\[\?2026l$/u);
  });

  it('is only the cursor when only the cursor moved', () => {
    expect(change(calm, { ...calm, cursor: { row: 2, column: 4 } })).toBe('');
    expect(paint(calm, { ...calm, cursor: { row: 2, column: 4 } }, colours256)).toBe(
      '\x1B[?2026h\x1B[3;5H\x1B[?2026l',
    );
  });

  it('hides the cursor on its way from a terminal that shows it', () => {
    const abilities = { synchronized: false, hyperlinks: true };
    expect(paint(calm, frameOf(['one', 'TWO', 'three']), colours256, abilities)).toBe(
      '\x1B[?25l\x1B[2H\x1B[KTWO\x1B[1H\x1B[?25h',
    );
  });

  it('has no cursor where typing goes nowhere', () => {
    const without = { ...calm, cursor: undefined };
    expect(paint(calm, without, colours256)).toBe('\x1B[?2026h\x1B[?25l\x1B[?2026l');
    expect(paint(without, calm, colours256)).toBe('\x1B[?2026h\x1B[1H\x1B[?25h\x1B[?2026l');
  });

  it.each<[string, readonly (string | Line)[], string]>([
    ['the rest of a row, from the first difference', ['one', 'tWO', 'three'], '\x1B[2;2H\x1B[KWO'],
    ['the end of a row that is shorter', ['one', 'two', 'th'], '\x1B[3;3H\x1B[K'],
    [
      'a row with another look',
      [[span('one', { bold: true })], 'two', 'three'],
      '\x1B[1H\x1B[K\x1B[0;1mone\x1B[0m',
    ],
    ['the column again behind a wide cell', ['日x', 'two', 'three'], '\x1B[1H\x1B[K日\x1B[3Gx\x1B[4G\x1B[K'],
    ['a letter that gets an accent', ['one\u0301', 'two', 'three'], '\x1B[1;3H\x1B[Ke\u0301\x1B[4G\x1B[K'],
    ['what follows spans that are the same', [[span('one'), span('!')], 'two', 'three'], '\x1B[1;4H\x1B[K!'],
    ['no more than fits', ['one', 'two', 'x'.repeat(30)], `\x1B[3H\x1B[K${'x'.repeat(20)}`],
    [
      'no control characters',
      ['one', 'two', 'a\x1B[2Jb\x9Bc\nd'],
      '\x1B[3H\x1B[Ka\uFFFD\x1B[3G[2Jb\uFFFD\x1B[8Gc\uFFFD\x1B[10Gd\x1B[11G\x1B[K',
    ],
  ])('is %s', (_, rows, bytes) => {
    expect(change(calm, frameOf(rows))).toBe(bytes);
  });

  it('is nothing when rows differ beyond the edge', () => {
    const edge = 'x'.repeat(20);
    expect(change(frameOf([`${edge}y`]), frameOf([`${edge}z`]))).toBe('');
  });

  it.each<[ColourDepth, ColourRole, string]>([
    ['truecolour', 'trouble', '\x1B[0;31m'],
    ['256', 'trouble', '\x1B[0;31m'],
    ['16', 'trouble', '\x1B[0;31m'],
  ])('has the colours there are: with %s, those of %s', (depth, role, bytes) => {
    expect(change(calm, frameOf([[span('one', { role })], 'two', 'three']), depth)).toContain(bytes);
  });

  it.each<[ColourDepth, ColourRole]>([
    ['none', 'trouble'],
    ['256', 'link'],
  ])("says nothing of looks that are the terminal's own: with %s, those of %s", (depth, role) => {
    expect(change(calm, frameOf([[span('one', { role }), span('!')], 'two', 'three']), depth)).toBe(
      '\x1B[1H\x1B[Kone!',
    );
  });
});

describe('rows that merely moved', () => {
  const before = frameOf(['1', '2', '3', '4', '5', 'status', '> ']);

  it('are moved by the terminal, up', () => {
    const after = frameOf(['2', '3', '4', '5', '6', 'status', '> ']);
    expect(change(before, after)).toBe('\x1B[1;5r\x1B[5H\n\x1B[r\x1B[5H\x1B[K6');
  });

  it('are moved by the terminal, however far', () => {
    const rows = Array.from({ length: 70 }, (_, count) => `row ${count}`);
    const [pane, after] = [rows.slice(0, 40), rows.slice(30)];
    const bytes = change(frameOf([...pane, 'status']), frameOf([...after, 'status']));
    expect(bytes).toContain(`\x1B[1;40r\x1B[40H${'\n'.repeat(30)}\x1B[r`);
    expect(bytes).not.toContain('row 39');
    expect(bytes).toContain('row 40');
  });

  it('are moved by the terminal, down', () => {
    const after = frameOf(['0', '1', '2', '3', '4', 'status', '> ']);
    expect(change(before, after)).toBe('\x1B[1;5r\x1B[1H\x1BM\x1B[r\x1B[1H\x1B[K0');
  });
});

describe('a usual screen', () => {
  const talk = transcriptOf(
    Array.from({ length: 50 }, (_, index) =>
      saidAt('bob', `this is line ${index} of a long talk`, now + 30 * index),
    ),
  );
  const before = composeFrame(viewModel({ session: { transcript: talk }, screen: typed('hell') }));

  it('takes few bytes for a line that comes in', () => {
    const after = composeFrame(
      viewModel({
        session: { transcript: append(talk, saidAt('bob', 'news', now + 1500)) },
        screen: typed('hell'),
      }),
    );
    expect(paint(before, after, colours256).length).toBeLessThan(150);
  });

  it('takes few bytes for a character that is typed', () => {
    const after = composeFrame(viewModel({ session: { transcript: talk }, screen: typed('hello') }));
    expect(paint(before, after, colours256).length).toBeLessThan(64);
  });

  it('looks as it should', async () => {
    const screen = emulator(before);
    await screen.draw(paint(undefined, before, colours256));
    expect(screen.rows().slice(-3)).toStrictEqual([
      '            this is line 49 of a long talk',
      'connected · only you · 224.6.8.11:6811 on eth0 10.0.0.1                         ',
      'alice> hell',
    ]);
    expect(screen.cursor()).toStrictEqual({ row: 23, column: 11 });
  });
});

describe('any sequence of frames', () => {
  const columns = 12;
  const text = fc.oneof(
    fc.string({
      unit: fc.constantFrom('a', 'b', ' ', 'é', '日', '👍', '👨‍👩‍👧', 'e\u0301', '·', 'कि', '✓', '\x1B', '1️⃣'),
      maxLength: 16,
    }),
    fc.constantFrom('same', 'other', ''),
    fc.string({ unit: 'grapheme', maxLength: 8 }),
  );
  const style = fc.constantFrom<Style>(
    plain,
    { bold: true },
    { inverse: true },
    { role: 'trouble' },
    { dim: true },
  );
  const line = fc.array(fc.record({ text, style }), { maxLength: 3 });
  /** Frames as they come: some rows change, or all move up or down. */
  const step = fc.oneof(
    fc.record({ row: fc.nat(7), line }).map(
      ({ row, line: next }) =>
        (lines: readonly Line[]) =>
          lines.with(row, next),
    ),
    fc.record({ row: fc.nat(7), kept: fc.nat(14), text }).map(
      ({ row, kept, text: added }) =>
        (lines: readonly Line[]) =>
          lines.with(
            row,
            (lines[row] ?? []).map(({ text: old, style: look }) => span(old.slice(0, kept) + added, look)),
          ),
    ),
    fc
      .array(line, { minLength: 1, maxLength: 3 })
      .map((added) => (lines: readonly Line[]) => [
        ...lines.slice(added.length, 6),
        ...added,
        ...lines.slice(6),
      ]),
    fc
      .array(line, { minLength: 1, maxLength: 3 })
      .map((added) => (lines: readonly Line[]) => [
        ...added,
        ...lines.slice(0, 6 - added.length),
        ...lines.slice(6),
      ]),
    fc.array(line, { minLength: 8, maxLength: 8 }).map((lines) => () => lines),
  );

  it('leaves the screen as the last one painted from scratch', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 1, maxLength: 8 }),
        fc.nat(columns - 1),
        async (steps, column) => {
          const size = { columns, rows: 8 };
          let lines: readonly Line[] = Array.from({ length: 8 }, (_, row): Line => [span(`row ${row}`)]);
          let previous: Frame | undefined;
          const gradually = emulator(size);
          for (const next of [(same: readonly Line[]) => same, ...steps]) {
            lines = next(lines);
            const frame: Frame = { ...size, lines, cursor: { row: 7, column } };
            await gradually.draw(paint(previous, frame, colours256));
            previous = frame;
          }
          const atOnce = emulator(size);
          await atOnce.draw(previous === undefined ? '' : paint(undefined, previous, colours256));
          expect(gradually.cells()).toStrictEqual(atOnce.cells());
          expect(gradually.cursor()).toStrictEqual(atOnce.cursor());
        },
      ),
      { numRuns: 200 },
    );
  });
});
