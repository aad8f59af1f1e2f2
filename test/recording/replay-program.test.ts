// A chat in a real terminal, recorded, and replayed by the built program: on a terminal, and where there is none.
import { spawnSync } from 'node:child_process';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openChat, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport, type Home, makeHome, program } from '../support/program.js';
import { allOf, ptySupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { loopbackOptions, openSandbox, type Sandbox } from '../support/sandbox.js';
import { openTerminal, type TerminalSession } from '../support/terminal.js';
import { waitUntil } from '../support/wait-until.js';

const ownerOnly = 0o600;
const permissions = 0o777;

describeWhen(allOf(ptySupport(), builtSupport()), 'a recording of the program', () => {
  let sandbox: Sandbox;
  let home: Home;
  let path: string;
  beforeEach(async () => {
    home = makeHome();
    path = join(home.env['HOME'] ?? '', 'chat.ndjson');
    sandbox = await openSandbox();
  });
  afterEach(async () => {
    await sandbox.close();
    home[Symbol.dispose]();
  });

  const record = async (index: number, ...more: readonly string[]): Promise<TerminalSession> => {
    const chat = await openChat(sandbox, {
      home,
      handle: 'ann',
      room: room(index),
      options: [...loopbackOptions, '--record', path, ...more],
    });
    onTestFinished(async () => await chat.close());
    return chat;
  };
  const replayInTerminal = (words: readonly string[], columns = 80, rows = 26): TerminalSession => {
    const terminal = openTerminal({ command: program('replay', ...words), env: home.env, columns, rows });
    onTestFinished(async () => await terminal.close());
    return terminal;
  };
  const replayInPipe = () => {
    const [file = '', ...words] = program('replay', path);
    return spawnSync(file, words, { encoding: 'utf8', env: home.env });
  };

  it('is shown as it was up to a crash, and stays until one leaves', async () => {
    const ann = await record(200);
    say(ann, 'said while recorded');
    await ann.waitFor(/ann said while recorded/);
    ann.type('half a line');
    await ann.waitFor(/half a line/);
    // What is not written by the time of a crash is lost: here the key, and the end of the wait with which it is painted.
    const isWritten = () => /half a line.*"type":"timer"[^\n]*"ms":16\b/su.test(readFileSync(path, 'utf8'));
    await waitUntil('the recording', () => isWritten() || undefined);
    const then = ann.screen();
    ann.kill('SIGKILL');
    await ann.exit;
    expect(statSync(path).mode & permissions).toBe(ownerOnly);

    const replay = replayInTerminal(['--speed', '20', path]);
    await replay.waitFor(/^replay: the end; q ends$/);
    expect(replay.screen().slice(0, then.length)).toEqual(then);
    replay.type('q');
    expect(await replay.exit).toEqual({ code: 0, signal: 0 });
    expect(replay.modes.changed()).toEqual([]);
  });

  it('is paused by the space bar, and left at any time', async () => {
    const ann = await record(201);
    await ann.waitFor('connected');
    ann.press('ctrl-c');
    await ann.exit;
    const replay = replayInTerminal(['--speed', '0.001', path]);
    await replay.waitFor(/^replay: \d+ %; space pauses, q ends$/);
    replay.type(' ');
    await replay.waitFor(/^replay: paused at \d+ %; space goes on, q ends$/);
    replay.type(' ');
    await replay.waitFor(/^replay: \d+ %; space pauses, q ends$/);
    replay.press('ctrl-c');
    expect(await replay.exit).toEqual({ code: 0, signal: 0 });
    expect(replay.modes.changed()).toEqual([]);
  });

  it('is printed as it ended where there is no terminal', async () => {
    const ann = await record(202);
    say(ann, 'the last words');
    await ann.waitFor(/ann the last words/);
    ann.press('ctrl-c');
    expect((await ann.exit).code).toBe(0);
    const { status, stdout, stderr } = replayInPipe();
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toContain('ann the last words');
    expect(stdout).not.toContain('\x1B');
  });

  it('is not replayed in a window that is too small', async () => {
    const ann = await record(203);
    ann.press('ctrl-c');
    await ann.exit;
    const replay = replayInTerminal([path], 60, 10);
    expect((await replay.exit).code).toBe(2);
    expect(replay.screen().join('')).toContain('in a window of 80×24, and this one has 60×10');
  });

  it('says where a replay goes another way', async () => {
    const ann = await record(204);
    ann.press('ctrl-c');
    await ann.exit;
    const lines = readFileSync(path, 'utf8').split('\n');
    const timer = lines.findIndex((line) => line.startsWith('{"type":"timer"'));
    writeFileSync(path, lines.toSpliced(timer, 1, lines[timer]?.replace(/"ms":/, '"ms":1') ?? '').join('\n'));
    const { status, stderr } = replayInPipe();
    expect(status).toBe(1);
    expect(stderr).toContain(`goes another way than the recording, at line ${timer + 1} of`);
  });
});
