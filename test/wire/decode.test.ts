import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxAcceptedDatagramBytes, maxClientIdLength } from '../../src/limits.js';
import { isStamped } from '../../src/wire/chat-datagram.js';
import { type Decoded, decode, undecodableReasons } from '../../src/wire/decode.js';
import { corpus } from './corpus.js';

const original = { client_id: '0a1b2c3d4e', handle: 'alice', content: 'hello' };
const stamp = { v: 1, epoch: 1_700_000_000_000, seq: 3, clock: [1_700_000_000_000, 0] };

function decodeJson(value: unknown): Decoded {
  return decode(Buffer.from(JSON.stringify(value)));
}

describe('decode', () => {
  it.each(corpus)('$name: $decoded', ({ bytes, decoded: expected }) => {
    const decoded = decode(bytes);
    const kind = decoded.ok && (isStamped(decoded.datagram) ? 'stamped' : 'original');
    expect(decoded.ok ? kind : decoded.reason).toBe(expected);
  });

  it.each([
    ['the original', original],
    ['a stamp', { ...original, ...stamp }],
    ['a part', { ...original, ...stamp, part: [16, 16, 0] }],
    [
      'the largest numbers',
      { ...original, ...stamp, epoch: Number.MAX_SAFE_INTEGER, seq: Number.MAX_SAFE_INTEGER },
    ],
    ['the longest client_id', { ...original, client_id: 'x'.repeat(maxClientIdLength) }],
    ['text that only the sanitiser will mend', { ...original, handle: '', content: '\uD800\0\n\u202E' }],
  ])('reads %s as it was written', (_, datagram) => {
    expect(decodeJson(datagram)).toEqual({ ok: true, datagram });
  });

  it.each([
    ['keys of others', { ...original, mood: 'good', part: 5 }, original],
    ['keys of others beside a stamp', { ...original, ...stamp, mood: 'good' }, { ...original, ...stamp }],
    ['the stamp of a later version', { ...original, ...stamp, v: 2 }, original],
  ])('leaves out %s', (_, sent, datagram) => {
    expect(decodeJson(sent)).toEqual({ ok: true, datagram });
  });

  it.each([
    ['epoch below zero', { epoch: -1 }],
    ['epoch not whole', { epoch: 0.5 }],
    ['epoch of more digits than a number keeps', { epoch: 2 ** 53 }],
    ['sequence number zero', { seq: 0 }],
    ['sequence number as text', { seq: '3' }],
    ['sequence number missing', { seq: undefined }],
    ['clock not a pair', { clock: [1] }],
    ['clock with too much', { clock: [1, 2, 3] }],
    ['clock below zero', { clock: [1, -1] }],
    ['part null', { part: null }],
    ['part zero', { part: [0, 2, 0] }],
    ['part beyond the last', { part: [3, 2, 0] }],
    ['only one part', { part: [1, 1, 0] }],
    ['too many parts', { part: [1, 17, 0] }],
    ['unknown glue', { part: [1, 2, 2] }],
  ])('bad stamp: %s', (_, change) => {
    expect(decodeJson({ ...original, ...stamp, ...change })).toEqual({ ok: false, reason: 'bad-stamp' });
  });

  it.each([
    ['as long as we read', maxAcceptedDatagramBytes, 'not-json'],
    ['one byte longer', maxAcceptedDatagramBytes + 1, 'too-long'],
  ])('%s: %d bytes', (_, length, reason) => {
    expect(decode(Buffer.alloc(length, '['))).toEqual({ ok: false, reason });
  });

  it('does not accept a longer client_id', () => {
    const client_id = 'x'.repeat(maxClientIdLength + 1);
    expect(decodeJson({ ...original, client_id })).toEqual({ ok: false, reason: 'bad-fields' });
  });

  it('gives an answer to any bytes whatsoever', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(isAnswer(decode(bytes))).toBe(true);
      }),
    );
  });

  it('gives an answer to any JSON', () => {
    const keys = fc.constantFrom(
      'client_id',
      'handle',
      'content',
      'v',
      'epoch',
      'seq',
      'clock',
      'part',
      '__proto__',
    );
    const anything = fc.jsonValue();
    fc.assert(
      fc.property(fc.oneof(anything, fc.dictionary(keys, fc.oneof(anything, fc.constant(1)))), (value) => {
        expect(isAnswer(decodeJson(value))).toBe(true);
      }),
    );
  });

  it('gives an answer to good datagrams gone bad', () => {
    const seeds = corpus.map(({ bytes }) => bytes);
    const damage = fc.array(fc.tuple(fc.nat(), fc.nat(2), fc.uint8Array({ maxLength: 4 })), { maxLength: 5 });
    fc.assert(
      fc.property(fc.constantFrom(...seeds), damage, (seed, strokes) => {
        let bytes = seed;
        for (const [where, removed, added] of strokes) {
          const at = where % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
        }
        expect(isAnswer(decode(bytes))).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });
});

/** A datagram, or a reason from the closed list. */
function isAnswer(decoded: Decoded): boolean {
  return decoded.ok ? decoded.datagram.client_id !== '' : undecodableReasons.includes(decoded.reason);
}
