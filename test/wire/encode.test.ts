import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxChatDatagramBytes } from '../../src/limits.js';
import type { ChatDatagram, StampedDatagram } from '../../src/wire/chat-datagram.js';
import { decode } from '../../src/wire/decode.js';
import { type Encoded, encode } from '../../src/wire/encode.js';
import { sanitiseLine } from '../../src/wire/sanitise.js';
import { originalFate } from '../support/original-rules.js';
import { chatDatagrams } from './chat-datagrams.js';
import { hostileText } from './hostile-text.js';

const original = { client_id: '0a1b2c3d4e', handle: 'alice', content: 'hello' };
const stamped: StampedDatagram = { ...original, v: 1, epoch: 17, seq: 3, clock: [18, 0] };

function textOf(encoded: Encoded): string {
  return encoded.ok ? Buffer.from(encoded.bytes).toString() : encoded.reason;
}

/** A datagram that takes so many bytes. */
function ofLength(bytes: number, unit: string): ChatDatagram {
  const frame = Buffer.byteLength(JSON.stringify({ ...original, content: '' }));
  const unitBytes = Buffer.byteLength(JSON.stringify(unit)) - '""'.length;
  return { ...original, content: unit.repeat((bytes - frame) / unitBytes) };
}

describe('encode', () => {
  it.each([
    [
      'the keys in their order, whatever the order given',
      { part: [1, 2, 0], ...stamped },
      '{"client_id":"0a1b2c3d4e","handle":"alice","content":"hello","v":1,"epoch":17,"seq":3,"clock":[18,0],"part":[1,2,0]}',
    ],
    [
      'no part',
      stamped,
      '{"client_id":"0a1b2c3d4e","handle":"alice","content":"hello","v":1,"epoch":17,"seq":3,"clock":[18,0]}',
    ],
    ["the original's", original, '{"client_id":"0a1b2c3d4e","handle":"alice","content":"hello"}'],
    [
      'pictures for what the original dies of',
      { client_id: '\uD800', handle: 'a\0\tb', content: 'a\nb\r\nc\uDC00\x1B\x85' },
      '{"client_id":"�","handle":"a␀ b","content":"a⏎b⏎c�␛�"}',
    ],
  ] satisfies [string, ChatDatagram, string][])('writes %s', (_, datagram, json) => {
    expect(textOf(encode(datagram))).toBe(json);
  });

  it.each([
    ['letters', 'x', 1],
    ['quotes, each of which takes two bytes', '"', 2],
    ['emoji, each of which takes four', '😀', 4],
  ])('counts bytes: %s', (_, unit, step) => {
    const room = maxChatDatagramBytes - Buffer.byteLength(JSON.stringify({ ...original, content: '' }));
    const most = maxChatDatagramBytes - (room % step);
    expect(encode(ofLength(most, unit))).toMatchObject({ ok: true, bytes: { length: most } });
    expect(encode(ofLength(most + step, unit))).toEqual({ ok: false, reason: 'too-long' });
  });

  it('keeps to a smaller budget, and never exceeds its own', () => {
    expect(encode(ofLength(500, 'x'), 500).ok).toBe(true);
    expect(encode(ofLength(501, 'x'), 500).ok).toBe(false);
    expect(encode(ofLength(maxChatDatagramBytes + 1, 'x'), 2000).ok).toBe(false);
  });

  it('then decode gives the same datagram back, if its text is sanitised', () => {
    fc.assert(
      fc.property(chatDatagrams(hostileText({ maxLength: 100 }).map(sanitiseLine)), (datagram) => {
        const encoded = encode(datagram);
        expect(encoded.ok && decode(encoded.bytes)).toEqual(encoded.ok && { ok: true, datagram });
      }),
      { numRuns: 1000 },
    );
  });

  it('makes nothing that the original dies of or that garbles its screen', () => {
    fc.assert(
      fc.property(chatDatagrams(hostileText()), fc.string(), (datagram, client_id) => {
        const encoded = encode({ ...datagram, client_id });
        expect(encoded.ok ? originalFate(encoded.bytes) : { alive: true, garbled: false }).toMatchObject({
          alive: true,
          garbled: false,
        });
      }),
      { numRuns: 2000 },
    );
  });
});
