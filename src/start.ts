#!/usr/bin/env node
// The bin: answers at once what the build has written down, and else runs the program from the code that V8 kept of it.
// Knows of the program only where the build has put it.
import { answerTo } from './start/answers.js';
import { codeCachePlace } from './start/code-cache-place.js';
import { optimiseLate } from './start/optimise-late.js';
import { runScript } from './start/run-script.js';
import { say } from './start/say.js';

const answer = answerTo(process.argv.slice(2), process.stdout, __dirname);
if (answer !== undefined) {
  say(answer, process);
} else {
  runScript(`${__dirname}/program.js`, codeCachePlace(process, BACKCHANNEL_BUILD), require, () =>
    optimiseLate(process),
  );
}
