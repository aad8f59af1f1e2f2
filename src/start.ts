#!/usr/bin/env node
// The bin: answers at once what the build has written down, and else runs the program from the code that V8 kept of it: what
// a start begins with, and then the rest. Knows of the program only where the build has put it.
import { exitCodes } from './exit-codes.js';
import { printed } from './printed.js';
import { answerTo } from './start/answers.js';
import { type CachedPart, codeCachePlace, type CodeCachePlace, startedBy } from './start/code-cache-place.js';
import { optimiseLate } from './start/optimise-late.js';
import { runScript, whenKept } from './start/run-script.js';

/**
 * Runs the small script of what is started: it shows a chat's first screen, or is all that `send` and `receive` need. What it
 * leaves to do, the script of the whole program does.
 */
async function start(): Promise<void> {
  const started = startedBy(process.argv);
  const script = started === 'send' || started === 'receive' ? 'pipe' : 'begin';
  const begun = await runScript(`${__dirname}/${script}.js`, placeOf(started), require);
  if (begun === undefined) return;
  runScript(`${__dirname}/program.js`, placeOf(`${started}-program`), require, begun);
}

function placeOf(part: CachedPart): CodeCachePlace | undefined {
  return codeCachePlace(process, BACKCHANNEL_BUILD, part);
}

/** Prints an answer; the exit code tells when that could not be done. */
async function say(text: string): Promise<void> {
  if (!(await printed(text, process))) process.exitCode = exitCodes.failed;
}

const answer = answerTo(process.argv.slice(2), process, __dirname);
if (answer !== undefined) {
  void say(answer);
} else {
  void start();
  whenKept(() => optimiseLate(process));
}
