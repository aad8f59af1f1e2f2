// Parse, compose, run. Each program is loaded when it is asked for, so that none waits for another.
import { type Invocation, readCommandLine } from './cli.js';
import { exitCodes } from './exit-codes.js';
import { printed } from './programs/printed.js';
import { systemSettingsFiles } from './settings/settings-files.js';
import { systemLogin } from './settings/system-login.js';

const seedRange = 2 ** 32;

/** Nobody guesses that much. */
const tokenBytes = 16;

const newToken = () => Buffer.from(crypto.getRandomValues(new Uint8Array(tokenBytes))).toString('base64url');

const inspectorFiles = new URL('inspect/', import.meta.url);

/** Runs what was asked for, and returns the exit code. */
async function run(invocation: Invocation): Promise<number> {
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
      return runProgram(invocation, {
        now: Date.now,
        // Nothing is secret about it; and a cryptographic one would have to be waited for.
        seed: Math.floor(Math.random() * seedRange),
        refuse,
        readAgain,
        newToken,
        inspectorFiles,
      });
    }
  }
}

/** What is asked for; the settings file may say something else each time. */
function readAgain(): Invocation {
  const words = process.argv.slice(2);
  const { env, stdout } = process;
  return readCommandLine(words, env, BACKCHANNEL_VERSION, systemSettingsFiles, systemLogin, stdout.columns);
}

function refuse(sentence: string): number {
  process.stderr.write(`backchannel: ${sentence}\n`);
  return exitCodes.misused;
}

// Whoever read our output may have gone (EPIPE): what is written then is for nobody, and no reason to crash.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);

async function main(): Promise<void> {
  // A set exit code, not `process.exit`: what is still being written to a pipe gets there.
  process.exitCode = await run(readAgain());
}

void main();
