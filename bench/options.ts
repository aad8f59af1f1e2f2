// What the command line of the benchmarks asks for. Pure.
import { parseArgs } from 'node:util';
import type { Measurement } from './measurement.js';
import { measurements } from './measurements.js';

const defaultRuns = 5;

export const help = `Usage: npm run bench -- [--only NAME,…] [--runs N] [--against REVISION]

Measures backchannel against bare Node, both in the same runs, on a LAN of network namespaces on this
computer; prints a table and writes docs/benchmarks.md. Takes some five minutes.

  --only NAME,…       measure these alone, and leave the page as it is:
                      ${measurements.map(({ name }) => name).join(', ')}
  --runs N            how often each is measured; default: ${defaultRuns}
  --against REVISION  compare with another commit instead, built beside this one and measured in turns with it;
                      leaves the page as it is
  --help              this text

Needs Linux with iproute2, util-linux and Chromium, and root or user namespaces; for all of them also a
registry that npm reaches.
`;

export interface BenchOptions {
  readonly asksHelp: boolean;
  readonly chosen: readonly Measurement[];
  /** Whether that is not all of them. */
  readonly isPart: boolean;
  readonly runs: number;
  readonly against: string | undefined;
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
      },
    });
    const { help: asksHelp = false, only, against } = values;
    const runs = Number(values.runs ?? defaultRuns);
    if (!Number.isInteger(runs) || runs < 1)
      return new Error(`--runs "${values.runs}" is not a whole number from 1 on`);
    const names = only?.split(',');
    const unknown = names?.find((name) => !measurements.some((known) => known.name === name));
    if (unknown !== undefined) return new Error(`there is no measurement "${unknown}": see --help`);
    const chosen = measurements.filter(({ name }) => names?.includes(name) ?? true);
    return { asksHelp, chosen, isPart: names !== undefined, runs, against };
  } catch (error) {
    // In the words of parseArgs.
    return error instanceof Error ? error : new Error(String(error));
  }
}
