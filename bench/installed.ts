// What somebody gets who installs the package: packed and installed by npm into an empty folder, then weighed.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { packInto } from '../test/support/packed.js';
import { evenIfInterrupted } from './even-if-interrupted.js';

/** A package of which ours has need, and what that brings along. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** Of all its files. */
  readonly bytes: number;
  /** How many packages come only because of it. */
  readonly brings: number;
  readonly broughtBytes: number;
}

export interface Installed {
  /** The tarball, which is what is downloaded of ours. */
  readonly tarballBytes: number;
  readonly unpackedBytes: number;
  readonly dependencies: readonly InstalledPackage[];
}

/** What npm writes down of what it has installed. */
const lockFile = z.object({
  packages: z.record(
    z.string(),
    z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()).default({}) }),
  ),
});

type Packages = z.infer<typeof lockFile>['packages'];

/** Packs, installs and weighs. The package has to be built, types included. */
export function weighInstalled(): Installed {
  const folder = mkdtempSync(join(tmpdir(), 'backchannel-bench-'));
  using _ = evenIfInterrupted({ [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }) });
  const { tarball, bytes, unpackedBytes } = packInto(folder);
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  execFileSync('npm', ['install', '--no-audit', '--no-fund', tarball], { cwd: folder, stdio: 'pipe' });
  const lock = readFileSync(join(folder, 'node_modules', '.package-lock.json'), 'utf8');
  const { packages } = lockFile.parse(JSON.parse(lock));
  const direct = Object.keys(packages[placeOf('backchannel')]?.dependencies ?? {});
  const seen = new Set(direct);
  const dependencies = direct.map((name): InstalledPackage => {
    const brought = broughtBy(name, packages, seen);
    const sizes = brought.map((one) => bytesIn(join(folder, placeOf(one))));
    return {
      name,
      version: packages[placeOf(name)]?.version ?? '',
      bytes: bytesIn(join(folder, placeOf(name))),
      brings: brought.length,
      broughtBytes: sizes.reduce((sum, size) => sum + size, 0),
    };
  });
  return { tarballBytes: bytes, unpackedBytes, dependencies };
}

/** Where npm puts a package; two versions of one are not expected here. */
function placeOf(name: string): string {
  return `node_modules/${name}`;
}

/** What a package needs, and what that needs, as far as nobody else has brought it. */
function broughtBy(name: string, packages: Packages, seen: Set<string>): string[] {
  const fresh = Object.keys(packages[placeOf(name)]?.dependencies ?? {}).filter((one) => !seen.has(one));
  for (const one of fresh) seen.add(one);
  return fresh.concat(fresh.flatMap((one) => broughtBy(one, packages, seen)));
}

function bytesIn(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, { parentPath, name }) => sum + statSync(join(parentPath, name)).size, 0);
}
