// The file that a recording is written to: for its owner's eyes only, never longer than its bound, and never in the way of
// the chat. What has been written survives a crash of the program.
import { closeSync, constants, fchmodSync, fstatSync, openSync, writeSync } from 'node:fs';
import { BackchannelError, systemErrorCode } from '../errors.js';
import { maxRecordingBytes, maxRecordingLineBytes } from './recording-limits.js';
import type { SetTimer } from '../simulation/timed-action.js';

/** What is gathered for this long is written at once: a crash that leaves no time to write costs no more than this. */
const gatherMs = 100;

/** More than this is written without waiting. */
const gatherBytes = 64 * 1024;

/** What is left for a last line that says why the recording ends. */
const lastLineBytes = 1024;

/** The owner may read and write. */
const ownerOnly = 0o600;

export interface RecordingFile {
  /**
   * Adds a line, its newline included.
   *
   * @returns whether it was taken: one that is too long for a line, or for what is left of the file, is not
   */
  readonly add: (line: string) => boolean;
  /** Adds the last line, for which there is always room, and closes the file. */
  readonly end: (line: string) => void;
  /** Writes what has been gathered; works in an `exit` handler. */
  readonly flush: () => void;
}

export interface RecordingFileOptions {
  readonly path: string;
  readonly setTimer: SetTimer;
  /** Told once, when nothing more can be written. */
  readonly failed: (sentence: string) => void;
  /** {@link maxRecordingBytes}, if left out. */
  readonly maxBytes?: number;
}

/**
 * Makes the file.
 *
 * @throws {BackchannelError} when there is something in it already, or it cannot be made
 */
export function openRecordingFile(options: RecordingFileOptions): RecordingFile {
  const { path, setTimer, failed, maxBytes = maxRecordingBytes } = options;
  let descriptor: number | undefined = made(path);
  let gathered: string[] = [];
  let waitingBytes = 0;
  let totalBytes = 0;
  let stopWaiting: (() => void) | undefined;

  const close = (): void => {
    stopWaiting?.();
    if (descriptor !== undefined) closeSync(descriptor);
    descriptor = undefined;
  };
  const flush = (): void => {
    stopWaiting?.();
    stopWaiting = undefined;
    if (descriptor === undefined || waitingBytes === 0) return;
    const bytes = Buffer.from(gathered.join(''));
    gathered = [];
    waitingBytes = 0;
    try {
      for (let from = 0; from < bytes.length; ) from += writeSync(descriptor, bytes, from);
    } catch (error) {
      close();
      failed(
        `the recording ends here: ${path} cannot be written (${systemErrorCode(error) ?? String(error)})`,
      );
    }
  };
  const gather = (line: string, bytes: number): void => {
    gathered.push(line);
    waitingBytes += bytes;
    totalBytes += bytes;
  };

  return {
    add(line) {
      if (descriptor === undefined) return true;
      const bytes = Buffer.byteLength(line);
      if (bytes > maxRecordingLineBytes || totalBytes + bytes > maxBytes - lastLineBytes) return false;
      gather(line, bytes);
      if (waitingBytes >= gatherBytes) flush();
      else stopWaiting ??= setTimer(flush, gatherMs);
      return true;
    },
    end(line) {
      if (descriptor === undefined) return;
      gather(line, Buffer.byteLength(line));
      flush();
      close();
    },
    flush,
  };
}

/** Why there can be no such file, in words where we have some. */
function unmadeText(path: string, error: unknown): string {
  const code = systemErrorCode(error);
  switch (code) {
    case 'ENOENT':
      return `${path} cannot be written: there is no such folder`;
    case 'ENOTDIR':
      return `${path} cannot be written: a file is in the place of its folder`;
    case 'EISDIR':
      return `${path} is a folder: name a new file for the recording`;
    case 'EACCES':
      return `${path} cannot be written: you are not allowed to write there`;
    default:
      return `${path} cannot be written (${code ?? String(error)})`;
  }
}

function made(path: string): number {
  let descriptor: number;
  try {
    // Opened whatever is there, and then looked at: nothing can take its place in between.
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_NONBLOCK;
    descriptor = openSync(path, flags, ownerOnly);
  } catch (error) {
    throw new BackchannelError('usage', unmadeText(path, error));
  }
  const stats = fstatSync(descriptor);
  if (stats.isFile() && stats.size === 0) {
    fchmodSync(descriptor, ownerOnly);
    return descriptor;
  }
  closeSync(descriptor);
  const what = stats.isFile() ? 'has something in it already' : 'is no file';
  throw new BackchannelError('usage', `${path} ${what}: name a new file for the recording`);
}
