// Standard input as lines, each of bounded length: a pipe may bring gigabytes without a line break.
import { StringDecoder } from 'node:string_decoder';

/**
 * Reads UTF-8 line by line (`\n` or `\r\n`), and stops reading while nobody asks for the next one.
 *
 * @param maxUnits of a longer line only this many UTF-16 units are given, and the rest of it is dropped
 * @throws what the stream fails with, such as `EISDIR`
 */
export async function* inputLines(
  input: AsyncIterable<Uint8Array | string>,
  maxUnits: number,
): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let begun = '';
  for await (const chunk of input) {
    const text = typeof chunk === 'string' ? chunk : decoder.write(Buffer.from(chunk));
    const [end = '', ...starts] = text.split('\n');
    begun = (begun + end).slice(0, maxUnits);
    for (const start of starts) {
      yield withoutReturn(begun);
      begun = start.slice(0, maxUnits);
    }
  }
  const last = begun + decoder.end();
  if (last !== '') yield withoutReturn(last);
}

function withoutReturn(line: string): string {
  return line.endsWith('\r') ? line.slice(0, -1) : line;
}
