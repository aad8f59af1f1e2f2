import { describe, expect, it } from 'vitest';
import { originalFate } from '../support/original-rules.js';
import { corpus } from './corpus.js';

/** A datagram of the original's with this content. */
function saying(content: string): Buffer {
  return Buffer.from(JSON.stringify({ client_id: '0a1b2c3d4e', handle: 'eve', content }));
}

/** A datagram of this many bytes. */
function ofLength(bytes: number): Buffer {
  return saying('x'.repeat(bytes - saying('').length));
}

/** A datagram whose object is so many levels deep. */
function nested(levels: number): Buffer {
  const inner = '['.repeat(levels - 1) + ']'.repeat(levels - 1);
  return Buffer.from(`{"client_id":"c","handle":"eve","content":"[[{","deep":${inner}}`);
}

describe('originalFate', () => {
  it.each(corpus)('$name', ({ bytes, original }) => {
    const fate = originalFate(bytes);
    expect(fate.alive ? fate.shown : null).toBe(original);
  });

  it.each([
    ['as many bytes as it reads', ofLength(1024), true],
    ['one byte more', ofLength(1025), false],
    ['nesting as deep as it parses', nested(100), true],
    ['nesting one deeper', nested(101), false],
  ])('%s', (_, bytes, alive) => {
    expect(originalFate(bytes).alive).toBe(alive);
  });

  it.each([
    ['one line', false],
    ['two\nlines', true],
    ['a carriage\rreturn', true],
  ])('%j garbles its screen: %s', (content, garbled) => {
    expect(originalFate(saying(content))).toMatchObject({ alive: true, clientId: '0a1b2c3d4e', garbled });
  });
});
