// The screen that is there before the session: the same as the chat's own first one, which then has nothing to paint.
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { asyncScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { defaultSettings, type SettingValues } from '../../src/config.js';
import { firstScreen } from '../../src/programs/first-screen.js';
import { openTerminal } from '../../src/view/terminal.js';
import { recordedChat } from '../recording/recorded-chat.js';

const env = { TERM: 'xterm-256color', COLORTERM: 'truecolor' };
const size = { columns: 80, rows: 24 };

/** What is on it when nobody has said anything. */
const greeting = 'Nothing said yet';

/** The first screen on a terminal of its own, and what has been written to that. */
function shownFirst(settings: Partial<SettingValues> = {}) {
  const stdout = Object.assign(new PassThrough(), size);
  const exits: number[] = [];
  const heardWhenTaken = new Set<string | symbol>();
  const setRawMode = () => {
    for (const name of process.eventNames()) heardWhenTaken.add(name);
  };
  const process = Object.assign(new EventEmitter(), {
    stdin: Object.assign(new PassThrough(), { setRawMode }),
    stdout,
    stderr: new PassThrough(),
    env,
    pid: 0,
    kill: () => true,
    exit: (code: number) => exits.push(code),
  });
  const first = firstScreen({ ...defaultSettings, handle: 'ann', ...settings }, { now: () => 0, process });
  const written = () => String(stdout.read() ?? '');
  return { first, process, exits, written, heardWhenTaken };
}

describe('the first screen', () => {
  it.each<{ what: string; settings: Partial<SettingValues> }>([
    { what: 'by itself', settings: {} },
    { what: 'in another room', settings: { group: '239.1.2.3', port: 7000 } },
    { what: 'with the people beside it', settings: { people: 'always' } },
    { what: 'with keys of one’s own', settings: { keys: { 'Ctrl-B': 'help' } } },
  ])('$what, is the one that the chat begins with', async ({ settings }) => {
    const { first } = shownFirst(settings);
    const own = await recordedChat({
      seed: 1,
      change: ({ settings: others }) => ({ settings: { ...others, ...settings } }),
    });
    expect(first.painted).toEqual(own.frames[0]);
    first.held.giveBack();
  });

  it('is not painted again by the chat', async () => {
    const { first, process, written } = shownFirst();
    expect(written()).toContain(greeting);
    const { held, painted } = first;
    const { stdin, stdout } = process;
    const terminal = openTerminal({
      stdin,
      stdout,
      env,
      signals: process,
      scheduler: asyncScheduler,
      held,
    });
    const chat = await recordedChat({ seed: 1, change: () => ({ painted, openTerminal: () => terminal }) });
    await chat.pass(0);
    expect(chat.frames[0]).toEqual(painted);
    expect(written()).not.toContain(greeting);
    terminal.close();
  });

  it('is in the colours that were set', () => {
    const [coloured, plain] = [shownFirst(), shownFirst({ colour: 'never' })];
    expect(coloured.written()).toContain('38;5;');
    expect(plain.written()).not.toContain('38;5;');
    for (const { first } of [coloured, plain]) first.held.giveBack();
  });
});

describe('until the chat looks after the terminal', () => {
  it.each([
    ['SIGHUP', 129],
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])('%s ends the program', (signal, code) => {
    const { first, process, exits } = shownFirst();
    process.emit(signal);
    expect(exits).toEqual([code]);
    first.held.giveBack();
  });

  it('no signal finds the terminal taken and nobody listening', () => {
    const { first, heardWhenTaken } = shownFirst();
    expect([...heardWhenTaken]).toEqual(['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGTSTP']);
    first.held.giveBack();
  });

  it('whatever ends the program gives the terminal back', () => {
    const { process, written } = shownFirst();
    written();
    process.emit('exit');
    // Away from the screen of its own (xterm's ctlseqs, DECRST 1049).
    expect(written()).toContain('\u001B[?1049l');
  });

  it('and from then on it is the chat’s', () => {
    const { first, process, exits } = shownFirst();
    first.handOver();
    process.emit('SIGTERM');
    process.emit('exit');
    expect(exits).toEqual([]);
    expect(process.eventNames()).toEqual([]);
    first.held.giveBack();
  });
});
