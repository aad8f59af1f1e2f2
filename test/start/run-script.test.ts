// V8's code of a script, kept between starts: each start is a process of its own, as in life.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'backchannel-code-'));
const cache = join(folder, 'cache');
const kept = join(cache, 'b1-test');
const starter = join(folder, 'starter.cjs');
const script = join(folder, 'program.js');

/** Tells what it was given; a function that only runs later is compiled later. */
const program = `(function (require, programUrl) {
  const later = () => require('node:path').basename(programUrl);
  console.log(later());
})`;

beforeAll(async () => {
  await build({
    stdin: {
      contents: `
        import { Script } from 'node:vm';
        import { runScript } from './src/start/run-script.js';
        const [, , path, folder, name] = process.argv;
        runScript(path, folder === undefined ? undefined : { folder, name });`,
      resolveDir: process.cwd(),
    },
    outfile: starter,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    logLevel: 'warning',
  });
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  writeFileSync(script, program);
  rmSync(cache, { recursive: true, force: true });
});

function start(name = 'b1-test'): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  return spawnSync(process.execPath, [starter, script, cache, name], { encoding: 'utf8' });
}

const done = { status: 0, stdout: 'program.js\n', stderr: '' };

describe('the code of a script', () => {
  it('is kept for its owner alone, and not written again while it serves', () => {
    expect(start()).toMatchObject(done);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    const first = statSync(kept);
    expect(start()).toMatchObject(done);
    expect(statSync(kept)).toMatchObject({ ino: first.ino, mtimeMs: first.mtimeMs });
    expect(readdirSync(cache)).toEqual(['b1-test']);
  });

  it.each([
    [
      'of which a bit has turned',
      (code: Buffer) =>
        code.fill((code[code.length >> 2] ?? 0) ^ 1, code.length >> 2, (code.length >> 2) + 1),
    ],
    ['that was cut', (code: Buffer) => code.subarray(0, code.length - 1)],
    ['that was cut in half', (code: Buffer) => code.subarray(0, code.length / 2)],
    ['that is empty', () => Buffer.alloc(0)],
    ['that is no code', () => Buffer.from('hello, hello, ')],
  ])('is made anew in the place of one %s', (_, damage) => {
    start();
    const whole = readFileSync(kept);
    const damaged = damage(Buffer.from(whole));
    writeFileSync(kept, damaged);
    expect(start()).toMatchObject(done);
    expect(readFileSync(kept).equals(damaged)).toBe(false);
    expect(start()).toMatchObject(done);
  });

  it('is not taken from a file that others may write', () => {
    start();
    chmodSync(kept, 0o666);
    expect(start()).toMatchObject(done);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
  });

  it('gives way to that of another build', () => {
    start('b0-test');
    start('b1-test');
    expect(readdirSync(cache)).toEqual(['b1-test']);
  });

  it('stays beside that of another command', () => {
    start('b1-chat');
    start('b1-send');
    expect(readdirSync(cache).toSorted()).toEqual(['b1-chat', 'b1-send']);
  });

  it('is done without where nothing can be kept', () => {
    writeFileSync(cache, 'no folder');
    expect(start()).toMatchObject(done);
    const nowhere = spawnSync(process.execPath, [starter, script], { encoding: 'utf8' });
    expect(nowhere).toMatchObject(done);
    expect(existsSync(kept)).toBe(false);
  });
});
