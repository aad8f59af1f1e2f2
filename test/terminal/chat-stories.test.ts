// Longer stories: the window is torn about while lines come, somebody floods the room, a reader stays where they are. Each
// ends with what stands on the emulated screen, cursor included.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { maxTranscriptEntries } from '../../src/limits.js';
import { openAttacker } from '../support/attacker.js';
import { openChat, rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport, type Home, makeHome } from '../support/program.js';
import { allOf, ptySupport } from '../support/requirements.js';
import { type Room, room } from '../support/room.js';
import { loopbackOptions, openSandbox, type Sandbox } from '../support/sandbox.js';
import type { TerminalSession } from '../support/terminal.js';

const f3 = '\u001BOR';
const f4 = '\u001BOS';
const f6 = '\u001B[17~';
const end = '\u001B[F';

const sizes = [
  [40, 10],
  [132, 50],
  [20, 4],
  [12, 3],
  [61, 17],
  [100, 30],
  [33, 9],
] as const;

/** A home that is gone after the test. */
function newHome(): Home {
  const home = makeHome();
  onTestFinished(() => home[Symbol.dispose]());
  return home;
}

/** More than anybody can read. */
const flooded = { names: 37, perSecond: 1500 } as const;

describeWhen(allOf(ptySupport(), builtSupport()), 'a story', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await openSandbox();
  });
  afterAll(async () => await sandbox.close());

  const open = async (
    handle: string,
    here: Room,
    { rows = 24, columns = 80, home = newHome() } = {},
  ): Promise<TerminalSession> => {
    const chat = await openChat(sandbox, {
      home,
      options: loopbackOptions,
      handle,
      room: here,
      rows,
      columns,
    });
    onTestFinished(async () => await chat.close());
    return chat;
  };
  const flood = async (here: Room) => {
    const attacker = await openAttacker(sandbox, here);
    onTestFinished(async () => await attacker.close());
    return attacker;
  };

  it('of a window that is torn about while lines come: what is left is what a fresh paint shows', async () => {
    const here = room(170);
    const ann = await open('ann', here);
    const eve = await flood(here);
    ann.type('half a line');
    await ann.waitFor('ann> half a line');
    await eve.beginFlood(3, 60);
    for (const [columns, rows] of [...sizes, ...sizes]) {
      ann.resize(columns, rows);
      const before = ann.screen().join('\n');
      // Something has been drawn since; what, depends on the moment.
      await ann.waitFor((screen) => screen.join('\n') !== before);
    }
    ann.resize(70, 20);
    await eve.endFlood();
    const ben = await open('ben', here);
    say(ben, 'that was all, ann');
    await ann.waitFor(/^@ .*ben that was all, ann$/u);
    // The last that is told of him: nothing changes on the screen after it.
    await ann.waitFor(/ben joined$/u);
    await ann.waitFor((screen) => screen.at(-1) === 'ann> half a line' && screen.length === 20);
    expect(ann.cursor()).toEqual({ column: 'ann> half a line'.length, row: 19 });
    const settled = ann.screen();
    const paints = () => ann.raw().split('\u001B[2J').length;
    const count = paints();
    ann.press('ctrl-l');
    await ann.waitFor((screen) => paints() > count && screen.every((row, at) => row === settled[at]));
    expect(ann.cursor()).toEqual({ column: 'ann> half a line'.length, row: 19 });
    expect(rowsWith(ann, 'half a line')).toHaveLength(1);
  });

  it('of somebody who types while the room is flooded', async () => {
    const here = room(171);
    const ann = await open('ann', here);
    const ben = await open('ben', here);
    const eve = await flood(here);
    say(ben, 'before the flood');
    await ann.waitFor(/ben before the flood$/u);
    ann.type(f6);
    await ann.waitFor(/^there was nothing to unfold: every line was in sight$/u);
    // However slowly it is typed, what was said before is not forgotten.
    await eve.beginFlood(flooded.names, flooded.perSecond, maxTranscriptEntries / 2);
    await ann.waitFor(/^· \d\d:\d\d ⋯ [\d,]+ lines from 37 names \(F6: all\)$/u);
    const text = 'is anybody else here?';
    for (const length of Array.from(text, (_, at) => at + 1)) {
      ann.type(text[length - 1] ?? '');
      const line = `ann> ${text.slice(0, length)}`.trimEnd();
      await ann.waitFor((screen) => screen.at(-1) === line);
    }
    expect(ann.cursor()).toEqual({ column: `ann> ${text}`.length, row: 23 });
    ann.press('enter');
    await ann.waitFor(/^[✓◉] .*ann is anybody else here\?/u);
    say(ben, 'ann: I am');
    await ann.waitFor(/^@ .*ben ann: I am$/u);
    await eve.endFlood();
    // What was said before has stayed in sight: a flood takes little room.
    await ann.waitFor(/ben before the flood$/u);
    expect(rowsWith(ann, 'buy now').length).toBeLessThanOrEqual(12);

    ann.type(f6);
    await ann.waitFor((screen) => screen.filter((row) => row.includes('buy now')).length > 12);
    ann.type(f6);
    await ann.waitFor(/ben before the flood$/u);
    expect(ann.cursor()).toEqual({ column: 'ann> '.length, row: 23 });
  });

  it('of somebody who searches what a flood has swept away', async () => {
    const here = room(172);
    const ann = await open('ann', here);
    const eve = await flood(here);
    await eve.beginFlood(flooded.names, flooded.perSecond);
    await ann.waitFor(/⋯ \d,\d\d\d lines from 37 names/u);
    await eve.endFlood();
    expect(rowsWith(ann, 'buy now 777')).toHaveLength(0);
    ann.type(f3);
    await ann.waitFor('search>');
    ann.type('now 777');
    await ann.waitFor(/^1\/1 /u);
    await ann.waitFor(/^▸ \d\d:\d\d eve0 buy now 777$/u);
    expect(ann.cursor()).toEqual({ column: 'search> now 777'.length, row: 23 });
    await ann.waitFor(/eve1 buy now 778$/u);
    ann.press('enter');
    ann.press('enter');
    // Whoever stays there sees it among the others.
    await ann.waitFor(/eve1 buy now 778$/u);
    await ann.waitFor(/eve0 buy now 777$/u);
    ann.press('escape');
    await ann.waitFor((screen) => rowsWith(ann, 'now 777').length === 0 && screen.at(-1) === 'ann>');
    expect(rowsWith(ann, '⋯ ').length).toBeGreaterThanOrEqual(1);
  });

  it('of a reader who stays where they are while lines come, counted, and returns by one key', async () => {
    const here = room(173);
    const ann = await open('ann', here, { rows: 12 });
    const ben = await open('ben', here, { rows: 12 });
    for (let count = 1; count <= 30; count += 1) say(ben, `line ${count}.`);
    await ann.waitFor('line 30.');
    ann.type('half a line');
    await ann.waitFor('ann> half a line');
    ann.press('pageup');
    await ann.waitFor(/^scrolled back/u);
    const seen = ann.screen().slice(0, 9);
    for (const [at, text] of ['one', 'two', 'three'].entries()) {
      say(ben, text);
      await ann.waitFor(new RegExp(`^↓ ${at + 1} new`, 'u'));
      expect(ann.screen().slice(0, 9)).toEqual(seen);
      expect(ann.cursor()).toEqual({ column: 'ann> half a line'.length, row: 11 });
    }
    ann.type(end);
    await ann.waitFor(/three$/u);
    await ann.waitFor(/^── new ─/u);
    expect(rowsWith(ann, '↓')).toHaveLength(0);
    expect(ann.cursor()).toEqual({ column: 'ann> half a line'.length, row: 11 });
  });

  it('of a message that is selected and copied, as the terminal hears of it', async () => {
    const here = room(174);
    const ann = await open('ann', here);
    const ben = await open('ben', here);
    const copied: string[] = [];
    ann.emulator.parser.registerOscHandler(52, (data) => copied.push(data) > 0);
    ben.paste('first row\n  second row: ünïcödé 日本');
    ben.press('enter');
    say(ben, 'another');
    await ann.waitFor(/another$/u);
    ann.type(f4);
    await ann.waitFor(/^▸ .*another$/u);
    const { cursorHidden } = cursorState(ann);
    expect(cursorHidden()).toBe(true);
    ann.type('k');
    await ann.waitFor(/^▸ .*ben first row$/u);
    ann.type('y');
    await ann.waitFor(/^copied, if/u);
    const [, base64 = ''] = (copied.at(-1) ?? '').split(';');
    expect(Buffer.from(base64, 'base64').toString()).toBe('first row\n  second row: ünïcödé 日本');
    expect(copied).toHaveLength(1);
    ann.press('escape');
    await ann.waitFor((screen) => !screen.some((row) => row.startsWith('▸')) && !cursorHidden());
    expect(ann.cursor()).toEqual({ column: 'ann> '.length, row: 23 });
  });

  it('of settings that are read again: theme, colours, time and people at once', async () => {
    const here = room(175);
    const home = newHome();
    const path = join(home.env['HOME'] ?? '', '.config/backchannel/config.json');
    const set = (settings: object) => writeFileSync(path, JSON.stringify(settings));
    mkdirSync(dirname(path), { recursive: true });
    const harbour = {
      base: 'light',
      colours: { own: '#102030', status: 'bright-magenta', mention: 33 },
    };
    set({ theme: 'dark', time: '24h' });
    const ann = await open('ann', here, { home });
    say(ann, 'hello');
    await ann.waitFor(/^✓ \d\d:\d\d ann hello$/u);
    set({ theme: 'harbour', themes: { harbour }, time: '12h', people: 'always' });
    say(ann, '/reload');
    await ann.waitFor('changed: theme, themes, people, time');
    await ann.waitFor(/^✓ \d\d:\d\d [AP]M ann hello +│$/u);
    // 0x102030 and magenta: the emulator says truecolour as one number, the palette by its index.
    expect(colourAt(ann, 23, 0)).toEqual({ isRgb: true, colour: 0x102030 });
    expect(colourAt(ann, 21, 0)).toEqual({ isRgb: false, colour: 13 });

    set({ theme: 'harbour', themes: { harbour }, time: '12h', people: 'never', colour: 'never' });
    say(ann, '/reload');
    await ann.waitFor('changed: colour, people');
    await ann.waitFor((screen) => !screen.some((row) => row.includes('│')));
    expect(colourAt(ann, 23, 0)).toEqual({ isRgb: false, colour: -1 });

    set({ theme: 'nowhere' });
    say(ann, '/reload');
    await ann.waitFor('nothing is changed');
    expect(rowsWith(ann, 'M ann hello')).toHaveLength(1);
  });
});

/** The foreground of a cell. */
function colourAt({ emulator }: TerminalSession, row: number, column: number) {
  const { active } = emulator.buffer;
  const cell = active.getLine(active.baseY + row)?.getCell(column);
  const isDefault = cell?.isFgDefault() ?? true;
  return { isRgb: cell?.isFgRGB() ?? false, colour: isDefault ? -1 : (cell?.getFgColor() ?? -1) };
}

/** Whether the cursor is hidden, by what was said of it last. */
function cursorState(terminal: TerminalSession) {
  return {
    cursorHidden: () => terminal.raw().lastIndexOf('\u001B[?25l') > terminal.raw().lastIndexOf('\u001B[?25h'),
  };
}
