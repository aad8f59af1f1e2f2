// Any control datagram that the format allows, and chat datagrams spelled in any way that JSON allows, for property tests.
import * as fc from 'fast-check';
import { maxClientIdLength, maxClockCounter } from '../../src/limits.js';
import {
  type Control,
  type ControlKind,
  type ControlMessage,
  controlVersion,
  helloReasons,
  maxHistoryBytes,
  maxHistoryMessages,
  maxMemberIdLength,
  maxMembersListed,
  maxRangesListed,
  maxStreamsListed,
  type Range,
  roles,
} from '../../src/wire/control.js';
import { hostileText } from './hostile-text.js';

const memberId = fc.stringMatching(new RegExp(`^[\\w-]{1,${maxMemberIdLength}}$`, 'u'));
const wellFormed = fc.string({ unit: 'grapheme' });
const clientId = wellFormed
  .map((text) => text.slice(0, maxClientIdLength).replaceAll(/\p{Surrogate}/gu, '?'))
  .filter((text) => text !== '');
const count = fc.maxSafeNat();
const sequence = count.map((number) => Math.max(1, number));
const range = fc
  .tuple(sequence, sequence)
  .map(([one, other]): Range => [Math.min(one, other), Math.max(one, other)]);
const extents = fc.array(fc.tuple(clientId, count, count), { maxLength: maxStreamsListed });
const upTo = (max: number) => fc.integer({ min: 1, max });

/** A chat datagram in UTF-8 whose JSON is written as nobody would: white space, escapes, keys twice, keys of others. */
export const oddlySpelled: fc.Arbitrary<Uint8Array> = (() => {
  const space = fc.string({ unit: fc.constantFrom(' ', '\t', '\n', '\r'), maxLength: 2 });
  const escapedHere = fc.infiniteStream(fc.boolean());
  const string = (text: fc.Arbitrary<string>) =>
    fc.tuple(text, escapedHere).map(([said, escaped]) => {
      const units = said.split('').map((unit) => (escaped.next().value ? escape(unit) : inJson(unit)));
      return `"${units.join('')}"`;
    });
  const traps = fc.constantFrom(',"datagram":', '"datagram":{}', '}', '}}', '{"datagram":', '\\', '"', '\\"');
  const text = string(fc.array(fc.oneof(hostileText({ maxLength: 5 }), traps), { maxLength: 5 }).map(joined));
  const nested = fc.constantFrom(
    '{"a":1,"datagram":{}}',
    '[{"datagram":1,"datagram":{"a":[]}}]',
    'null',
    '-0.1E+3',
  );
  const value = fc.oneof(text, nested);
  const member = (key: fc.Arbitrary<string>, is: fc.Arbitrary<string>) =>
    fc
      .tuple(space, string(key), space, space, is, space)
      .map(([a, name, b, c, said, d]) => `${a}${name}${b}:${c}${said}${d}`);
  const others = fc.array(member(fc.constantFrom('datagram', 'handle', 'x', '__proto__'), value), {
    maxLength: 3,
  });
  const three = fc.tuple(
    member(fc.constant('client_id'), string(fc.constantFrom('0a1b2c3d4e', 'datagram', '"}{'))),
    member(fc.constant('handle'), text),
    member(fc.constant('content'), text),
  );
  return fc
    .tuple(space, others, three, space)
    .map(([before, first, last, after]) =>
      Buffer.from(`${before}{${[...first, ...last].join(',')}}${after}`),
    );
})();

/** Control datagrams of every kind; what `repair` and `history` carry comes from `carried`. */
export function controlMessages(carried: fc.Arbitrary<Uint8Array>): fc.Arbitrary<ControlMessage> {
  const sender = { v: fc.constant(controlVersion), id: memberId, epoch: count } as const;
  const presence = { handle: wellFormed, role: fc.constantFrom(...roles), upMs: count, highest: count };
  const kinds: { readonly [Kind in ControlKind]: fc.Arbitrary<Control<Kind>> } = {
    hello: fc.record({
      ...sender,
      kind: fc.constant('hello'),
      ...presence,
      why: fc.constantFrom(...helloReasons),
    }),
    heartbeat: fc.record({
      ...sender,
      kind: fc.constant('heartbeat'),
      ...presence,
      oldest: count,
      held: extents,
    }),
    nack: fc.record({
      ...sender,
      kind: fc.constant('nack'),
      wanted: fc.array(
        fc.tuple(clientId, count, fc.array(range, { minLength: 1, maxLength: maxRangesListed })),
        {
          minLength: 1,
          maxLength: maxStreamsListed,
        },
      ),
    }),
    ack: fc.record({ ...sender, kind: fc.constant('ack'), held: extents }),
    query: fc.record({ ...sender, kind: fc.constant('query'), to: clientId }),
    bye: fc.record({ ...sender, kind: fc.constant('bye'), highest: count }),
    'ask-history': fc.record({
      ...sender,
      kind: fc.constant('ask-history'),
      messages: upTo(maxHistoryMessages),
      bytes: upTo(maxHistoryBytes),
    }),
    roster: fc.record({
      ...sender,
      kind: fc.constant('roster'),
      to: memberId,
      messages: fc.nat(maxHistoryMessages),
      members: fc.array(fc.tuple(clientId, count, wellFormed), { maxLength: maxMembersListed }),
    }),
    repair: fc.record({ ...sender, kind: fc.constant('repair'), datagram: carried }),
    history: fc.record(
      {
        ...sender,
        kind: fc.constant('history'),
        to: memberId,
        number: upTo(maxHistoryMessages),
        count: upTo(maxHistoryMessages),
        clock: fc.tuple(count, fc.nat(maxClockCounter)),
        datagram: carried,
      },
      { requiredKeys: ['v', 'kind', 'id', 'epoch', 'to', 'number', 'count', 'datagram'] },
    ),
  };
  return fc.oneof(...Object.values<fc.Arbitrary<ControlMessage>>(kinds));
}

/** A list of the same, so many times. */
export function repeated<Item>(length: number, item: Item): Item[] {
  return Array.from({ length }, () => item);
}

function joined(parts: readonly string[]): string {
  return parts.join('');
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The unit as it may stand in a JSON string; a surrogate alone as an escape, since UTF-8 has none. */
function inJson(unit: string): string {
  return JSON.stringify(unit).slice(1, -1);
}
