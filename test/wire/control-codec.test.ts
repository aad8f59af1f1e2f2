import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxChatDatagramBytes, maxClientIdLength, maxClockCounter } from '../../src/limits.js';
import {
  type ControlDraft,
  type ControlMessage,
  controlSchema,
  controlVersion,
  type Extent,
  maxControlDatagramBytes,
  maxHistoryBytes,
  maxHistoryMessages,
  maxMemberIdLength,
  maxMembersListed,
  maxRangesListed,
  maxStreamsListed,
  type Member,
  type Range,
  type Wanted,
} from '../../src/wire/control.js';
import {
  type ControlRead,
  decodeControl,
  encodeControl,
  ignoredReasons,
  signControl,
} from '../../src/wire/control-codec.js';
import { decode } from '../../src/wire/decode.js';
import { encode } from '../../src/wire/encode.js';
import { chatDatagrams } from './chat-datagrams.js';
import { controlCorpus } from './control-corpus.js';
import { controlMessages, oddlySpelled, repeated } from './control-messages.js';
import { corpus } from './corpus.js';
import { hostileText } from './hostile-text.js';

const sender = { clientId: '0a1b2c3d4e', epoch: 1_700_000_000_000 };
const said = Buffer.from('{"client_id":"5e6f7a8b9c","handle":"bob","content":"hi"}');

/** The longest that the format allows, of everything. */
const greatest = Number.MAX_SAFE_INTEGER;
const longest = { clientId: 'x'.repeat(maxMemberIdLength), epoch: greatest };
const anybody = '\u0000'.repeat(maxClientIdLength);
const extents = repeated<Extent>(maxStreamsListed, [anybody, greatest, greatest]);
const ranges = repeated<Range>(maxRangesListed, [greatest, greatest]);
const wanted = repeated<Wanted>(maxStreamsListed, [anybody, greatest, ranges]);
const members = repeated<Member>(maxMembersListed, [anybody, greatest, 'a handle']);
const presence = { handle: '👪'.repeat(8), role: 'program', upMs: greatest, highest: greatest } as const;

const chatBytes = fc.oneof(
  oddlySpelled,
  chatDatagrams(hostileText({ maxLength: 40 })).map((datagram) => Buffer.from(JSON.stringify(datagram))),
  fc.constantFrom(...corpus.filter(({ bytes }) => decode(bytes).ok).map(({ bytes }) => bytes)),
);

/** A reason from the closed list, or a message; then what it carries, if anything, is a chat datagram. */
function isAnswer(read: ControlRead): boolean {
  if (!read.ok) return ignoredReasons.includes(read.reason);
  const { message } = read;
  return message.v === controlVersion && (!('datagram' in message) || decode(message.datagram).ok);
}

function repair(datagram: Uint8Array): ControlMessage {
  return signControl({ kind: 'repair', datagram }, sender);
}

/** What comes out of a message that was written and read again. */
function carriedBy(message: ControlMessage): Uint8Array | undefined {
  const bytes = encodeControl(message);
  const read = bytes === undefined ? undefined : decodeControl(bytes);
  return read?.ok === true && 'datagram' in read.message ? read.message.datagram : undefined;
}

function decodeJson(value: unknown): ControlRead {
  return decodeControl(Buffer.from(JSON.stringify(value)));
}

describe('decodeControl', () => {
  it.each(controlCorpus)('$name: $read', ({ bytes, read: expected }) => {
    const read = decodeControl(bytes);
    expect(read.ok ? read.message.kind : read.reason).toBe(expected);
  });

  it('is shown each kind, and each reason, by the corpus', () => {
    const kinds = controlSchema().options.map(({ shape }) => shape.kind.value);
    expect(new Set(controlCorpus.map(({ read }) => read))).toEqual(new Set([...kinds, ...ignoredReasons]));
  });

  it('leaves out keys of others, and keeps text as it comes', () => {
    const hello = signControl(
      { kind: 'hello', handle: '\u001B[2J\uD800', role: 'person', upMs: 1, highest: 0, why: 'woke' },
      sender,
    );
    expect(decodeJson({ ...hello, mood: 'good' })).toEqual({ ok: true, message: hello });
  });

  it('gives an answer to any bytes whatsoever', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(isAnswer(decodeControl(bytes))).toBe(true);
      }),
    );
  });

  it('gives an answer to any JSON', () => {
    const shapes = controlSchema().options.map(({ shape }) => shape);
    const key = fc.constantFrom(...shapes.flatMap((shape) => Object.keys(shape)), 'datagram', '__proto__');
    const anything = fc.oneof(fc.jsonValue(), fc.constantFrom(...shapes.map(({ kind }) => kind.value)));
    const sent = fc.record({ v: fc.constant(1), kind: anything, id: fc.constant('a'), epoch: fc.nat() });
    const almost = fc.tuple(sent, fc.dictionary(key, anything)).map((both) => Object.assign({}, ...both));
    fc.assert(
      fc.property(fc.oneof(fc.jsonValue(), almost), (value) => {
        expect(isAnswer(decodeJson(value))).toBe(true);
      }),
    );
  });

  it('gives an answer to good datagrams gone bad, and never carries what is no chat datagram', () => {
    const damage = fc.array(
      fc.tuple(
        fc.nat(),
        fc.nat(2),
        fc.oneof(
          fc.uint8Array({ maxLength: 4 }),
          fc.constantFrom('{', '}', '"', ',', ',"datagram":', '[]').map((text) => Buffer.from(text)),
        ),
      ),
      { maxLength: 5 },
    );
    const seeds = fc.constantFrom(...controlCorpus.map(({ bytes }) => bytes));
    fc.assert(
      fc.property(seeds, damage, (seed, strokes) => {
        let bytes = seed;
        for (const [where, removed, added] of strokes) {
          const at = where % (bytes.length + 1);
          bytes = Buffer.concat([bytes.subarray(0, at), added, bytes.subarray(at + removed)]);
        }
        expect(isAnswer(decodeControl(bytes))).toBe(true);
      }),
      { numRuns: 5000 },
    );
  });
});

