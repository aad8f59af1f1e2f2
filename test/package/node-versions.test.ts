// The installed program on every Node that it supports.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as z from 'zod';
import { describeWhen } from '../support/describe-when.js';
import { packInto, registrySupport } from '../support/packed.js';
import { builtSupport } from '../support/program.js';
import { allOf, labSupport, ptySupport } from '../support/requirements.js';
import { nodePath, nodeVersions } from './node-versions.js';
import { programContract } from './program-contract.js';

const supports = allOf(registrySupport(), builtSupport(), labSupport(), ptySupport());

// At once, since most of it is waiting for the network.
const nodes = supports.ok
  ? await Promise.all(nodeVersions.map(async (version) => ({ version, path: await nodePath(version) })))
  : nodeVersions.map((version) => ({ version, path: new Error(supports.reason) }));

/** A slow line or a slow disk may take its time. */
const installMs = 120_000;

const folder = mkdtempSync(join(tmpdir(), 'backchannel-nodes-'));

beforeAll(() => {
  if (!supports.ok) return;
  writeFileSync(join(folder, 'package.json'), '{ "private": true }');
  const argv = ['install', '--no-audit', '--no-fund', packInto(folder).tarball];
  execFileSync('npm', argv, { cwd: folder, stdio: 'pipe' });
}, installMs);
afterAll(() => rmSync(folder, { recursive: true, force: true }), installMs);

it('the oldest of them is the oldest that the package admits', () => {
  const manifest = z.object({ engines: z.object({ node: z.string() }) });
  const text = readFileSync(new URL('../../package.json', import.meta.url), 'utf8');
  expect(manifest.parse(JSON.parse(text)).engines.node).toBe(`>=${nodeVersions[0]}`);
});

for (const { version, path } of nodes) {
  const support =
    typeof path === 'string' ? ({ ok: true } as const) : ({ ok: false, reason: path.message } as const);
  describeWhen(support, `on Node ${version}`, () => {
    const program = join(folder, 'node_modules', 'backchannel', 'dist', 'start.cjs');
    programContract((...args) => [String(path), program, ...args]);

    it('is that Node', () => {
      const said = execFileSync(String(path), ['--version'], { encoding: 'utf8' });
      expect(said.trim()).toBe(`v${version}`);
    });
  });
}
