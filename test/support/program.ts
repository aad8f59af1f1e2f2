// The built program as tests run it: where it is, in which environment, and as a part of a pipe.
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Support } from './requirements.js';
import { Watched } from './watched.js';

/** The file that `backchannel` runs. */
export const programPath = fileURLToPath(new URL('../../dist/start.cjs', import.meta.url));

/** Whether the program has been built. */
export function builtSupport(): Support {
  return existsSync(programPath)
    ? { ok: true }
    : { ok: false, reason: 'the program is not built: npm run build' };
}

/** Gives the argument list that runs a build of the program with these arguments. */
export type Launch = (...args: readonly string[]) => string[];

/** That of the program as it was built here, on the Node that runs the test. */
export function program(...args: readonly string[]): string[] {
  return [process.execPath, programPath, ...args];
}

/** A home folder of its own, and an environment that says nothing but where that is. */
export interface Home extends Disposable {
  readonly env: Readonly<Record<string, string>>;
}

export function makeHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'backchannel-test-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: folder,
    LOGNAME: 'tester',
    LANG: 'C.UTF-8',
    COLORTERM: 'truecolor',
  };
  return { env, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

/** How a process ended: by its exit code or by a signal, and what it had to complain about. */
export interface ProcessEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  /** The lines of standard error. */
  readonly errors: readonly string[];
}

/** The end of a program that did what it was asked to, and had nothing to complain about. */
export const doneQuietly: ProcessEnd = { code: 0, signal: null, errors: [] };

/** A running program whose standard streams are pipes. */
export interface PipedProgram {
  readonly stdin: Writable;
  readonly stdout: Readable;
  /** The whole lines of standard output so far. */
  lines(): readonly string[];
  /** Resolves with the lines when they fit; throws after `timeoutMs`, or when the program ends before. */
  waitForLines(fits: (lines: readonly string[]) => boolean, timeoutMs?: number): Promise<readonly string[]>;
  /** Resolves as the promise does; throws, with all that the program wrote, when the program ends before. */
  whileRunning<T>(promise: Promise<T>): Promise<T>;
  kill(signal: NodeJS.Signals): void;
  /** Resolves when the program has ended and its streams are read to the end. */
  readonly end: Promise<ProcessEnd>;
}

/** Takes hold of a process that was spawned with three pipes. */
export function piped(child: ChildProcess): PipedProgram {
  const { stdin, stdout, stderr } = child;
  if (stdin === null || stdout === null || stderr === null) throw new Error('the program needs three pipes');
  const output = linesOf(stdout);
  const errors = linesOf(stderr);
  // Writing to a program that has ended is what some tests are about.
  stdin.on('error', () => undefined);
  const end = new Promise<ProcessEnd>((resolve) => {
    child.once('close', (code: number | null, signal: NodeJS.Signals | null) => {
      output.fail(new Error(`the program ended (${code ?? signal})`));
      resolve({ code, signal, errors: errors.value });
    });
  });
  const known = (): string => `\noutput:\n${output.value.join('\n')}\nerrors:\n${errors.value.join('\n')}`;
  return {
    stdin,
    stdout,
    end,
    lines: () => output.value,
    kill: (signal) => child.kill(signal),
    whileRunning: async (promise) =>
      await Promise.race([
        promise,
        end.then(({ code, signal }) => {
          throw new Error(`the program ended (${code ?? signal})${known()}`);
        }),
      ]),
    waitForLines: async (fits, timeoutMs) =>
      await output.until('lines of output', (lines) => (fits(lines) ? lines : undefined), {
        explain: known,
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      }),
  };
}

function linesOf(stream: Readable): Watched<readonly string[]> {
  const lines = new Watched<readonly string[]>([]);
  createInterface({ input: stream }).on('line', (line) => lines.set([...lines.value, line]));
  return lines;
}
