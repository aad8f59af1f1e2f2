// `send` and `receive` without a screen: the build makes a script of this alone, which a shell need not wait long for.
import { askedFor } from './asked-for.js';
import type { Begun } from './begin.js';
import { newSeed } from './programs/new-seed.js';
import { refuse } from './programs/refuse.js';
import { runPipe } from './programs/run-pipe.js';

/**
 * Runs what the command line asks for, if it is that, and sets the exit code.
 *
 * @returns what the whole program is to do; nothing when all has been done
 */
export async function pipe(): Promise<Begun | undefined> {
  const invocation = askedFor();
  const isPipe = invocation.type === 'send' || invocation.type === 'receive';
  if (!isPipe || invocation.inspect !== undefined) return { invocation };
  // A set exit code, not `process.exit`: what is still being written to a pipe gets there.
  process.exitCode = await runPipe(invocation, { now: Date.now, seed: newSeed(), refuse });
  return undefined;
}
