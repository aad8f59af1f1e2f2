import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxClientIdLength } from '../../src/limits.js';
import { type Extent, maxRangesListed, maxStreamsListed, type Wanted } from '../../src/wire/control.js';
import { encodeControl, signControl } from '../../src/wire/control-codec.js';
import { fitting, type Missing, nacks, packed } from '../../src/wire/packed.js';
import { repeated } from './control-messages.js';

const sender = { clientId: '0a1b2c3d4e', epoch: 1_700_000_000_000 };
const acks = (held: readonly Extent[]) => signControl({ kind: 'ack', held } as const, sender);
const short: Extent = ['a', 0, 0];
const usual: Extent = ['5e6f7a8b9c', 1_700_000_000_000, 123];
/** A name that JSON escapes to six bytes a character. */
const longName: Extent = ['\u0000'.repeat(maxClientIdLength), Number.MAX_SAFE_INTEGER, 1];

function one(clientId: string, sequence: number): Missing {
  return { clientId, epoch: 5, range: [sequence, sequence] };
}

const anyExtent: fc.Arbitrary<Extent> = fc.oneof(
  fc.constantFrom(short, usual, longName),
  fc.tuple(fc.string({ minLength: 1, maxLength: maxClientIdLength }), fc.maxSafeNat(), fc.maxSafeNat()),
);

describe('packed', () => {
  it.each([
    { name: 'nothing', items: [], parts: [] },
    { name: 'one', items: [short], parts: [1] },
    { name: 'as many as may be listed', items: repeated(maxStreamsListed, short), parts: [32] },
    { name: 'one more', items: repeated(maxStreamsListed + 1, short), parts: [32, 1] },
    { name: 'as many as there is room for', items: repeated(70, usual), parts: [32, 32, 6] },
    { name: 'long names', items: repeated(5, longName), parts: [2, 2, 1] },
  ])('splits $name into $parts', ({ items, parts }) => {
    expect(packed(items, acks).map(({ held }) => held.length)).toEqual(parts);
  });

  it('keeps everything in its order, each part sendable and as long as can be', () => {
    fc.assert(
      fc.property(fc.array(anyExtent, { maxLength: 100 }), (items) => {
        const messages = packed(items, acks);
        expect(messages.flatMap(({ held }) => held)).toEqual(items);
        expect(messages.filter((message) => encodeControl(message) === undefined)).toEqual([]);
        const withNext = messages.slice(0, -1).map(({ held }, at) => {
          const next = messages[at + 1]?.held[0] ?? short;
          return encodeControl(acks([...held, next]));
        });
        expect(withNext.filter((bytes) => bytes !== undefined)).toEqual([]);
      }),
    );
  });

  it('leaves out what no datagram can hold', () => {
    const tooLong = 'x'.repeat(2000);
    const rosters = packed(['a', tooLong, 'b'], (names) =>
      signControl(
        {
          kind: 'roster',
          to: 'x',
          messages: 0,
          members: names.map((name) => ['i', 0, name] as const),
        } as const,
        sender,
      ),
    );
    expect(rosters.flatMap(({ members }) => members.map(([, , name]) => name))).toEqual(['a', 'b']);
  });
});

describe('fitting', () => {
  it('is what linear search finds', () => {
    fc.assert(
      fc.property(fc.array(anyExtent, { maxLength: 60 }), (items) => {
        const lengths = items.map((_, at) => at + 1);
        const sendable = lengths.filter(
          (length) => encodeControl(acks(items.slice(0, length))) !== undefined,
        );
        expect(fitting(items, acks)).toBe(sendable.length);
      }),
    );
  });
});

describe('nacks', () => {
  it.each<{ name: string; missing: Missing[]; wanted: Wanted[][] }>([
    { name: 'nothing', missing: [], wanted: [] },
    {
      name: 'neighbours of one stream as one',
      missing: [one('a', 1), one('a', 3), one('b', 1)],
      wanted: [
        [
          [
            'a',
            5,
            [
              [1, 1],
              [3, 3],
            ],
          ],
          ['b', 5, [[1, 1]]],
        ],
      ],
    },
    {
      name: 'another epoch as another stream',
      missing: [one('a', 1), { ...one('a', 1), epoch: 6 }],
      wanted: [
        [
          ['a', 5, [[1, 1]]],
          ['a', 6, [[1, 1]]],
        ],
      ],
    },
  ])('ask for $name', ({ missing, wanted }) => {
    expect(nacks(missing, sender).map((nack) => nack.wanted)).toEqual(wanted);
  });

  it('ask in the next datagram for what one cannot list', () => {
    const missing = Array.from({ length: maxRangesListed + 1 }, (_, at) => one('a', 2 * at + 1));
    expect(nacks(missing, sender).map(({ wanted }) => wanted[0]?.[2].length)).toEqual([maxRangesListed, 1]);
  });
});
