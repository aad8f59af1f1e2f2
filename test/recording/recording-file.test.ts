// What a recording's file lets be done to it, and what it does to the disk.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRecordingFile } from '../../src/recording/recording-file.js';
import { turnLine } from './turn-line.js';

const ownerOnly = 0o600;
const permissions = 0o777;

describe('the file of a recording', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'backchannel-test-'));
    path = join(folder, 'chat.ndjson');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const open = (at = path, maxBytes?: number) => {
    const time = turnLine();
    const failures: string[] = [];
    const file = openRecordingFile({
      path: at,
      setTimer: time.setTimer,
      failed: (sentence) => failures.push(sentence),
      ...(maxBytes === undefined ? {} : { maxBytes }),
    });
    return { file, failures, pass: time.pass };
  };

  it('is for its owner alone, and written soon', async () => {
    const { file, pass } = open();
    expect(statSync(path).mode & permissions).toBe(ownerOnly);
    expect(file.add('one\n')).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('');
    await pass(100);
    expect(readFileSync(path, 'utf8')).toBe('one\n');
    file.add('two\n');
    file.end('three\n');
    expect(file.add('four\n')).toBe(true);
    expect(readFileSync(path, 'utf8')).toBe('one\ntwo\nthree\n');
  });

  it('is written at once when there is much, or when the program ends', () => {
    const { file } = open();
    const long = `${'x'.repeat(70_000)}\n`;
    file.add(long);
    expect(statSync(path).size).toBe(long.length);
    file.add('the last\n');
    file.flush();
    expect(statSync(path).size).toBe(long.length + 'the last\n'.length);
    file.end('');
  });

  it('may be there if it is empty; then it is for its owner alone from now on', () => {
    writeFileSync(path, '');
    chmodSync(path, 0o644);
    open().file.end('');
    expect(statSync(path).mode & permissions).toBe(ownerOnly);
  });

  it.each<{ name: string; make: (at: string) => void; sentence: RegExp }>([
    {
      name: 'a file with something in it',
      make: (at) => writeFileSync(at, 'precious'),
      sentence: /has something in it already: name a new file/u,
    },
    {
      name: 'a link to a file with something in it',
      make: (at) => {
        writeFileSync(`${at}.txt`, 'precious');
        symlinkSync(`${at}.txt`, at);
      },
      sentence: /has something in it already: name a new file/u,
    },
    {
      name: 'a pipe that nobody reads',
      make: (at) => {
        execFileSync('mkfifo', [at]);
      },
      sentence: /cannot be written \(ENXIO\)/u,
    },
    { name: 'a folder', make: () => undefined, sentence: / is a folder: name a new file/u },
  ])('is not written over $name', ({ name, make, sentence }) => {
    make(path);
    const at = name === 'a folder' ? folder : path;
    expect(() => open(at)).toThrow(sentence);
  });

  it.each<[string, (at: string) => string, RegExp]>([
    ['a folder that is not there', (at) => join(at, 'none', 'chat.ndjson'), /: there is no such folder$/u],
    [
      'a file in the place of a folder',
      (at) => {
        writeFileSync(join(at, 'file'), '');
        return join(at, 'file', 'chat.ndjson');
      },
      /: a file is in the place of its folder$/u,
    ],
  ])('cannot be made in %s, which is said in words', (_, place, sentence) => {
    expect(() => open(place(folder))).toThrow(sentence);
  });

  it('has a greatest size, with room for a last line', () => {
    const max = 4096;
    const { file } = open(path, max);
    const line = `${'x'.repeat(99)}\n`;
    let lines = 0;
    while (file.add(line)) lines += 1;
    file.end('the end\n');
    expect(lines).toBeGreaterThan(20);
    expect(statSync(path).size).toBeLessThanOrEqual(max);
    expect(readFileSync(path, 'utf8').endsWith('the end\n')).toBe(true);
  });

  it('says once that it cannot be written, and takes what comes for nothing', async () => {
    // A limit of the system on what one process may write, as a disk that is full.
    const script = `
      import { openRecordingFile } from './src/recording/recording-file.ts';
      process.on('SIGXFSZ', () => undefined);
      const file = openRecordingFile({
        path: process.argv[1],
        setTimer: () => () => undefined,
        failed: (sentence) => console.log(sentence),
      });
      for (let round = 0; round < 4; round += 1) file.add('x'.repeat(70_000) + '\\n');
      file.end('the end');
      console.log('went on');
    `;
    const limited = 'ulimit -f 100; exec "$@"';
    const words = [process.execPath, '--import', 'tsx', '--input-type=module', '--eval', script, path];
    const told = execFileSync('sh', ['-c', limited, 'sh', ...words], { encoding: 'utf8' });
    expect(told.trim().split('\n')).toEqual([
      expect.stringMatching(/^the recording ends here: .* cannot be written \(EFBIG\)$/u),
      'went on',
    ]);
  });
});
