// What the programs for pipes need of the process; tests bring their own.
import type { Readable, Writable } from 'node:stream';
import { lazily } from '../text/lazily.js';
import { bearBrokenPipe } from './broken-pipe.js';

export interface StandardStreams {
  readonly stdin: Readable;
  readonly stdout: Writable & { readonly isTTY?: boolean };
  readonly stderr: Writable;
  /** Emits the names of signals, as `process` does. */
  readonly signals: NodeJS.EventEmitter;
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
}

/** Those of the process. Each stream is made when it is first asked for: Node takes milliseconds for one. */
export function standardStreams(now: () => number): StandardStreams {
  const stdout = lazily(() => bearBrokenPipe(process.stdout));
  const stderr = lazily(() => bearBrokenPipe(process.stderr));
  return {
    get stdin() {
      return process.stdin;
    },
    get stdout() {
      return stdout();
    },
    get stderr() {
      return stderr();
    },
    signals: process,
    now,
  };
}
