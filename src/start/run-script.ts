// Runs a script of ours from the code that V8 compiled of it before, and has that code kept for the next time.
import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { Script } from 'node:vm';
import type { CodeCachePlace } from './code-cache-place.js';
import { keepCode, readKept } from './kept-code.js';

/**
 * By then all that the start of a chat needs has been compiled, and the chat waits for keys. A command that is done sooner, as
 * `send` is, keeps its code as it exits: whoever waits for the first one waits for that too.
 */
const keepAfterMs = 2000;

/**
 * Runs what the build has made of a part of the program: a function of `require`, of the URL where it is, and of what begun
 * before it.
 *
 * @param path of the script, which is ASCII
 * @param place where its compiled code is kept; nowhere, if left out
 * @param requireFrom what the script is given as `require`: that of whoever runs it, since Node takes a millisecond to make
 *   another
 * @param begun what the part before it has returned
 * @returns what it returns
 */
export function runScript(
  path: string,
  place: CodeCachePlace | undefined,
  requireFrom: NodeJS.Require,
  begun?: unknown,
): unknown {
  const kept = place === undefined ? undefined : readKept(place);
  // ASCII is Latin-1 too, and read faster as that.
  const script = new Script(readFileSync(path, 'latin1'), {
    filename: path,
    ...(kept === undefined ? {} : { cachedData: kept }),
  });
  if (place !== undefined && (kept === undefined || script.cachedDataRejected === true)) {
    keepLater(script, place);
  }
  const run: unknown = script.runInThisContext();
  if (typeof run !== 'function') return undefined;
  return Reflect.apply(run, undefined, [requireFrom, pathToFileURL(path).href, begun]);
}

/** The first screen, and the second script, are there sooner where their code was kept. */
const startedAfterMs = 500;

/** Scripts whose code is to be kept, and is not yet. */
let unkept = 0;

/** Calls back when the start is over, and the code of all scripts is kept; not if the program is done sooner. */
export function whenKept(act: () => void): void {
  const timer = setInterval(() => {
    if (unkept > 0) return;
    clearInterval(timer);
    act();
  }, startedAfterMs).unref();
}

/** Once the start is over; functions that have not run yet are not compiled, and would be missing. */
function keepLater(script: Script, place: CodeCachePlace): void {
  unkept += 1;
  const keepNow = () => {
    unkept -= 1;
    clearTimeout(timer);
    process.off('exit', keepNow);
    try {
      keepCode(script.createCachedData(), place);
    } catch {
      // A full disk, or one that cannot be written: the next start is no slower than this one.
    }
  };
  const timer = setTimeout(keepNow, keepAfterMs).unref();
  if (place.evenIfSoonDone) process.on('exit', keepNow);
}
