// The package in each layout that package managers give it: installed into an empty folder, and run from there.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { describeWhen } from '../support/describe-when.js';
import { type Packed, packInto, registrySupport } from '../support/packed.js';
import { builtSupport } from '../support/program.js';
import { allOf, labSupport, ptySupport, type Support } from '../support/requirements.js';
import { type Installer, installers } from './installers.js';
import { programContract } from './program-contract.js';

/** A slow line may take its time, and so may a slow disk: some thirty packages of small files. */
const installMs = 120_000;

const supports = allOf(registrySupport(), builtSupport(), labSupport(), ptySupport());

/** Whether there is such a tool here, or npx can get it. */
function toolSupport({ name, tool }: Installer): Support {
  const [file = '', ...args] = tool('--version');
  const { status, stderr } = spawnSync(file, args, { encoding: 'utf8', timeout: installMs });
  return status === 0 ? { ok: true } : { ok: false, reason: `${name} is not to be had: ${stderr.trim()}` };
}

const root = mkdtempSync(join(tmpdir(), 'backchannel-layouts-'));
let packed: Packed | undefined;

beforeAll(() => {
  if (supports.ok) packed = packInto(root);
});
afterAll(() => rmSync(root, { recursive: true, force: true }), installMs);

for (const [index, installer] of installers.entries()) {
  const support = supports.ok ? toolSupport(installer) : supports;
  describeWhen(support, `installed by ${installer.name}`, () => {
    const folder = join(root, String(index));
    let launcher: readonly string[] = [];
    beforeAll(() => {
      launcher = installInto(folder, installer);
    }, installMs);
    afterAll(() => rmSync(folder, { recursive: true, force: true }), installMs);
    programContract((...args) => [...launcher, ...args]);
  });
}

/** Installs the packed package there; what runs the program from it. */
function installInto(folder: string, { tool, install, env, launcher }: Installer): readonly string[] {
  if (packed === undefined) throw new Error('the package has not been packed');
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), '{ "name": "empty", "private": true }');
  // Without a lock file of its own, yarn would look for a project around the folder.
  writeFileSync(join(folder, 'yarn.lock'), '');
  const run = (...words: readonly string[]): string => {
    const [file = '', ...args] = tool(...words);
    const environment = { ...process.env, ...env?.(folder) };
    return execFileSync(file, args, { cwd: folder, env: environment, encoding: 'utf8', stdio: 'pipe' });
  };
  run(...install(packed.tarball));
  return launcher === undefined
    ? [join(folder, 'node_modules', '.bin', 'backchannel')]
    : launcher(folder, run('bin', 'backchannel').trim());
}
