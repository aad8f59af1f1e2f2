// The terminal with a pair of streams in its place; the real one is tested in test/terminal.
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { VirtualTimeScheduler } from 'rxjs';
import { afterEach, describe, expect, it } from 'vitest';
import { synchronizedQuery } from '../../src/view/abilities.js';
import type { Size } from '../../src/view/frame.js';
import { openTerminal } from '../../src/view/terminal.js';
import { stopCheckMs } from '../../src/view/terminal-job-control.js';
import type { KeyInput } from '../../src/view/terminal-keys.js';
import {
  mouseReportsOn,
  restoreSequence,
  retakeSequence,
  takeSequence,
} from '../../src/view/terminal-modes.js';

class FakeInput extends PassThrough {
  readonly rawModes: boolean[] = [];
  setRawMode(isRaw: boolean): void {
    this.rawModes.push(isRaw);
  }
}

class FakeOutput extends PassThrough {
  columns = 80;
  rows = 24;
}

class FakeProcess extends EventEmitter {
  readonly pid = 4711;
  readonly killed: [pid: number, signal: string][] = [];
  kill(pid: number, signal: string): void {
    this.killed.push([pid, signal]);
  }
}

function rig(env: Readonly<Record<string, string>> = { TERM: 'xterm-256color' }, mouse = false) {
  const stdin = new FakeInput();
  const stdout = new FakeOutput({ highWaterMark: 1024 });
  const signals = new FakeProcess();
  const scheduler = new VirtualTimeScheduler();
  const terminal = openTerminal({ stdin, stdout, env, signals, scheduler, mouse });
  open.push(terminal);
  return { stdin, stdout, signals, scheduler, terminal, written: () => String(stdout.read() ?? '') };
}

// terminal-kit listens for the end of the process once for each terminal.
process.setMaxListeners(50);

const open: { close(): void }[] = [];
afterEach(() => {
  for (const terminal of open.splice(0)) terminal.close();
});

