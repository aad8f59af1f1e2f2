// `send` and `receive` without a screen: the build makes a script of this alone, which a shell need not wait long for.
import { askedFor } from './asked-for.js';
import type { Begun } from './begin.js';
import { bearLostTerminal, endWith } from './programs/end-of-process.js';
import { newSeed } from './programs/new-seed.js';
import { refuse } from './programs/refuse.js';
import { runPipe } from './programs/run-pipe.js';

/**
 * Runs what the command line asks for, if it is that, and sets the exit code.
 *
 * @returns what the whole program is to do; nothing when all has been done
 */
export async function pipe(): Promise<Begun | undefined> {
  bearLostTerminal(process);
  const invocation = askedFor();
  const isPipe = invocation.type === 'send' || invocation.type === 'receive';
  if (!isPipe || invocation.inspect !== undefined) return { invocation };
  endWith(await runPipe(invocation, { now: Date.now, seed: newSeed(), refuse }), process);
  return undefined;
}
