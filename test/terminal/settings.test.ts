// Settings, completions and help of the built program: what it prints, and how it exits.
import { spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport, type Home, makeHome, program, programPath } from '../support/program.js';
import { loopbackOptions, openSandbox, type Sandbox } from '../support/sandbox.js';

/** What the build has put beside the program. */
function built(path: string): string {
  return readFileSync(join(dirname(programPath), path), 'utf8');
}

/** Takes nothing (Linux, full(4)). */
const fullDisk = '/dev/full';

describeWhen(builtSupport(), 'the built program', () => {
  let home: Home;
  let sandbox: Sandbox;
  beforeEach(async () => {
    home = makeHome();
    sandbox = await openSandbox();
  });
  afterEach(async () => {
    await sandbox.close();
    home[Symbol.dispose]();
  });

  function run(...words: readonly string[]) {
    const [file = '', ...args] = sandbox.command(program(...words));
    const { status, stdout, stderr } = spawnSync(file, args, { env: home.env, encoding: 'utf8' });
    return { status, stdout, stderr };
  }
  const settingsPath = () => join(home.env['HOME'] ?? '', '.config/backchannel/config.json');
  const set = (text: string) => {
    mkdirSync(dirname(settingsPath()), { recursive: true });
    writeFileSync(settingsPath(), text);
  };

  it.runIf(existsSync(fullDisk)).each([['--version'], ['--help'], ['config']])(
    'says that the answer to %s cannot be written',
    (word) => {
      const [file = '', ...args] = sandbox.command(program(word));
      const disk = openSync(fullDisk, 'w');
      const { status, stderr } = spawnSync(file, args, {
        env: home.env,
        encoding: 'utf8',
        stdio: ['ignore', disk, 'pipe'],
      });
      closeSync(disk);
      expect(stderr).toMatch(/^backchannel: the output cannot be written: ENOSPC/u);
      expect(status).toBe(1);
    },
  );

  it('finds its settings file', () => {
    expect(run('config', '--path')).toEqual({ status: 0, stdout: `${settingsPath()}\n`, stderr: '' });
    set('{"port": 7000}');
    expect(run('config').stdout).toMatch(/^port +7000 +the file$/mu);
    expect(run('--config', '/dev/null', 'config').stdout).toMatch(/^port +6811 +default$/mu);
  });

  it.each([
    ['config', ['config']],
    // Nothing is to be said; if it were, then on this computer.
    ['send', ['send', ...loopbackOptions, 'hello']],
    ['the chat', ['--plain', ...loopbackOptions, 'ann']],
  ])('%s refuses settings that cannot be, with the line', (_, words) => {
    set('{\n  "prot": 7000\n}');
    expect(run(...words)).toEqual({
      status: 2,
      stdout: '',
      stderr: `backchannel: ${settingsPath()}:2:3: prot is not a setting; did you mean port?\n`,
    });
  });

  it.each([
    [['config', '--schema'], 'config.schema.json'],
    [['completions', 'bash'], 'completions/backchannel.bash'],
    [['completions', 'zsh'], 'completions/_backchannel'],
    [['completions', 'fish'], 'completions/backchannel.fish'],
  ])('%j prints what the package has', (words, path) => {
    expect(run(...words)).toEqual({ status: 0, stdout: built(path), stderr: '' });
  });

  it('has a man page', () => {
    expect(built('man/backchannel.1')).toMatch(/^\.TH BACKCHANNEL 1 /u);
  });

  it('takes a typo for a command, not for a name', () => {
    expect(run('recieve')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('backchannel receive'),
    });
    expect(run('help', 'receive')).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('Usage: backchannel receive'),
    });
  });
});
