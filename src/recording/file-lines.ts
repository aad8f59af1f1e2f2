// A file's lines, read a piece at a time so that a large file takes little memory. Reads at once, since whoever asks for a
// line may be in the middle of a step that cannot wait. Knows nothing of what the lines say.
import { readSync } from 'node:fs';
import { maxRecordingLineBytes } from './recording-limits.js';
import { UnreadableRecording } from './unreadable-recording.js';

/** How much is read at a time, in bytes. */
const pieceBytes = 64 * 1024;

const newline = 0x0a;

export interface FileLine {
  readonly text: string;
  /** From 1. */
  readonly line: number;
  /** Whether it has an end: the last line of a file that is cut short has none. */
  readonly isWhole: boolean;
}

/**
 * Reads a file from where it stands.
 *
 * @param descriptor of the file, which stays open
 * @param noteRead told how many bytes have been read by then
 * @throws {UnreadableRecording} in its turn, for a line that is too long or no UTF-8
 */
export function* fileLines(
  descriptor: number,
  noteRead: (bytes: number) => void,
): Generator<FileLine, undefined> {
  const piece = new Uint8Array(pieceBytes);
  let pieces: Uint8Array[] = [];
  let length = 0;
  let line = 1;
  let read = 0;

  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length > maxRecordingLineBytes) {
      throw new UnreadableRecording(`has more than ${maxRecordingLineBytes} bytes in line ${line}`);
    }
    pieces.push(part);
  };
  const finished = (isWhole: boolean): FileLine => {
    const found = { text: textOf(pieces, line, isWhole), line, isWhole };
    pieces = [];
    length = 0;
    line += 1;
    return found;
  };

  for (let got = readSync(descriptor, piece); got > 0; got = readSync(descriptor, piece)) {
    read += got;
    noteRead(read);
    let from = 0;
    const filled = piece.subarray(0, got);
    for (let end = filled.indexOf(newline); end !== -1; end = filled.indexOf(newline, from)) {
      add(filled.slice(from, end));
      yield finished(true);
      from = end + 1;
    }
    add(filled.slice(from));
  }
  if (length > 0) yield finished(false);
  return undefined;
}

function textOf(pieces: readonly Uint8Array[], line: number, isWhole: boolean): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.concat(pieces));
  } catch {
    // It may be cut in the middle of a character: then it is no text yet.
    if (!isWhole) return '';
    throw new UnreadableRecording(`is not UTF-8 in line ${line}`);
  }
}
