// Any chat datagram that the format allows, for property tests.
import * as fc from 'fast-check';
import { maxClientIdLength, maxClockCounter, maxParts } from '../../src/limits.js';
import { type ChatDatagram, type Part, protocolVersion } from '../../src/wire/chat-datagram.js';

const part: fc.Arbitrary<Part> = fc
  .integer({ min: 2, max: maxParts })
  .chain((count) =>
    fc.tuple(fc.integer({ min: 1, max: count }), fc.constant(count), fc.constantFrom<0 | 1>(0, 1)),
  );

/** Datagrams of both kinds, whose handle and content are strings from `text`. */
export function chatDatagrams(text: fc.Arbitrary<string>): fc.Arbitrary<ChatDatagram> {
  const original = {
    client_id: fc.string({ minLength: 1, maxLength: maxClientIdLength, unit: 'binary-ascii' }).map(printable),
    handle: text,
    content: text,
  };
  const stamp = {
    v: fc.constant(protocolVersion),
    epoch: fc.maxSafeNat(),
    seq: fc.maxSafeNat().map((number) => Math.max(1, number)),
    clock: fc.tuple(fc.maxSafeNat(), fc.nat(maxClockCounter)),
    part,
  } as const;
  return fc.oneof(
    fc.record(original),
    fc.record(
      { ...original, ...stamp },
      { requiredKeys: ['client_id', 'handle', 'content', 'v', 'epoch', 'seq', 'clock'] },
    ),
  );
}

function printable(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '"');
}
