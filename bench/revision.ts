// Another state of the project, checked out beside this one and built: what `--against` compares with. The work tree is
// git's own, in the folder for temporary files, and leaves nothing behind.
import { execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { projectFolder } from './build-under-test.js';
import { evenIfInterrupted } from './even-if-interrupted.js';
import { samePackages } from './same-packages.js';

/** A checked out state of the project. It is gone when this is disposed of, or the process exits. */
export interface Checkout extends Disposable {
  /** Its folder. */
  readonly root: string;
}

/** @param revision in git's terms @returns its commit, or `undefined` if git knows none */
export async function commitOf(revision: string): Promise<string | undefined> {
  const argv = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${revision}^{commit}`];
  try {
    return (await promisify(execFile)('git', argv, { cwd: projectFolder })).stdout.trim();
  } catch {
    return undefined;
  }
}

export async function checkOut(commit: string): Promise<Checkout> {
  const folder = mkdtempSync(join(tmpdir(), 'backchannel-revision-'));
  const checkout = evenIfInterrupted({
    root: join(folder, 'tree'),
    [Symbol.dispose]: () => {
      rmSync(folder, { recursive: true, force: true });
      // What is gone is no longer listed.
      execFileSync('git', ['worktree', 'prune'], { cwd: projectFolder });
    },
  });
  await run(projectFolder, 'git', 'worktree', 'add', '--quiet', '--detach', checkout.root, commit);
  return checkout;
}

/**
 * Builds what was checked out, with the packages of this project where its lock file names the same ones.
 *
 * @throws {Error} when it cannot be built: it needs `npm run build:program`
 */
export async function buildCheckout({ root }: Checkout): Promise<void> {
  if (samePackages(lockFileOf(projectFolder), lockFileOf(root))) {
    symlinkSync(join(projectFolder, 'node_modules'), join(root, 'node_modules'));
  } else {
    await run(root, 'npm', 'ci', '--no-audit', '--no-fund', '--silent');
  }
  await run(root, 'npm', 'run', '--silent', 'build:program');
}

function lockFileOf(root: string): string {
  return readFileSync(join(root, 'package-lock.json'), 'utf8');
}

/** Runs a command to its end, in a group of its own, so that all that it has started can be ended with us. */
async function run(cwd: string, file: string, ...argv: readonly string[]): Promise<void> {
  const child = spawn(file, argv, { cwd, detached: true, stdio: ['ignore', 'ignore', 'inherit'] });
  const endGroup = (): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGKILL');
  };
  // Before the files go that it writes (see evenIfInterrupted).
  process.prependOnceListener('exit', endGroup);
  await once(child, 'exit');
  process.off('exit', endGroup);
  const { exitCode } = child;
  if (exitCode !== 0) throw new Error(`${[file, ...argv].join(' ')} ended with ${exitCode}`);
}
