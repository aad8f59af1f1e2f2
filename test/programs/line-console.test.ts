// Lines as they are typed where the terminal edits nothing, and as they come through a pipe.
import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { openConsole } from '../../src/programs/line-console.js';

/** The lines that a console without editing makes of what its input brings. */
async function linesOf(input: string, from: 'terminal' | 'pipe'): Promise<readonly string[]> {
  const stdin = Object.assign(new PassThrough(), { isTTY: from === 'terminal' });
  const stdout = Object.assign(new PassThrough(), { isTTY: from === 'terminal' });
  const lines: string[] = [];
  await new Promise<void>((resolve) => {
    openConsole({ stdin, stdout }, true, {
      line: (text) => void lines.push(text),
      interrupt: () => undefined,
      end: () => resolve(),
      unwritable: () => undefined,
    });
    stdin.end(input);
  });
  return lines;
}

describe('a line from a terminal that moves no cursor', () => {
  it.each([
    ['F3 of an xterm', '\u001BOR/help', '/help'],
    ['F3 of a VT220', '\u001B[13~/help', '/help'],
    ['F3 of the Linux console', '\u001B[[C/help', '/help'],
    ['F3 with Ctrl', '\u001B[1;5R/help', '/help'],
    ['Escape', '\u001B/help', '/help'],
    ['Escape before a capital', '\u001BOh, well', 'Oh, well'],
    ['an arrow within', 'he\u001B[Dllo', 'hello'],
    ['Ctrl-A and a C1 control', '\u0001hello\u009B', 'hello'],
  ])('is free of what %s leaves in it', async (_, typed, line) => {
    expect(await linesOf(`${typed}\n`, 'terminal')).toEqual([line]);
  });

  it('keeps its tabs, and whatever else was typed', async () => {
    expect(await linesOf('a\tb [C] 👩‍👩‍👧 é\n', 'terminal')).toEqual(['a\tb [C] 👩‍👩‍👧 é']);
  });

  it('is none where there was nothing but keys', async () => {
    expect(await linesOf('\u001BOR\u001B \n/who\n', 'terminal')).toEqual(['/who']);
  });
});

it('a line from a pipe is taken as it is', async () => {
  expect(await linesOf('\u001B[1mred\u001B[0m\n\u001B/help\n', 'pipe')).toEqual([
    '\u001B[1mred\u001B[0m',
    '\u001B/help',
  ]);
});