describe('encodeControl', () => {
  it('writes what decodeControl reads, of every kind, or nothing if it is too long', () => {
    fc.assert(
      fc.property(controlMessages(chatBytes), (message) => {
        const bytes = encodeControl(message);
        fc.pre(bytes !== undefined);
        expect(bytes.length).toBeLessThanOrEqual(maxControlDatagramBytes);
        const read = decodeControl(bytes);
        expect(read.ok && plain(read.message)).toEqual(plain(message));
      }),
      { numRuns: 1000 },
    );
  });

  it('writes valid JSON, whatever the handle', () => {
    fc.assert(
      fc.property(hostileText(), (handle) => {
        const hello: ControlDraft = {
          kind: 'hello',
          handle,
          role: 'person',
          upMs: 1,
          highest: 0,
          why: 'joined',
        };
        const bytes = encodeControl(signControl(hello, sender));
        const text = Buffer.from(bytes ?? []).toString();
        // A lone surrogate would stand as an escape.
        expect(text).not.toMatch(/\\ud[89a-f]/iu);
        expect(JSON.parse(text)).toMatchObject({ handle: Buffer.from(handle).toString() });
      }),
    );
  });

  it.each<{ name: string; draft: ControlDraft; fits: boolean }>([
    { name: 'hello', draft: { kind: 'hello', ...presence, why: 'joined' }, fits: true },
    {
      name: 'heartbeat without others',
      draft: { kind: 'heartbeat', ...presence, oldest: greatest, held: [] },
      fits: true,
    },
    { name: 'heartbeat', draft: { kind: 'heartbeat', ...presence, oldest: 1, held: extents }, fits: false },
    { name: 'nack', draft: { kind: 'nack', wanted }, fits: false },
    { name: 'ack', draft: { kind: 'ack', held: extents }, fits: false },
    { name: 'query', draft: { kind: 'query', to: anybody }, fits: true },
    { name: 'bye', draft: { kind: 'bye', highest: greatest }, fits: true },
    {
      name: 'ask-history',
      draft: { kind: 'ask-history', messages: maxHistoryMessages, bytes: maxHistoryBytes },
      fits: true,
    },
    {
      name: 'roster',
      draft: { kind: 'roster', to: longest.clientId, messages: maxHistoryMessages, members },
      fits: false,
    },
  ])('the longest $name fits: $fits', ({ draft, fits }) => {
    const bytes = encodeControl(signControl(draft, longest));
    expect(bytes !== undefined && decodeControl(bytes).ok).toBe(fits);
  });

  it.each<{ name: string; draft: ControlDraft }>([
    {
      name: 'a list that is too long',
      draft: { kind: 'ack', held: repeated<Extent>(maxStreamsListed + 1, ['a', 0, 0]) },
    },
    { name: 'a nack of nothing', draft: { kind: 'nack', wanted: [] } },
    { name: 'a number that is none', draft: { kind: 'bye', highest: Number.NaN } },
    { name: 'a repair of what is no chat datagram', draft: { kind: 'repair', datagram: Buffer.from('{}') } },
    { name: 'a repair of nothing', draft: { kind: 'repair', datagram: new Uint8Array() } },
  ])('does not write $name', ({ draft }) => {
    expect(encodeControl(signControl(draft, sender))).toBeUndefined();
  });
});

describe('a carried datagram', () => {
  it('comes out as the very bytes that went in', () => {
    fc.assert(
      fc.property(chatBytes, (datagram) => {
        expect(decode(datagram).ok).toBe(true);
        fc.pre(datagram.length <= maxChatDatagramBytes);
        expect(carriedBy(repair(datagram))).toEqual(Uint8Array.from(datagram));
      }),
      { numRuns: 2000 },
    );
  });

  it.each<{ name: string; draft: Extract<ControlDraft, { datagram: Uint8Array }> }>([
    { name: 'repair', draft: { kind: 'repair', datagram: said } },
    {
      name: 'history',
      draft: {
        kind: 'history',
        to: longest.clientId,
        number: maxHistoryMessages,
        count: maxHistoryMessages,
        clock: [greatest, maxClockCounter],
        datagram: said,
      },
    },
  ])('fits into the longest $name, if it is one that the original can take', ({ draft }) => {
    const content = 'x'.repeat(maxChatDatagramBytes - said.length + 'hi'.length);
    const encoded = encode({ client_id: '5e6f7a8b9c', handle: 'bob', content });
    expect(encoded.ok && encoded.bytes).toHaveLength(maxChatDatagramBytes);
    const datagram = encoded.ok ? encoded.bytes : new Uint8Array();
    expect(carriedBy(signControl({ ...draft, datagram }, longest))).toEqual(datagram);
  });

  it('is left out if it is longer than that and there is no room', () => {
    const datagram = Buffer.from(said.toString().padEnd(maxControlDatagramBytes));
    expect(encodeControl(repair(datagram))).toBeUndefined();
  });
});

/** With the bytes as plain numbers, whatever kind of array they are in. */
function plain(message: ControlMessage): object {
  return 'datagram' in message ? { ...message, datagram: Array.from(message.datagram) } : message;
}
