import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clipboardSequence, maxClipboardBytes, multiplexerOf } from '../../src/view/clipboard.js';

/** What a terminal would put into the clipboard. */
function copied(sequence: string | undefined): string | undefined {
  const base64 = /^\x1B\]52;c;(?<base64>[A-Za-z0-9+/=]*)\x07/u.exec(sequence ?? '')?.groups?.['base64'];
  return base64 === undefined ? undefined : Buffer.from(base64, 'base64').toString('utf8');
}

describe('what is copied', () => {
  it.each([
    ['text', 'hello', 'hello'],
    ['several lines', 'one\n  two', 'one\n  two'],
    ['other scripts', '日本 👨‍👩‍👧', '日本 👨‍👩‍👧'],
    ['no control characters', 'a\x1B]0;x\x07b\u009Bc\rd\u2028e', 'a]0;xbcde'],
    ['nothing', '', ''],
  ])('is %s', (_, text, clipboard) => {
    expect(copied(clipboardSequence(text, 'none'))).toBe(clipboard);
  });

  it('is whole or not at all', () => {
    const longest = 'x'.repeat(maxClipboardBytes);
    expect(copied(clipboardSequence(longest, 'none'))).toBe(longest);
    expect(clipboardSequence(`${longest}x`, 'none')).toBeUndefined();
    expect(clipboardSequence('日'.repeat(maxClipboardBytes / 2), 'none')).toBeUndefined();
  });

  it('has nothing in it that a terminal could obey, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(clipboardSequence(text, 'none')).toMatch(/^\x1B\]52;c;[A-Za-z0-9+/=]*\x07$/u);
      }),
    );
  });
});

describe('within a multiplexer', () => {
  it.each([
    [{}, 'none'],
    [{ TMUX: '/tmp/tmux-0/default,1,0' }, 'tmux'],
    [{ TMUX: '' }, 'none'],
    [{ STY: '123.pts-0.host' }, 'screen'],
  ] as const)('%o is known: %s', (env, multiplexer) => {
    expect(multiplexerOf(env)).toBe(multiplexer);
  });

  it('tmux is told twice: itself, and what is behind it', () => {
    const plain = '\x1B]52;c;aGk=\x07';
    expect(clipboardSequence('hi', 'tmux')).toBe(`${plain}\x1BPtmux;\x1B${plain}\x1B\\`);
  });

  it('screen is given pieces that it takes, which are the whole', () => {
    const sequence = clipboardSequence('hello '.repeat(200), 'screen') ?? '';
    const pieces = sequence.split('\x1B\\').filter((piece) => piece !== '');
    expect(pieces.length).toBeGreaterThan(2);
    for (const piece of pieces) expect(piece).toMatch(/^\x1BP[^]{1,512}$/u);
    expect(copied(pieces.map((piece) => piece.slice('\x1BP'.length)).join(''))).toBe('hello '.repeat(200));
  });
});
