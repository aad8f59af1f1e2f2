// The screen as a person sees it: the built program in a pseudo-terminal, typed at, resized, scrolled.
import { expect, it } from 'vitest';
import { rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport } from '../support/program.js';
import { allOf, ptySupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { shareSandbox } from '../support/shared-sandbox.js';
import type { TerminalSession } from '../support/terminal.js';

describeWhen(allOf(ptySupport(), builtSupport()), 'the screen of the chat', () => {
  const { open } = shareSandbox();

  it('shows two programs on one computer what they say to each other', async () => {
    const here = room(40);
    const ann = await open({ handle: 'ann', room: here });
    const ben = await open({ handle: 'ben', room: here });
    say(ann, 'hello ben');
    await ben.waitFor(/^@ \d\d:\d\d ann hello ben$/);
    // Ben may have it before the mark that it is sent has been painted.
    await ann.waitFor(/^[✓◉] \d\d:\d\d ann hello ben(?: +1\/1)?$/);
    say(ben, 'hello ann');
    await ann.waitFor(/^@ \d\d:\d\d ben hello ann$/);
    expect(rowsWith(ann, 'hello ben')).toHaveLength(1);
    expect(rowsWith(ben, 'hello ben')).toHaveLength(1);
  });

  it('has the input line at the bottom, with the cursor where the next character goes', async () => {
    const ann = await open({ handle: 'ann', room: room(41), rows: 12 });
    ann.type('one three');
    await ann.waitFor('ann> one three');
    expect(ann.screen().at(-1)).toBe('ann> one three');
    expect(ann.cursor()).toEqual({ column: 'ann> one three'.length, row: 11 });
    for (let presses = 0; presses < 'three'.length; presses += 1) ann.press('left');
    ann.type('two ');
    await ann.waitFor('ann> one two three');
    ann.press('ctrl-u');
    await ann.waitFor(/^ann> three$/);
  });

  it('keeps the columns straight for wide characters, emoji and combining marks', async () => {
    const here = room(42);
    const ann = await open({ handle: 'ann', room: here });
    const ben = await open({ handle: 'ben', room: here });
    // Each is two columns wide, by Unicode's own tables (UAX #11) for the first two.
    for (const text of ['漢', '👍', 'e\u0301x']) say(ann, `|${text}|`);
    await ben.waitFor((screen) => screen.filter((row) => / \|.+\|$/.test(row)).length === 3);
    const bars = ben.screen().map((_, row) => columnsOf(ben, row, '|'));
    const distances = bars.flatMap(([first, second]) =>
      first === undefined || second === undefined ? [] : [second - first],
    );
    expect(distances).toEqual([3, 3, 3]);
  });

  it('takes a pasted text of several lines as one message', async () => {
    const here = room(43);
    const ann = await open({ handle: 'ann', room: here });
    const ben = await open({ handle: 'ben', room: here });
    ann.paste('roses are red\nviolets are blue');
    await ann.waitFor(/^ {5}violets are blue$/);
    ann.press('enter');
    await ben.waitFor('violets are blue');
    const first = ben.screen().findIndex((row) => row.endsWith('ann roses are red'));
    expect(ben.screen()[first + 1]).toMatch(/^ +violets are blue$/);
  });

  it('draws itself anew for each size of the window', async () => {
    const ann = await open({ handle: 'ann', room: room(44) });
    say(ann, 'a sentence that is long enough to be wrapped when it gets narrow');
    await ann.waitFor(/narrow$/);
    ann.type('half a line');
    await ann.waitFor('ann> half a line');
    const sizes = [
      { columns: 40, rows: 10 },
      { columns: 132, rows: 50 },
      { columns: 20, rows: 4 },
      { columns: 80, rows: 24 },
    ] as const;
    for (const { columns, rows } of sizes) {
      ann.resize(columns, rows);
      // The mark behind the sentence is cut off, or the last row empty, until the program has drawn for this size.
      await ann.waitFor(
        (screen) =>
          screen.at(-1)?.startsWith('ann> half a l') === true &&
          screen.some((row) => row.startsWith('connected')) &&
          screen.some((row) => row.startsWith('✓ ')),
      );
    }
    await ann.waitFor(/^✓ .*a sentence that is long enough to be wrapped when it gets narrow$/);
    expect(rowsWith(ann, 'connected')).toHaveLength(1);
    expect(rowsWith(ann, 'half a line')).toHaveLength(1);
  });

  it('says that a window is too small, and comes back', async () => {
    const ann = await open({ handle: 'ann', room: room(45) });
    ann.resize(12, 3);
    await ann.waitFor(/^is too$/);
    ann.resize(80, 24);
    await ann.waitFor(/^connected/);
    expect(rowsWith(ann, 'is too')).toHaveLength(0);
  });

  it('scrolls back, stays there when something is said, and returns', async () => {
    const here = room(46);
    const ann = await open({ handle: 'ann', room: here, rows: 12 });
    const ben = await open({ handle: 'ben', room: here, rows: 12 });
    for (let count = 1; count <= 30; count += 1) say(ben, `line ${count}.`);
    await ann.waitFor('line 30.');
    ann.press('pageup');
    await ann.waitFor(/^scrolled back/);
    const before = ann.screen().slice(0, 9);
    say(ben, 'something new');
    await ann.waitFor(/^↓ 1 new/);
    expect(ann.screen().slice(0, 9)).toEqual(before);
    ann.press('escape');
    await ann.waitFor('something new');
    await ann.waitFor(/^── new ─/);
    expect(rowsWith(ann, '↓')).toHaveLength(0);
  });

  it('goes on after Ctrl-Z where no shell controls jobs', async () => {
    const ann = await open({ handle: 'ann', room: room(48) });
    ann.type('half ');
    await ann.waitFor('ann> half');
    ann.press('ctrl-z');
    await ann.waitFor(() => ann.raw().split('\u001B[?1049h').length === 3);
    ann.type('a line');
    await ann.waitFor('ann> half a line');
    ann.press('enter');
    await ann.waitFor(/^✓ .*ann half a line$/);
    expect(rowsWith(ann, 'half a line')).toHaveLength(1);
  });

  it('answers an unknown command with the nearest known one', async () => {
    const ann = await open({ handle: 'ann', room: room(47) });
    say(ann, '/quti');
    await ann.waitFor('/quit');
    expect(rowsWith(ann, '/quti')[0]).toContain('/quit');
  });
});

/** The columns of the screen's row in which this character stands. */
function columnsOf({ emulator }: TerminalSession, row: number, character: string): readonly number[] {
  const line = emulator.buffer.active.getLine(emulator.buffer.active.baseY + row);
  const columns = Array.from({ length: emulator.cols }, (_, column) => column);
  return columns.filter((column) => line?.getCell(column)?.getChars() === character);
}
