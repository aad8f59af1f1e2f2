// The completion scripts: all words are in them, their shells can read them, and bash completes as it should.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeCommandLine, shells } from '../../src/cli.js';
import { completionScript } from '../../src/manual/completion-script.js';

const manual = describeCommandLine();
const commands = manual.commands.map(({ name }) => name);
const options = [manual, ...manual.commands].flatMap((command) => command.options.map(({ name }) => name));

/** Whether this shell is here. */
function has(shell: string): boolean {
  return spawnSync(shell, ['-c', 'true']).status === 0;
}

describe('the description of the command line', () => {
  it('knows every command', () => {
    expect(commands).toEqual([
      'chat',
      'send',
      'receive',
      'doctor',
      'replay',
      'inspect',
      'config',
      'completions',
      'help',
    ]);
  });

  it('shows one way of each switch', () => {
    expect(options).toContain('--no-mouse');
    expect(options).not.toContain('--mouse');
    expect(options).toContain('--plain');
    expect(options).not.toContain('--no-plain');
  });
});

describe.each(shells)('the script for %s', (shell) => {
  const script = completionScript(shell, manual);

  it('has every command and every option', () => {
    const spelled = options.map((name) => (shell === 'fish' ? `-l ${name.slice('--'.length)} ` : name));
    expect(spelled.filter((name) => !script.includes(name))).toEqual([]);
    expect(commands.filter((name) => !new RegExp(String.raw`\b${name}\b`, 'u').test(script))).toEqual([]);
  });

  it('has the words that values may be', () => {
    expect(script).toContain('off mention all');
    expect(script).toContain('bash zsh fish');
  });

  it.runIf(has(shell))('can be read by it', () => {
    // From a file: fish takes no script from a socket, which is what Node gives as standard input.
    const folder = mkdtempSync(join(tmpdir(), 'backchannel-completions-'));
    try {
      const file = join(folder, `completions.${shell}`);
      writeFileSync(file, script);
      const check = spawnSync(shell, [shell === 'fish' ? '--no-execute' : '-n', file], { encoding: 'utf8' });
      expect(check).toMatchObject({ status: 0, stderr: '' });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe.runIf(has('bash'))('bash completes', () => {
  const script = completionScript('bash', manual);

  /** What is offered for the last word. */
  function offered(...words: readonly string[]): readonly string[] {
    const ask = `COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _backchannel; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync(
      'bash',
      ['-c', `${script}\n${ask}`, 'bash', 'backchannel', ...words],
      {
        encoding: 'utf8',
        cwd: import.meta.dirname,
      },
    );
    expect(stderr).toBe('');
    return stdout.split('\n').filter((word) => word !== '');
  }

  it.each([
    ['commands', ['re'], ['receive', 'replay']],
    ['options', ['--po'], ['--port']],
    ['options of a command', ['send', '--h'], ['--handle', '--help']],
    ['no options of another command', ['receive', '--han'], []],
    [
      'options of a command behind options of the program',
      ['--port', '7000', 'doctor', '--sec'],
      ['--seconds'],
    ],
    ['a value that looks like a command', ['--handle', 'send', '--sec'], []],
    ['values', ['--notify', ''], ['off', 'mention', 'all']],
    ['nothing where anything may stand', ['--port', ''], []],
    ['shells', ['completions', ''], ['bash', 'zsh', 'fish', '--help']],
    ['commands to be helped with', ['help', 'com'], ['completions']],
    ['files', ['--config', 'completions'], ['completions.test.ts']],
  ])('%s', (_, words, expected) => {
    expect(offered(...words)).toEqual(expected);
  });

  it.runIf(process.platform === 'linux')('interfaces', () => {
    expect(offered('--interface', 'l')).toContain('lo');
  });
});
