// However the chat ends, the terminal is given back as it was: asked of a shell in which the chat has run.
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { openChat, rowsWith, say } from '../support/chat-terminal.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport, type Home, makeHome, programPath } from '../support/program.js';
import { allOf, ptySupport } from '../support/requirements.js';
import { room } from '../support/room.js';
import { loopbackOptions, openSandbox, type Sandbox } from '../support/sandbox.js';
import { openShell, type Shell } from '../support/shell.js';
import { waitUntil } from '../support/wait-until.js';

/** Preloaded into the program, whose own code knows nothing of it: signals that make it crash. */
const crashOnSignals = `data:text/javascript,${encodeURIComponent(`
  process.on('SIGUSR2', () => { setImmediate(() => { throw new Error('thrown by the test'); }); });
  process.on('SIGALRM', () => { void Promise.reject(new Error('rejected by the test')); });
`)}`;

describeWhen(allOf(ptySupport(), builtSupport()), 'the end of the chat', () => {
  let sandbox: Sandbox;
  let home: Home;
  let shell: Shell;
  const here = room(50);
  const chat = [...here.options, ...loopbackOptions, 'ann'];

  beforeEach(async () => {
    home = makeHome();
    sandbox = await openSandbox();
    shell = await openShell(sandbox, home, [
      process.execPath,
      '--import',
      crashOnSignals,
      programPath,
      ...chat,
    ]);
  });
  afterEach(async () => {
    await shell.terminal.close();
    await sandbox.close();
    home[Symbol.dispose]();
  });

  const kill = (signal: NodeJS.Signals): void => {
    process.kill(shell.chatPid(), signal);
  };
  const endings: readonly { name: string; end: () => void; code: number; said: string }[] = [
    { name: '/quit', end: () => say(shell.terminal, '/quit'), code: 0, said: '' },
    { name: 'Ctrl-C', end: () => shell.terminal.press('ctrl-c'), code: 0, said: '' },
    { name: 'Ctrl-D in an empty line', end: () => shell.terminal.press('ctrl-d'), code: 0, said: '' },
    { name: 'SIGINT', end: () => kill('SIGINT'), code: 130, said: '' },
    { name: 'SIGTERM', end: () => kill('SIGTERM'), code: 143, said: '' },
    { name: 'SIGHUP', end: () => kill('SIGHUP'), code: 129, said: '' },
    { name: 'an exception', end: () => kill('SIGUSR2'), code: 1, said: 'thrown by the test' },
    { name: 'a rejection', end: () => kill('SIGALRM'), code: 1, said: 'rejected by the test' },
  ];
  it.each(endings)('gives the terminal back after $name', async ({ end, code, said }) => {
    await shell.startChat();
    end();
    await shell.waitForPrompt();
    await shell.run('echo "exit code $?"');
    expect(shell.terminal.screen()).toContain(`exit code ${code}`);
    expect(shell.terminal.screen().join('\n')).toContain(said);
    await shell.expectTerminalBack();
  });

  it('ends when the terminal itself is closed, and leaves no process behind', async () => {
    await shell.startChat();
    const pid = shell.chatPid();
    shell.terminal.hangUp();
    await waitUntil('the chat to end', () => (isRunning(pid) ? undefined : true));
    expect(isRunning(pid)).toBe(false);
  });

  const stops: readonly { name: string; stop: () => void }[] = [
    { name: 'Ctrl-Z', stop: () => shell.terminal.press('ctrl-z') },
    { name: 'SIGTSTP', stop: () => kill('SIGTSTP') },
  ];
  it.each(stops)(
    'stops for $name, gives the terminal back meanwhile, and goes on where it was',
    async ({ stop }) => {
      const ben = await openChat(sandbox, { handle: 'ben', room: here, home, options: loopbackOptions });
      onTestFinished(async () => await ben.close());
      const { terminal } = shell;
      await shell.startChat();
      terminal.type('half a line');
      await terminal.waitFor('ann> half a line');

      for (const round of ['first', 'second']) {
        stop();
        await shell.expectTerminalBack();
        say(ben, `said in your absence, the ${round} time`);
        await ben.waitFor(new RegExp(`^✓ .*${round} time$`));
        terminal.resize(round === 'first' ? 60 : 90, 20);
        terminal.type('fg');
        terminal.press('enter');
        await terminal.waitFor((screen) => screen.at(-1) === 'ann> half a line');
        await terminal.waitFor(`said in your absence, the ${round} time`);
        expect(terminal.cursor()).toEqual({ column: 'ann> half a line'.length, row: 19 });
      }

      terminal.press('enter');
      await ben.waitFor('ann half a line');
      expect(rowsWith(terminal, 'said in your absence')).toHaveLength(2);
      say(terminal, '/quit');
      await shell.expectTerminalBack();
    },
  );
});

/** Whether the process is there: kill(2) with signal 0 only asks. */
function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
