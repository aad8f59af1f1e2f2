// How long V8 runs a function before it optimises it. Optimising takes the processor as long as many calls do, and a chat is
// seldom so busy, and never for so long, that the time comes back.

/** V8 of Node 20, which optimises a function after 66 KiB of its bytecode: a few hundred calls of a usual one. */
const isEager = /^11\.3\./u;

/** Eight times as much: as later V8s do by themselves, which wait for 3,000 calls (`--invocation-count-for-turbofan`). */
const interruptBudgetBytes = 8 * 66 * 1024;

/** What V8 is to be told, if anything: one that does not know an option complains to the terminal. */
export function optimiserOption(v8Version: string): string | undefined {
  return isEager.test(v8Version) ? `--interrupt-budget=${interruptBudgetBytes}` : undefined;
}

/** Tells it, after the start: V8 takes no code that was kept under other options, neither ours nor Node's own. */
export function optimiseLate(running: Pick<NodeJS.Process, 'versions' | 'getBuiltinModule'>): void {
  const option = optimiserOption(running.versions.v8);
  // Not imported: who asks for the help needs none of it.
  if (option !== undefined) running.getBuiltinModule('node:v8').setFlagsFromString(option);
}
