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
