// What the programs for pipes need of the process; tests bring their own.
import type { Readable, Writable } from 'node:stream';

export interface StandardStreams {
  readonly stdin: Readable;
  readonly stdout: Writable;
  readonly stderr: Writable;
  /** Emits the names of signals, as `process` does. */
  readonly signals: NodeJS.EventEmitter;
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
}
