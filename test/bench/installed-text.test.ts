// What the page says of what is installed, and that it gives a reason for each package, and for none that is not there.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { builtInReasons, installedReasons } from '../../bench/dependency-reasons.js';
import { installedText } from '../../bench/installed-text.js';
import { describeWhen } from '../support/describe-when.js';
import { builtSupport } from '../support/program.js';

const texts = z.record(z.string(), z.string());
const manifest = z
  .object({ dependencies: texts, devDependencies: texts })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')));

describe('the reasons', () => {
  it('are given for each dependency, and for nothing else', () => {
    expect(Object.keys(installedReasons).toSorted()).toEqual(Object.keys(manifest.dependencies).toSorted());
  });

  it.each(Object.entries({ ...installedReasons, ...builtInReasons }))('of %s are sentences', (_, reason) => {
    expect(reason).toMatch(/^[A-Z].*\.$/u);
  });
});

describeWhen(builtSupport(), 'what is built in', () => {
  it('has a reason, if it is not there for something else that is', () => {
    const licences = readFileSync(fileURLToPath(new URL('../../dist/licences.txt', import.meta.url)), 'utf8');
    const builtIn = [...licences.matchAll(/^=== (?<name>\S+) /gmu)].map(
      ({ groups }) => groups?.['name'] ?? '',
    );
    const ours = new Set(Object.keys({ ...manifest.dependencies, ...manifest.devDependencies }));
    expect(Object.keys(builtInReasons)).toEqual(builtIn.filter((name) => ours.has(name)).toSorted());
  });
});

describe('installedText', () => {
  it('counts packages and sizes', () => {
    const one = { name: 'zod', version: '4.0.0', bytes: 2048, brings: 0, broughtBytes: 0 };
    const other = { name: 'rxjs', version: '7.0.0', bytes: 1024, brings: 2, broughtBytes: 512 };
    const text = installedText({
      tarballBytes: 10_240,
      unpackedBytes: 1_048_576,
      dependencies: [one, other],
    });
    expect(text).toContain('a tarball of **10 KiB**, 1,024 KiB unpacked.');
    expect(text).toContain('it is 5 packages and 1,028 KiB.');
    expect(text).toContain(`| zod 4.0.0 | 2 | – | ${installedReasons['zod']} |`);
    expect(text).toContain('| rxjs 7.0.0 | 1 | 2 (1 KiB) |');
  });
});
