// Standard input as lines, each of bounded length: a pipe may bring gigabytes without a line break.
import { StringDecoder } from 'node:string_decoder';
import { BackchannelError } from '../errors.js';
import { maxChatDatagramBytes, maxParts } from '../limits.js';

/** No line longer than this can be said, whatever is in it; of a longer one no more is read. In UTF-16 units. */
export const maxLineUnits = maxParts * maxChatDatagramBytes + 1;

/** What is read on of a line that is too long, to find the next one; input without a line's end for so long is no text. */
const maxSkippedUnits = 16 * 1024 * 1024;

/**
 * Reads UTF-8 line by line (`\n` or `\r\n`), and stops reading while nobody asks for the next one.
 *
 * @param maxUnits of a line that has as many UTF-16 units or more, only these are given, as soon as they are there; the rest of
 *   it is dropped
 * @throws what the stream fails with, such as `EISDIR`; {@link BackchannelError} where a line does not end at all, as in
 *   `/dev/zero`
 */
export async function* inputLines(
  input: AsyncIterable<Uint8Array | string>,
  maxUnits: number,
): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  /** How much has been read of a line whose beginning was given; `undefined` while none was. */
  let skipped: number | undefined;
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk));
    for (const [index, piece] of text.split('\n').entries()) {
      if (index > 0) {
        if (skipped === undefined) yield withoutReturn(begun);
        begun = '';
        skipped = undefined;
      }
      if (skipped === undefined) {
        begun += piece;
        if (begun.length < maxUnits) continue;
        yield begun.slice(0, maxUnits);
        skipped = 0;
      } else {
        skipped += piece.length;
        if (skipped > maxSkippedUnits) throw new BackchannelError('usage', 'a line in it does not end');
      }
    }
  }
  const last = begun + decoder.end();
  if (skipped === undefined && last !== '') yield withoutReturn(last);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
