// Reading the settings file from a real file system.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { systemSettingsFiles } from '../../src/settings/settings-files.js';

const folder = mkdtempSync(join(tmpdir(), 'backchannel-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

function fileOf(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const read = (path: string) => systemSettingsFiles.read(path);

it('gives the text', () => {
  expect(read(fileOf('plain.json', '{"handle":"é"}'))).toEqual({ type: 'text', text: '{"handle":"é"}' });
});

it.each([['nowhere.json'], ['plain.json/further']])('knows that %s is not there', (name) => {
  fileOf('plain.json', '{}');
  expect(read(join(folder, name))).toEqual({ type: 'absent' });
});

it('takes 64 KiB, and not a byte more', () => {
  expect(read(fileOf('full.json', ' '.repeat(65_536)))).toMatchObject({ type: 'text' });
  expect(read(fileOf('long.json', ' '.repeat(65_537)))).toEqual({
    type: 'unreadable',
    problem: 'it has more than 65536 bytes',
  });
  expect(read('/dev/zero')).toMatchObject({ type: 'unreadable' });
});

it('refuses what is not UTF-8', () => {
  expect(read(fileOf('latin.json', Uint8Array.of(0x7b, 0xe9, 0x7d)))).toEqual({
    type: 'unreadable',
    problem: 'it is not UTF-8',
  });
});

it('refuses a folder', () => {
  mkdirSync(join(folder, 'folder'));
  expect(read(join(folder, 'folder'))).toMatchObject({
    type: 'unreadable',
    problem: expect.stringContaining('EISDIR'),
  });
});

it.runIf(process.platform !== 'win32')('reads a pipe to its end', () => {
  const script = `import { systemSettingsFiles } from './src/settings/settings-files.js'; console.log(JSON.stringify(systemSettingsFiles.read('/dev/stdin')))`;
  const output = execFileSync(
    'sh',
    [
      '-c',
      'yes "" | head -c 20000 | "$0" --import tsx --input-type=module --eval "$1"',
      process.execPath,
      script,
    ],
    { encoding: 'utf8' },
  );
  expect(JSON.parse(output)).toEqual({ type: 'text', text: '\n'.repeat(20_000) });
});
