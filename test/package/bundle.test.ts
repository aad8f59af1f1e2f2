// The one file: carried to an empty folder, it runs by itself.
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { makeHome, piped } from '../support/program.js';
import { room } from '../support/room.js';
import { loopbackOptions } from '../support/sandbox.js';
import { openTerminal } from '../support/terminal.js';
import { Watched } from '../support/watched.js';

const project = fileURLToPath(new URL('../..', import.meta.url));
const { version } = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(join(project, 'package.json'), 'utf8')));

/** Nothing leaves this computer. */
const onLoopback = [...loopbackOptions, ...room(240).options];

describe('the one file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'backchannel-stick-'));
  const file = join(folder, 'backchannel.mjs');
  const home = makeHome();

  beforeAll(() => {
    execFileSync('npx', ['--no-install', 'tsx', 'scripts/bundle.ts'], { cwd: project, stdio: 'pipe' });
    copyFileSync(join(project, 'backchannel.mjs'), file);
  }, 60_000);

  afterAll(() => {
    rmSync(folder, { recursive: true });
    home[Symbol.dispose]();
  });

  const run = (...words: readonly string[]) =>
    spawnSync(process.execPath, [file, ...words], { cwd: folder, env: home.env, encoding: 'utf8' });

  it('asks for no package', () => {
    const text = readFileSync(file, 'utf8');
    const asked = [...text.matchAll(/^import\b[^'"]*['"](?<name>[^'"]+)['"]/gmu)].map(
      ({ groups }) => groups?.['name'],
    );
    expect(asked.filter((name) => name?.startsWith('node:') !== true)).toEqual([]);
  });

  it('tells its version and its help', () => {
    expect(run('--version')).toMatchObject({ status: 0, stdout: `${version}\n`, stderr: '' });
    expect(run('--help').stdout).toContain('Examples:');
    expect(run('completions', 'bash').stdout).toContain('complete');
  });

  it('says whose work is in it, under which licence', () => {
    const text = readFileSync(file, 'utf8');
    for (const name of [
      'MIT License',
      '=== rxjs',
      '=== terminal-kit',
      '=== elkjs',
      '=== xstate',
      '=== zod',
    ]) {
      expect(text).toContain(name);
    }
  });

  it('chats on the whole screen', async () => {
    const command = [process.execPath, file, ...onLoopback, 'alice'];
    await using chat = openTerminal({ command, env: home.env });
    await chat.waitFor('alice>');
    chat.type('hello from a stick');
    chat.press('enter');
    await chat.waitFor(/\d alice hello from a stick/u);
    await chat.waitFor((screen) => screen.at(-1) === 'alice>');
    chat.press('ctrl-c');
    expect(await chat.exit).toEqual({ code: 0, signal: 0 });
  });

  it('serves the pages of the inspector', async () => {
    const command = [file, ...onLoopback, '--plain', '--inspect', 'bob'];
    const child = spawn(process.execPath, command, { cwd: folder, env: home.env, stdio: 'pipe' });
    const bob = piped(child);
    const told = new Watched('');
    child.stderr.setEncoding('utf8').on('data', (text: string) => told.set(told.value + text));
    const address = await told.until('the address', (text) => /http:\S+/u.exec(text)?.[0]);
    const page = await bob.whileRunning(fetch(address).then(async (answer) => await answer.text()));
    expect(page).toContain('<html');
    bob.kill('SIGTERM');
    await bob.end;
  });
});
