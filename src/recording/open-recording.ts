// Opens a recording that is to be played or looked at.
import { closeSync, fstatSync, openSync } from 'node:fs';
import { systemErrorCode } from '../errors.js';
import type { Located } from './entry-cursor.js';
import { type FileLine, fileLines } from './file-lines.js';
import type { RecordingHeader } from './recording-format.js';
import { readEntry, readHeader } from './recording-lines.js';
import { UnreadableRecording } from './unreadable-recording.js';

export interface Recording {
  readonly header: RecordingHeader;
  /** The entries, each read when it is its turn; they can be gone through once. */
  readonly entries: Iterable<Located>;
  /** The number of the last line, once that has been reached and is cut short: what came after it was never written. */
  readonly cutLine: () => number | undefined;
  /** How much of it has been read, from 0 to 1. */
  readonly progress: () => number;
  readonly close: () => void;
}

/**
 * Opens a recording and reads its header.
 *
 * @throws {UnreadableRecording} when that cannot be; its entries throw the same in their turn
 */
export function openRecording(path: string): Recording {
  const descriptor = opened(path);
  try {
    const { size } = fstatSync(descriptor);
    let read = 0;
    const lines = fileLines(descriptor, (bytes) => {
      read = bytes;
    });
    const first = lines.next();
    if (first.done === true) throw new UnreadableRecording('is empty');
    let cutLine: number | undefined;
    const noteCut = (line: number) => {
      cutLine = line;
    };
    return {
      header: readHeader(first.value.text),
      entries: entriesOf(lines, noteCut),
      cutLine: () => cutLine,
      progress: () => (size === 0 ? 1 : Math.min(1, read / size)),
      close: () => closeSync(descriptor),
    };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/** Why a file cannot be opened, by the system's code. */
const unopened: ReadonlyMap<string | undefined, string> = new Map([
  ['ENOENT', 'is not there'],
  ['EACCES', 'cannot be read: you are not allowed to'],
]);

function opened(path: string): number {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    const code = systemErrorCode(error);
    throw new UnreadableRecording(unopened.get(code) ?? `cannot be read (${code ?? 'unknown'})`);
  }
  if (fstatSync(descriptor).isFile()) return descriptor;
  closeSync(descriptor);
  throw new UnreadableRecording('is no file');
}

function* entriesOf(
  lines: Iterable<FileLine>,
  noteCut: (line: number) => void,
): Generator<Located, undefined> {
  for (const { text, line, isWhole } of lines) {
    // What is without its end was being written when the program died.
    if (!isWhole && !isJson(text)) {
      noteCut(line);
      return undefined;
    }
    yield { entry: readEntry(text, line), line };
  }
  return undefined;
}

/** What there is to say of a recording that is cut short: the end of a sentence that begins with its name. */
export function cutText(line: number): string {
  return `is cut short in line ${line}: what came after that was not written`;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
