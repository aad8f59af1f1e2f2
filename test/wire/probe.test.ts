// What doctors say to each other: written and read, and everything else refused; and the examples of docs/protocol.md.
import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxControlDatagramBytes } from '../../src/wire/control.js';
import { answer, decodeProbe, encodeProbe, maxHearsListed, maxProbes, probe } from '../../src/wire/probe.js';

const idOf = fc.stringMatching(/^[0-9a-f]{10}$/u);
const number = fc.integer({ min: 1, max: maxProbes });
const anyProbe = fc
  .record({
    id: idOf,
    from: fc.ipV4(),
    number,
    more: fc.nat(maxProbes),
    hears: fc.array(idOf, { maxLength: maxHearsListed }),
  })
  .map(({ more, ...fields }) => probe({ ...fields, count: Math.min(maxProbes, fields.number + more) }));
const anyAnswer = fc.record({ id: idOf, to: idOf, number, sent: fc.nat(maxProbes) }).map(answer);

const good = probe({ id: '0123456789', from: '10.0.0.1', number: 2, count: 30, hears: ['abcdefabcd'] });
const bytesOf = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));

describe('a probe and an answer', () => {
  it('come back as they were, and fit', () => {
    fc.assert(
      fc.property(fc.oneof(anyProbe, anyAnswer), (datagram) => {
        const bytes = encodeProbe(datagram);
        expect(bytes.length).toBeLessThanOrEqual(maxControlDatagramBytes);
        expect(decodeProbe(bytes)).toEqual(datagram);
      }),
    );
  });

  it.each([
    { name: 'nothing', bytes: new Uint8Array() },
    { name: 'no UTF-8', bytes: Uint8Array.of(0xff, 0xfe) },
    { name: 'no JSON', bytes: Buffer.from('{"v":1') },
    { name: 'an array', bytes: bytesOf([good]) },
    { name: 'a later version', bytes: bytesOf({ ...good, v: 2 }) },
    { name: 'another kind', bytes: bytesOf({ ...good, kind: 'hello' }) },
    { name: 'no id', bytes: bytesOf({ ...good, id: undefined }) },
    { name: 'an id that is none', bytes: bytesOf({ ...good, id: 'ABCDEFABCD' }) },
    { name: 'an address that is none', bytes: bytesOf({ ...good, from: '10.0.0.256' }) },
    { name: 'number 0', bytes: bytesOf({ ...good, number: 0 }) },
    { name: 'a number beyond the count', bytes: bytesOf({ ...good, number: 31 }) },
    { name: 'a count beyond all bounds', bytes: bytesOf({ ...good, count: maxProbes + 1 }) },
    { name: 'too many ids', bytes: bytesOf({ ...good, hears: Array(maxHearsListed + 1).fill(good.id) }) },
    { name: 'too many bytes', bytes: Buffer.from(JSON.stringify(good).padEnd(maxControlDatagramBytes + 1)) },
  ])('are not $name', ({ bytes }) => {
    expect(decodeProbe(bytes)).toBeUndefined();
  });

  it('are read from any bytes without a throw', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.uint8Array(),
          fc.json().map((text) => Buffer.from(text)),
        ),
        (bytes) => {
          expect(() => decodeProbe(bytes)).not.toThrow();
        },
      ),
    );
  });

  it('are the examples of docs/protocol.md', () => {
    const page = readFileSync(new URL('../../docs/protocol.md', import.meta.url), 'utf8');
    const examples = Array.from(page.matchAll(/`(\{"v":1,"kind":[^`]*\})`/gu), ([, text = '']) => text);
    const kinds = examples.map((text) => {
      const read = decodeProbe(Buffer.from(text));
      expect(read && Buffer.from(encodeProbe(read)).toString()).toBe(text);
      return read?.kind;
    });
    expect(kinds).toEqual(['probe', 'answer']);
  });
});
