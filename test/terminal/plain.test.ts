// The line mode as a person at a terminal has it, and as a dumb terminal, a pipe and a log do.
import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openChat, rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { privateMode } from '../support/private-modes.js';
import { builtSupport, type Home, makeHome, piped, program } from '../support/program.js';
import { allOf, ptySupport } from '../support/requirements.js';
import { type Room, room } from '../support/room.js';
import { loopbackOptions, openSandbox, type Sandbox } from '../support/sandbox.js';
import { openTerminal, type TerminalSession } from '../support/terminal.js';

const status = /- connected to /;

describeWhen(allOf(ptySupport(), builtSupport()), 'the line mode', () => {
  let sandbox: Sandbox;
  let home: Home;
  beforeEach(async () => {
    home = makeHome();
    sandbox = await openSandbox();
  });
  afterEach(async () => {
    await sandbox.close();
    home[Symbol.dispose]();
  });

  const open = async (
    handle: string,
    here: Room,
    { options = ['--plain'], rows = 24, columns = 80 } = {},
  ): Promise<TerminalSession> => {
    const chat = await openChat(sandbox, {
      home,
      handle,
      room: here,
      rows,
      columns,
      status,
      options: [...loopbackOptions, ...options],
    });
    onTestFinished(async () => await chat.close());
    return chat;
  };

  it('prints a line an event above the line that is being typed', async () => {
    const here = room(60);
    const ann = await open('ann', here);
    const ben = await open('ben', here);
    await ann.waitFor(/^\d\d:\d\d - ben joined$/);
    ann.type('half a');
    await ann.waitFor(/^ann> half a$/);
    say(ben, 'hello ann');
    await ann.waitFor(/^\d\d:\d\d ben: hello ann$/);
    await ann.waitFor(/^ann> half a$/);
    expect(rowsWith(ann, 'half a')).toEqual(['ann> half a']);
    expect(lastRow(ann)).toBe('ann> half a');
    expect(ann.cursor().column).toBe('ann> half a'.length);
    ann.type(' line');
    ann.press('enter');
    await ben.waitFor(/^\d\d:\d\d ann: half a line$/);
    await ann.waitFor(/^\d\d:\d\d - held by 1 of 1: half a line$/);
  });

  it('draws a line of several rows again below what is printed', async () => {
    const here = room(61);
    const ann = await open('ann', here, { columns: 40, rows: 12 });
    const ben = await open('ben', here);
    const long = 'x'.repeat(50);
    ann.type(long);
    await ann.waitFor(new RegExp(`^x{${long.length + 'ann> '.length - 40}}$`));
    for (const text of ['one', 'two', 'three']) {
      say(ben, text);
      await ann.waitFor(new RegExp(`^\\d\\d:\\d\\d ben: ${text}$`));
    }
    await ann.waitFor((screen) => screen.join('').includes(`ann> ${long}`));
    expect(ann.screen().filter((row) => row.startsWith('ann> '))).toHaveLength(1);
    expect(rowsWith(ann, 'ben: ')).toHaveLength(3);
  });

  it('takes a paste for one message, whatever the lines in it look like', async () => {
    const here = room(62);
    const ann = await open('ann', here);
    const ben = await open('ben', here);
    await ann.waitFor(/ben joined/);
    expect(ann.modes.isOn(privateMode.bracketedPaste)).toBe(true);
    ann.paste('/quit\nroses are red\n/nick mallory');
    await ann.waitFor('/nick mallory');
    ann.press('enter');
    await ben.waitFor(/^\d\d:\d\d ann: \/quit ⏎ roses are red ⏎ \/nick mallory$/);
  });

  it('shows pages as lines', async () => {
    const ann = await open('ann', room(63));
    say(ann, '/who');
    await ann.waitFor(/^\d\d:\d\d - \+ ann +you$/);
    say(ann, '/nick anna');
    await ann.waitFor(/^\d\d:\d\d - you are now called anna$/);
    await ann.waitFor(/^anna>$/);
    expect(rowsWith(ann, 'you are now called anna')).toHaveLength(1);
  });

  it('reads the settings again', async () => {
    const path = join(home.env['HOME'] ?? '', '.config/backchannel/config.json');
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, '{"colour": "never"}');
    const ann = await open('ann', room(64));
    writeFileSync(path, '{"colour": "always", "ttl": 3, "group": "239.1.1.1"}');
    say(ann, '/reload');
    await ann.waitFor(/^\d\d:\d\d - changed: colour$/);
    writeFileSync(path, '{"colour": "pink"}');
    say(ann, '/reload');
    // The path is longer than a row.
    await ann.waitFor((screen) => screen.join('').includes('config.json:1:2: colour "pink" is none of'));
    expect(rowsWith(ann, 'nothing is changed')).toHaveLength(1);
  });

  it.each([
    ['Ctrl-C', 'ctrl-c'],
    ['Ctrl-D', 'ctrl-d'],
  ] as const)('gives the terminal back after %s', async (_, key) => {
    const ann = await open('ann', room(65));
    ann.press(key);
    expect(await ann.exit).toEqual({ code: 0, signal: 0 });
    expect(ann.modes.isOn(privateMode.bracketedPaste)).toBe(false);
    expect(ann.modes.isOn(privateMode.alternateScreen)).toBe(false);
  });

  it('writes not one control sequence on a dumb terminal, which chooses it by itself', async () => {
    const here = room(66);
    const env = { ...home.env, TERM: 'dumb' };
    const command = sandbox.command([
      'env',
      'TERM=dumb',
      ...program(...here.options, ...loopbackOptions, 'ann'),
    ]);
    const ann = openTerminal({ command, env });
    onTestFinished(async () => await ann.close());
    await ann.waitFor(status);
    const ben = await open('ben', here);
    await ann.waitFor(/- ben joined/);
    say(ann, 'hello ben');
    await ben.waitFor(/ann: hello ben/);
    say(ann, '/quit');
    expect(await ann.exit).toEqual({ code: 0, signal: 0 });
    expect(ann.raw()).not.toContain('\u001B');
  });

  it('is recorded also on a terminal that does not tell its size', async () => {
    const path = join(home.env['HOME'] ?? '', 'chat.ndjson');
    const chat = program(...room(73).options, ...loopbackOptions, '--plain', '--record', path, 'ann');
    const command = sandbox.command(['sh', '-c', 'stty columns 0 rows 0; exec "$@"', 'sh', ...chat]);
    const ann = openTerminal({ command, env: home.env });
    onTestFinished(async () => await ann.close());
    await ann.waitFor(status);
    say(ann, '/quit');
    expect(await ann.exit).toEqual({ code: 0, signal: 0 });
    const [header = ''] = readFileSync(path, 'utf8').split('\n');
    expect(JSON.parse(header)).not.toHaveProperty('terminal');
  });

  it('talks in a pipe, and leaves at the end of it when all is said', async () => {
    const here = room(67);
    const ben = await open('ben', here);
    const [file = '', ...args] = sandbox.command(
      program(...here.options, ...loopbackOptions, '--plain', 'bot'),
    );
    const bot = piped(spawn(file, args, { env: home.env, stdio: 'pipe' }));
    await bot.waitForLines((lines) => lines.some((line) => line.includes('here already: ben')));
    bot.stdin.write('beep\n');
    await ben.waitFor(/^\d\d:\d\d bot: beep$/);
    say(ben, 'hello bot');
    await bot.waitForLines((lines) => lines.some((line) => /^\d\d:\d\d ben: hello bot$/.test(line)));
    bot.stdin.end('one\ntwo\n');
    expect(await bot.end).toMatchObject({ code: 0, errors: [] });
    await ben.waitFor(/^\d\d:\d\d bot: two$/);
    expect(bot.lines().filter((line) => !/^\d\d:\d\d \S/.test(line))).toEqual([]);
  });
});

/** The lowest row with something on it. */
function lastRow(terminal: TerminalSession): string | undefined {
  return terminal.screen().findLast((row) => row !== '');
}
