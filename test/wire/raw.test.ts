import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxAcceptedDatagramBytes, maxChatDatagramBytes } from '../../src/limits.js';
import { decodeRaw, encodeRaw } from '../../src/wire/raw.js';

describe('decodeRaw', () => {
  it.each([
    ['text', Buffer.from('héllo'), 'héllo'],
    ['nothing', Buffer.alloc(0), ''],
    ['one newline less', Buffer.from('hello\n\n'), 'hello\n'],
    ['a newline of Windows less', Buffer.from('hello\r\n'), 'hello'],
    ['what is not UTF-8', Buffer.from('61ff62', 'hex'), 'a\uFFFDb'],
  ])('reads %s', (_, bytes, text) => {
    expect(decodeRaw(bytes)).toEqual({ ok: true, text });
  });

  it('refuses what is longer than we read', () => {
    expect(decodeRaw(Buffer.alloc(maxAcceptedDatagramBytes, 'x')).ok).toBe(true);
    expect(decodeRaw(Buffer.alloc(maxAcceptedDatagramBytes + 1, 'x'))).toEqual({
      ok: false,
      reason: 'too-long',
    });
  });
});

describe('encodeRaw', () => {
  it.each([
    ['as long as the scripts read', 'x'.repeat(maxChatDatagramBytes), undefined, true],
    ['longer', 'x'.repeat(maxChatDatagramBytes + 1), undefined, false],
    ['counted in bytes', 'é'.repeat(6), 11, false],
  ])('%s', (_, text, maxBytes, ok) => {
    expect(encodeRaw(text, maxBytes).ok).toBe(ok);
  });

  it('then decodeRaw gives the text back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const encoded = encodeRaw(text);
        expect(encoded.ok && decodeRaw(encoded.bytes)).toEqual({ ok: true, text });
      }),
    );
  });
});
