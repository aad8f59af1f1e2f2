// What the command line of the benchmarks asks for. Pure.
import { parseArgs } from 'node:util';
import type { Measurement } from './measurement.js';
import { measurements } from './measurements.js';

const defaultRuns = 5;

export const help = `Usage: npm run bench -- [--only NAME,…] [--runs N] [--against REVISION]
       npm run bench -- --original COMMAND [--runs N]

Measures backchannel against bare Node, both in the same runs, on a LAN of network namespaces on this
computer; prints a table and writes docs/benchmarks.md. A run takes some five minutes, beside the original one.

  --only NAME,…       measure these alone, and leave the page as it is:
                      ${measurements.map(({ name }) => name).join(', ')}
  --runs N            how often each is measured; default: ${defaultRuns}
  --against REVISION  compare with another commit instead, built beside this one and measured in turns with it;
                      leaves the page as it is
  --original COMMAND  measure beside the original of 2012, which this command starts when the name of who chats is
                      appended to it (words apart by spaces, no quotes within); writes that table of the page and
                      leaves the rest as it is
  --help              this text

Needs Linux with iproute2, util-linux and Chromium, and root or user namespaces; for all of them also a
registry that npm reaches; for --original Ruby with its curses.

  npm run bench -- --only first-screen,idle-memory --runs 2
  npm run bench -- --original 'ruby ../original/bin/backchannel' --runs 3
`;

export interface BenchOptions {
  readonly asksHelp: boolean;
  readonly chosen: readonly Measurement[];
  /** Whether that is not all of them. */
  readonly isPart: boolean;
  readonly runs: number;
  readonly against: string | undefined;
  /** The argument list that starts the original, without the name of who chats. */
  readonly original: readonly string[] | undefined;
}

/** The options as they were given, or what is wrong with them. */
export function readOptions(words: readonly string[]): BenchOptions | Error {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        help: { type: 'boolean' },
        only: { type: 'string' },
        runs: { type: 'string' },
        against: { type: 'string' },
        original: { type: 'string' },
      },
    });
    const { help: asksHelp = false, only, against } = values;
    const runs = Number(values.runs ?? defaultRuns);
    if (!Number.isInteger(runs) || runs < 1)
      return new Error(`--runs "${values.runs}" is not a whole number from 1 on`);
    const original = values.original?.split(' ').filter((word) => word !== '');
    if (original?.length === 0) return new Error('--original names no command: see --help');
    if (original !== undefined && (only !== undefined || against !== undefined))
      return new Error('--original goes neither with --only nor with --against: see --help');
    const names = only?.split(',');
    const unknown = names?.find((name) => !measurements.some((known) => known.name === name));
    if (unknown !== undefined) return new Error(`there is no measurement "${unknown}": see --help`);
    const chosen = measurements.filter(({ name }) => names?.includes(name) ?? true);
    return { asksHelp, chosen, isPart: names !== undefined, runs, against, original };
  } catch (error) {
    // In the words of parseArgs.
    return error instanceof Error ? error : new Error(String(error));
  }
}
