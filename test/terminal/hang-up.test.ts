// What becomes of each program when its terminal is closed: it says goodbye, and ends as the hang-up has it, without a crash.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport, type PipedProgram, piped, program } from '../support/program.js';
import { allOf, ptySupport } from '../support/requirements.js';
import { type Room, room } from '../support/room.js';
import { loopbackOptions } from '../support/sandbox.js';
import { shareSandbox } from '../support/shared-sandbox.js';
import { untilJoined } from '../support/membership.js';
import { openTerminal, type TerminalSession } from '../support/terminal.js';
import { waitUntil } from '../support/wait-until.js';

/** As wait(2) tells of a process that SIGHUP has ended. */
const endedByHangUp = { code: 0, signal: 1 };

describeWhen(allOf(ptySupport(), builtSupport()), 'a terminal that is closed', () => {
  const sandbox = shareSandbox();

  /** Somebody in a pipe, who prints who comes and goes. */
  const openWitness = async (here: Room): Promise<PipedProgram> => {
    const [file = '', ...args] = sandbox.command(argv(here, '--plain', 'ben'));
    const witness = piped(spawn(file, args, { env: sandbox.home.env, stdio: 'pipe' }));
    onTestFinished(async () => {
      witness.kill('SIGTERM');
      await witness.end;
    });
    await witness.waitForLines((lines) => lines.some((line) => line.includes('- connected to')));
    return witness;
  };
  const open = (command: readonly string[]): TerminalSession => {
    const terminal = openTerminal({ command: sandbox.command(command), env: sandbox.home.env });
    onTestFinished(async () => await terminal.close());
    return terminal;
  };

  const views = [
    { name: 'the full screen', number: 90, before: [], view: [] },
    { name: 'the line mode', number: 91, before: [], view: ['--plain'] },
    { name: 'a dumb terminal', number: 92, before: ['env', 'TERM=dumb'], view: ['--plain'] },
  ] as const;

  it.each(views)('ends $name by the signal, after a goodbye', async ({ number, before, view }) => {
    const here = room(number);
    const witness = await openWitness(here);
    const terminal = open([...before, ...argv(here, ...view, 'ann')]);
    await untilTold(witness, '- ann joined');
    terminal.hangUp();
    expect(await terminal.exit).toEqual(endedByHangUp);
    await untilTold(witness, '- ann left');
  });

  it.each(views)('ends $name also where no signal tells of it', async ({ number, before, view }) => {
    const here = room(number + 3);
    const witness = await openWitness(here);
    const codeFile = join(sandbox.home.env['HOME'] ?? '', `code-${number}`);
    // The signal goes to whoever leads the terminal's session, which this shell does.
    const script = `trap '' HUP; "$@"; echo $? > '${codeFile}'`;
    const terminal = open(['sh', '-c', script, 'sh', ...before, ...argv(here, ...view, 'ann')]);
    await untilTold(witness, '- ann joined');
    terminal.hangUp();
    await waitUntil('the exit code', () => (existsSync(codeFile) ? true : undefined));
    await terminal.exit;
    expect(readFileSync(codeFile, 'utf8')).toBe('0\n');
    await untilTold(witness, '- ann left');
  });

  it('ends receive by the signal', async () => {
    const here = room(96);
    const terminal = open(argv(here, 'receive'));
    await untilJoined(terminal.pid, here.group, here.port);
    terminal.hangUp();
    expect(await terminal.exit).toEqual(endedByHangUp);
  });

  it('ends receive with its own code where it is told to end only later', async () => {
    const here = room(97);
    const codeFile = join(sandbox.home.env['HOME'] ?? '', 'code-receive');
    const pidFile = `${codeFile}-pid`;
    const script = `trap '' HUP; "$@" & echo $! > '${pidFile}'; wait $!; echo $? > '${codeFile}'`;
    const terminal = open(['sh', '-c', script, 'sh', ...argv(here, 'receive', '--raw')]);
    const pid = await waitUntil('the process to start', () =>
      existsSync(pidFile) ? Number(readFileSync(pidFile, 'utf8')) || undefined : undefined,
    );
    await untilJoined(pid, here.group, here.port);
    terminal.hangUp();
    process.kill(pid, 'SIGTERM');
    await waitUntil('the exit code', () => (existsSync(codeFile) ? true : undefined));
    await terminal.exit;
    expect(readFileSync(codeFile, 'utf8')).toBe('0\n');
  });
});

/** The program in a room, on the loopback interface. */
function argv(here: Room, ...args: readonly string[]): string[] {
  return program(...args, ...here.options, ...loopbackOptions);
}

async function untilTold(witness: PipedProgram, news: string): Promise<void> {
  await witness.waitForLines((lines) => lines.some((line) => line.endsWith(news)));
}
