// Has the functions that XState makes at each step be collected with what they reach. Where a function is written right
// behind `object.property =`, V8 allocates it in the old generation, as it does well to with a method that is made once. XState
// does so with functions that are used once, and what these reach, the event with all its datagrams and the whole context, is
// then promoted as well and stays until the next full collection: half of what a flood has the collector copy.
import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** A function that is written right behind `object.property =`. */
const assignedFunction = /^(\s+\w+\.\w+ = )(?=(?:\([^()]*\)|\w+) => \{$)/gmu;

/** Of the modules of XState, those whose functions are made at each step: by what they are assigned to. */
const atEachStep = /^\s+(?:actorScope\.actionExecutor|enqueue\.emit) = /mu;

/**
 * Source text with each such function assigned to a variable on its way, so that to V8 it is one like any other.
 *
 * @param source a module of XState
 */
export function withYoungClosures(source: string): string {
  if (!atEachStep.test(source)) return source;
  return `let young;\n${source.replaceAll(assignedFunction, '$1young = ')}`;
}

export const youngClosures: Plugin = {
  name: 'young closures',
  setup(build) {
    build.onLoad({ filter: /[\\/]xstate[\\/]dist[\\/][^\\/]+\.js$/ }, async ({ path }) => ({
      contents: withYoungClosures(await readFile(path, 'utf8')),
    }));
  },
};
