// What the program does wherever it was installed, and on whichever Node it runs: each suite of this folder that has
// such a program holds it to the same.
import { spawn } from 'node:child_process';
import { expect, it } from 'vitest';
import { say } from '../support/chat-terminal.js';
import { untilJoined } from '../support/membership.js';
import { doneQuietly, type Launch, type PipedProgram, piped } from '../support/program.js';
import { room } from '../support/room.js';
import { loopbackOptions } from '../support/sandbox.js';
import { shareSandbox } from '../support/shared-sandbox.js';

/** A namespace of its own for each suite, so one room is enough. */
const here = room(200);

/** @param launch may be called from the first test on */
export function programContract(launch: Launch): void {
  const sandbox = shareSandbox();
  const run = (...args: readonly string[]): PipedProgram & { readonly pid: number } => {
    const [file = '', ...rest] = sandbox.command(launch(...args));
    const child = spawn(file, rest, { env: sandbox.home.env, stdio: 'pipe' });
    if (child.pid === undefined) throw new Error(`${file} could not be started`);
    return { ...piped(child), pid: child.pid };
  };

  it('says its version', async () => {
    const running = run('--version');
    expect(await running.end).toEqual(doneQuietly);
    expect(running.lines()).toEqual([expect.stringMatching(/^\d+\.\d+\.\d+$/u)]);
  });

  it('says how it is used', async () => {
    const running = run('--help');
    expect(await running.end).toEqual(doneQuietly);
    expect(running.lines()).toContain('Examples:');
  });

  it('hears with `receive` what `send` says', async () => {
    const receiver = run('receive', ...here.options, ...loopbackOptions);
    await receiver.whileRunning(untilJoined(receiver.pid, here.group, here.port));
    const sender = run('send', ...here.options, ...loopbackOptions, '--handle', 'ann', 'hello');
    expect(await sender.end).toEqual(doneQuietly);
    expect(await receiver.waitForLines(({ length }) => length > 0)).toEqual(['ann: hello']);
    receiver.kill('SIGTERM');
    await receiver.end;
  });

  it('chats on the whole screen, and gives it back', async () => {
    const chat = await sandbox.open({ handle: 'ann', room: here, launch });
    say(chat, 'is anybody here?');
    await chat.waitFor(/ann.*is anybody here\?/u);
    say(chat, '/quit');
    expect(await chat.exit).toEqual({ code: 0, signal: 0 });
    expect(chat.emulator.buffer.active.type).toBe('normal');
  });
}