describe('the terminal', () => {
  it('is taken and given back, once', () => {
    const { stdin, terminal, written } = rig();
    expect(written()).toBe(synchronizedQuery + takeSequence);
    terminal.close();
    terminal.close();
    expect(written()).toBe(restoreSequence);
    expect([stdin.rawModes.includes(true), stdin.rawModes.at(-1)]).toStrictEqual([true, false]);
  });

  it('is given back with every mode that was taken', () => {
    const taken = (takeSequence + mouseReportsOn).match(/\x1B\[\?\d+h/gu) ?? [];
    expect(taken).toHaveLength(5);
    for (const mode of taken) expect(restoreSequence).toContain(mode.replace('h', 'l'));
  });

  it('tells what is typed', async () => {
    const { stdin, terminal } = rig();
    const keys: KeyInput[] = [];
    terminal.keys$.subscribe((key) => keys.push(key));
    for (const byte of Buffer.from('日\x1B[A\x1B[200~a\rb\x1B[201~')) stdin.write(Uint8Array.of(byte));
    await new Promise((resolve) => {
      stdin.end(resolve);
    });
    expect(keys).toStrictEqual([
      { type: 'key', key: '日', text: '日' },
      { type: 'key', key: 'UP' },
      { type: 'paste', text: 'a\nb' },
    ]);
  });

  it('has the mouse only when it is to be ours', () => {
    const { written } = rig({ TERM: 'xterm-256color' }, true);
    expect(written()).toBe(synchronizedQuery + takeSequence + mouseReportsOn);
  });

  it('is asked nothing where it could not answer', () => {
    expect(rig({ TERM: 'linux' }).written()).toBe(takeSequence);
  });

  it.each([
    ['xterm-256color', '', false],
    ['xterm-256color', '\x1B[?2026;2$y', true],
    ['xterm-256color', '\x1B[?2026;0$y', false],
    ['xterm-kitty', '', true],
    ['xterm-kitty', '\x1B[?2026;0$y', false],
  ])('(%s) that answers %j synchronizes its output: %j', async (TERM, answer, synchronized) => {
    const { stdin, terminal } = rig({ TERM });
    terminal.keys$.subscribe();
    await new Promise<void>((resolve) => {
      stdin.end(answer, resolve);
    });
    expect(terminal.abilities()).toStrictEqual({ synchronized, hyperlinks: true });
  });

  it('tells what it answers', async () => {
    const { stdin, terminal } = rig();
    const reports: string[] = [];
    terminal.reports$.subscribe((report) => reports.push(report));
    terminal.keys$.subscribe();
    await new Promise<void>((resolve) => {
      stdin.end('a\x1B]11;rgb:0/0/0\x1B\\b', resolve);
    });
    expect(reports).toStrictEqual(['\x1B]11;rgb:0/0/0\x1B\\']);
  });

  it('tells that it has the focus when it comes back', () => {
    const { signals, terminal } = rig();
    const keys: KeyInput[] = [];
    terminal.keys$.subscribe((key) => keys.push(key));
    terminal.suspend();
    signals.emit('SIGCONT');
    expect(keys).toStrictEqual([{ type: 'focus', has: true }]);
  });

  it.each<[string, (parts: ReturnType<typeof rig>) => void]>([
    ['reading fails', ({ stdin }) => stdin.destroy(new Error('EIO'))],
    ['writing fails', ({ stdout }) => stdout.destroy(new Error('EPIPE'))],
    ['it is closed', ({ terminal }) => terminal.close()],
  ])('has no more keys when %s', async (_, end) => {
    const parts = rig();
    const ended = new Promise<void>((complete) => {
      parts.terminal.keys$.subscribe({ complete });
    });
    end(parts);
    await expect(ended).resolves.toBeUndefined();
  });

  it('tells its size, and when it differs', () => {
    const { stdout, terminal } = rig();
    const sizes: Size[] = [];
    terminal.size$.subscribe((size) => sizes.push(size));
    stdout.emit('resize');
    Object.assign(stdout, { columns: 100, rows: 30 });
    stdout.emit('resize');
    Object.assign(stdout, { columns: 0, rows: 0 });
    stdout.emit('resize');
    expect(sizes).toStrictEqual([
      { columns: 80, rows: 24 },
      { columns: 100, rows: 30 },
      { columns: 80, rows: 24 },
    ]);
  });

  it('tells when it takes no more, and when again', async () => {
    const { terminal, stdout } = rig();
    const states: boolean[] = [];
    terminal.writable$.subscribe((isWritable) => states.push(isWritable));
    terminal.write('x'.repeat(100_000));
    const drained = new Promise((resolve) => {
      stdout.once('drain', resolve);
    });
    stdout.resume();
    await drained;
    expect(states).toStrictEqual([true, false, true]);
  });

  it.each([
    [{ TERM: 'xterm' }, '\x1B]2;backchannel: [2Jalice\x07'],
    [{ TERM: 'linux' }, ''],
  ])('with %o sets a title without control characters, where there is one', (env, bytes) => {
    const { terminal, written } = rig(env);
    written();
    terminal.setTitle('backchannel: \x1B[2Jalice');
    expect(written()).toBe(bytes);
  });

  it('goes to the shell and comes back', () => {
    const { signals, stdin, terminal, written } = rig();
    const resumed: string[] = [];
    terminal.resumed$.subscribe(() => resumed.push(written()));
    signals.on('SIGWINCH', () => resumed.push('looks at its size'));
    written();
    terminal.suspend();
    terminal.write('lost');
    expect(written()).toBe(restoreSequence);
    expect(signals.killed).toStrictEqual([[0, 'SIGTSTP']]);
    expect(stdin.rawModes.at(-1)).toBe(false);
    signals.emit('SIGCONT');
    expect(resumed).toStrictEqual(['looks at its size', takeSequence]);
    expect(stdin.rawModes.at(-1)).toBe(true);
  });

  it('goes to the shell when somebody else stops the program, each time', () => {
    const { signals, written } = rig();
    for (const _ of ['first', 'second']) {
      written();
      signals.emit('SIGTSTP');
      expect(written()).toBe(restoreSequence);
      // The next one has its usual effect: nobody listens.
      expect(signals.listenerCount('SIGTSTP')).toBe(0);
      signals.emit('SIGCONT');
      expect(signals.listenerCount('SIGTSTP')).toBe(1);
    }
    expect(signals.killed).toStrictEqual([
      [signals.pid, 'SIGTSTP'],
      [signals.pid, 'SIGTSTP'],
    ]);
  });

  it.each<[string, (parts: ReturnType<typeof rig>) => void]>([
    ['Ctrl-Z', ({ terminal }) => terminal.suspend()],
    ['a signal', ({ signals }) => signals.emit('SIGTSTP')],
  ])('comes back by itself when %s does not stop the program', (_, stop) => {
    const parts = rig();
    const { signals, scheduler, stdin, terminal, written } = parts;
    let resumed = 0;
    terminal.resumed$.subscribe(() => (resumed += 1));
    written();
    stop(parts);
    expect(written()).toBe(restoreSequence);
    scheduler.flush();
    expect(written()).toBe(takeSequence);
    expect([resumed, scheduler.frame, stdin.rawModes.at(-1)]).toStrictEqual([1, 2 * stopCheckMs, true]);
    expect(signals.listenerCount('SIGTSTP')).toBe(1);
  });

  it('comes back once when the program was stopped', () => {
    const { signals, scheduler, terminal, written } = rig();
    terminal.suspend();
    signals.emit('SIGCONT');
    written();
    scheduler.flush();
    expect(written()).toBe('');
  });

  it('saves the title once, though it is taken again after SIGSTOP, of which nobody hears', () => {
    const { signals, stdin, written } = rig();
    written();
    const calls = stdin.rawModes.length;
    signals.emit('SIGCONT');
    expect(written()).toBe(retakeSequence);
    expect(takeSequence).toBe(`\x1B[22;0t${retakeSequence}`);
    expect(stdin.rawModes.slice(calls)).toStrictEqual([false, true]);
  });

  it.each<[string, (parts: ReturnType<typeof rig>) => void]>([
    ['is told to go on', ({ signals }) => signals.emit('SIGCONT')],
    ['is stopped', ({ signals }) => signals.emit('SIGTSTP')],
    ['could not be stopped before', ({ scheduler }) => scheduler.flush()],
  ])('stays closed when the program %s', (_, happens) => {
    const parts = rig();
    parts.terminal.suspend();
    parts.terminal.close();
    parts.written();
    happens(parts);
    expect(parts.written()).toBe('');
  });
});
