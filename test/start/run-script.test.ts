// V8's code of a script, kept between starts: each start is a process of its own, as in life.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { build } from 'esbuild';

const folder = mkdtempSync(join(tmpdir(), 'backchannel-code-'));
const cache = join(folder, 'cache');
const name = '0b1-v20.19.0-x64-send';
const kept = join(cache, name);
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
        import { readdirSync } from 'node:fs';
        import { runScript, whenKept } from './src/start/run-script.js';
        const [, , path, folder, name] = process.argv;
        const place = folder && { folder, name, evenIfSoonDone: !name.endsWith('chat') };
        const told = runScript(path, place, require, 'begun');
        if (told !== undefined) console.log(told);
        whenKept(() => {
          console.log('kept, in', readdirSync(folder).join());
          process.exit();
        });`,
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

function start(as = name): {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
} {
  return spawnSync(process.execPath, [starter, script, cache, as], { encoding: 'utf8' });
}

/** Starts in the process of a shell that has done something before; the shell's `$2` is the folder, `$3` the name. */
function startAfter(command: string): ReturnType<typeof start> {
  const words = [starter, script, cache, name];
  return spawnSync('sh', ['-c', `${command}; exec "${process.execPath}" "$0" "$@"`, ...words], {
    encoding: 'utf8',
  });
}

const dayMs = 86_400_000;

function setAge(path: string, days: number): void {
  const used = new Date(Date.now() - days * dayMs);
  utimesSync(path, used, used);
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
    expect(readdirSync(cache)).toEqual([name]);
  });

  it('is there when all is said to be kept, at the first start and later', () => {
    writeFileSync(script, '(function () { setInterval(() => undefined, 1000); })');
    const keptThere = { status: 0, stdout: `kept, in ${name}\n`, stderr: '' };
    expect([start(), start()]).toMatchObject([keptThere, keptThere]);
  });

  it('is not kept of a chat that ended before anybody saw it', () => {
    expect(start('0b1-v20.19.0-x64-chat')).toMatchObject(done);
    expect(existsSync(cache)).toBe(false);
  });

  it('is given what has begun, and what it returns is returned', () => {
    writeFileSync(script, '(function (require, programUrl, begun) { return begun + ", and gone on"; })');
    expect(start()).toMatchObject({ status: 0, stdout: 'begun, and gone on\n', stderr: '' });
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
    ['that is nothing but zeros', (code: Buffer) => Buffer.alloc(code.length)],
    ['whose second copy never got to the disk', (code: Buffer) => Buffer.from(code).fill(0, code.length / 2)],
    ['whose end never got to the disk', (code: Buffer) => Buffer.from(code).fill(0, code.length / 4)],
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

  it.each([
    ['a link to one', () => symlinkSync(join(folder, 'elsewhere'), kept)],
    ['a pipe, which nobody waits for', () => spawnSync('mkfifo', [kept])],
    ['an empty folder', () => mkdirSync(kept)],
  ])('is not taken from %s, which gives way', (_, put) => {
    start();
    renameSync(kept, join(folder, 'elsewhere'));
    put();
    expect(start()).toMatchObject(done);
    expect(lstatSync(kept).isFile()).toBe(true);
  });

  it('stays beside that of other builds and commands', () => {
    const files = ['0b0-v20.19.0-x64-send', '0b1-v20.19.0-x64-receive', name];
    for (const file of files) start(file);
    expect(readdirSync(cache).toSorted()).toEqual(files.toSorted());
  });

  it('is thrown away when it has not been used for 30 days, and nothing else is', () => {
    const ages: readonly [file: string, days: number][] = [
      ['0b0-v20.19.0-x64-chat', 31],
      ['0b0-v20.19.0-x64-send', 29],
      ['0b0-v20.19.0-x64-send.4711', 31],
      ['0b1-v20.19.0-x64-send.4711', 0],
      ['notes.txt', 31],
    ];
    mkdirSync(cache, { mode: 0o700 });
    for (const [file, days] of ages) {
      writeFileSync(join(cache, file), '');
      setAge(join(cache, file), days);
    }
    expect(start()).toMatchObject(done);
    expect(readdirSync(cache).toSorted()).toEqual(
      [name, '0b0-v20.19.0-x64-send', '0b1-v20.19.0-x64-send.4711', 'notes.txt'].toSorted(),
    );
  });

  it('is used when it is read', () => {
    start();
    const { ino } = statSync(kept);
    setAge(kept, 29);
    const old = statSync(kept).mtimeMs;
    expect(start()).toMatchObject(done);
    expect(statSync(kept).ino).toBe(ino);
    expect(statSync(kept).mtimeMs).toBeGreaterThan(old);
  });

  it('leaves nothing unfinished where it cannot be written to the end', () => {
    // Blocks of 512 bytes, or of 1024: either way less than the file would have.
    expect(startAfter('ulimit -f 1')).toMatchObject(done);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('leaves nothing unfinished where it cannot be given its name', () => {
    mkdirSync(cache, { mode: 0o700 });
    mkdirSync(join(kept, 'of somebody'), { recursive: true });
    expect(start()).toMatchObject(done);
    expect(readdirSync(cache)).toEqual([name]);
    expect(readdirSync(kept)).toEqual(['of somebody']);
  });

  it('is kept although a process of the same number was killed before it had done so', () => {
    mkdirSync(cache, { mode: 0o700 });
    expect(startAfter('echo half >"$2/$3.$$"')).toMatchObject(done);
    expect(readdirSync(cache)).toEqual([name]);
  });

  it('is not put into a folder that others may write', () => {
    mkdirSync(cache);
    chmodSync(cache, 0o777);
    expect(start()).toMatchObject(done);
    expect(readdirSync(cache)).toEqual([]);
  });

  it('is done without where nothing can be kept', () => {
    writeFileSync(cache, 'no folder');
    expect(start()).toMatchObject(done);
    const nowhere = spawnSync(process.execPath, [starter, script], { encoding: 'utf8' });
    expect(nowhere).toMatchObject(done);
    expect(existsSync(kept)).toBe(false);
  });
});
