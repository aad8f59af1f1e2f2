import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxClientIdLength, maxClockCounter, maxParts } from '../../src/limits.js';
import { isStamped, stampedDatagramSchema } from '../../src/wire/chat-datagram.js';
import { usualDatagram } from '../../src/wire/usual-datagram.js';
import { chatDatagrams } from './chat-datagrams.js';

/** Numbers on both sides of each bound. */
const number = fc.oneof(
  fc.constantFrom(-1, -0, 0, 1, 2, 3, 0.5, maxParts, maxParts + 1, maxClockCounter, maxClockCounter + 1),
  fc.constantFrom(Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 1, Number.POSITIVE_INFINITY, Number.NaN),
);

const anything = fc.oneof(
  number,
  fc.array(number, { maxLength: 4 }),
  fc.constantFrom('', 'x'.repeat(maxClientIdLength), 'x'.repeat(maxClientIdLength + 1), null, undefined, {}),
  fc.jsonValue(),
);

const key = fc.constantFrom(
  'v',
  'client_id',
  'handle',
  'content',
  'epoch',
  'seq',
  'clock',
  'part',
  'mood',
  '__proto__',
);

/** Datagrams of ours, mostly with one thing or the other amiss. */
const nearlyGood = fc
  .tuple(chatDatagrams(fc.string()), fc.array(fc.tuple(key, anything), { maxLength: 2 }), fc.option(key))
  .map(([datagram, changes, left]) => {
    const fields = Object.entries({ ...datagram, ...Object.fromEntries(changes) });
    return Object.fromEntries(fields.filter(([name]) => name !== left));
  });

describe('usualDatagram', () => {
  it('recognises each datagram that we send', () => {
    fc.assert(
      fc.property(chatDatagrams(fc.string()).filter(isStamped), (datagram) => {
        expect(usualDatagram(datagram)).toEqual(datagram);
      }),
    );
  });

  it('accepts nothing that the schema refuses, leaves nothing to it that it accepts, and reads the same', () => {
    fc.assert(
      fc.property(nearlyGood, (value) => {
        const judged = stampedDatagramSchema().safeParse(value);
        expect(usualDatagram(value)).toStrictEqual(judged.success ? judged.data : undefined);
      }),
      { numRuns: 5000 },
    );
  });
});
