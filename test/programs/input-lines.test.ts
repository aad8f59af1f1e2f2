import { Readable } from 'node:stream';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputLines } from '../../src/programs/input-lines.js';

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

async function linesOf(chunks: readonly (string | Uint8Array)[], maxUnits = 1000): Promise<string[]> {
  return all(inputLines(Readable.from(chunks), maxUnits));
}

/** As `/dev/zero` gives them, in pieces of a mebibyte. */
function* zeros(count: number): Generator<Uint8Array> {
  const piece = new Uint8Array(1024 * 1024);
  for (let index = 0; index < count; index += 1) yield piece;
}

describe('inputLines', () => {
  it.each<[string, (string | Uint8Array)[], string[]]>([
    ['nothing', [], []],
    ['one line', ['a\n'], ['a']],
    ['a last line without its end', ['a\nb'], ['a', 'b']],
    ['blank lines', ['a\n\nb\n'], ['a', '', 'b']],
    ['the ends of Windows', ['a\r\nb\r\n'], ['a', 'b']],
    ['a line in pieces', ['a', 'b', '\n', 'c'], ['ab', 'c']],
    ['a character in pieces', [Uint8Array.of(0xe6, 0xbc), Uint8Array.of(0xa2)], ['漢']],
    ['bytes that are no UTF-8', [Uint8Array.of(0xff, 0x0a)], ['\ufffd']],
  ])('%s', async (_, chunks, lines) => {
    expect(await linesOf(chunks)).toEqual(lines);
  });

  it('gives only the beginning of a line that is too long', async () => {
    expect(await linesOf(['x'.repeat(50), 'x'.repeat(50), '\nshort'], 60)).toEqual(['x'.repeat(60), 'short']);
  });

  it('gives the beginning of a line that is too long before its end has come', async () => {
    const lines = inputLines(Readable.from(zeros(Number.POSITIVE_INFINITY)), 60);
    expect(await lines.next()).toEqual({ done: false, value: '\0'.repeat(60) });
    await lines.return(undefined);
  });

  it('finds the line after a very long one', async () => {
    expect(await linesOf([...zeros(10), '\nshort'], 60)).toEqual(['\0'.repeat(60), 'short']);
  });

  it('fails where a line does not end at all', async () => {
    const lines = inputLines(Readable.from(zeros(Number.POSITIVE_INFINITY)), 60);
    await lines.next();
    await expect(lines.next()).rejects.toThrow('a line in it does not end');
  });

  it('does not care how the input is cut', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', '漢', '\n', '\r\n') }),
        fc.nat(),
        async (text, cut) => {
          const bytes = Buffer.from(text);
          const at = bytes.length === 0 ? 0 : cut % bytes.length;
          expect(await linesOf([bytes.subarray(0, at), bytes.subarray(at)])).toEqual(await linesOf([text]));
        },
      ),
    );
  });

  it('fails as its input does', async () => {
    const broken = new Readable({
      read() {
        this.destroy(new Error('EISDIR'));
      },
    });
    await expect(all(inputLines(broken, 10))).rejects.toThrow('EISDIR');
  });
});
