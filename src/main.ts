// Begin, compose, run. Each program is loaded when it is asked for, so that none waits for another.
import { askedFor } from './asked-for.js';
import { begin, type Begun } from './begin.js';
import { exitCodes } from './exit-codes.js';
import { printed } from './printed.js';
import { endWith } from './programs/end-of-process.js';
import { newSeed } from './programs/new-seed.js';
import { refuse } from './programs/refuse.js';

/** Nobody guesses that much. */
const tokenBytes = 16;

const newToken = () => Buffer.from(crypto.getRandomValues(new Uint8Array(tokenBytes))).toString('base64url');

const inspectorFiles = new URL('inspect/', import.meta.url);

/**
 * Runs what the command line asks for, and sets the exit code.
 *
 * @param begun what has begun already; begins, if left out
 */
export async function main(begun?: Begun): Promise<void> {
  endWith(await run(begun ?? (await begin())), process);
}

/** Runs what was asked for, and returns the exit code. */
async function run({ invocation, first }: Begun): Promise<number> {
  switch (invocation.type) {
    case 'print':
      return (await printed(invocation.text, process)) ? exitCodes.done : exitCodes.failed;
    case 'refuse':
      return refuse(invocation.sentence);
    case 'replay':
    case 'inspect': {
      const { runRecording } = await import('./programs/run-recording.js');
      return runRecording(invocation, { refuse, newToken, inspectorFiles });
    }
    default: {
      const { runProgram } = await import('./programs/run-program.js');
      const world = {
        now: Date.now,
        seed: newSeed(),
        refuse,
        readAgain: askedFor,
        newToken,
        inspectorFiles,
      };
      return runProgram(invocation, world, first);
    }
  }
}
