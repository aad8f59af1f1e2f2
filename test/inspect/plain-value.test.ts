// Anything as plain JSON of bounded size, with and without what people say.
import { describe, expect, it } from 'vitest';
import { createActor, createMachine } from 'xstate';
import { emptyMap, withEntry } from '../../src/chat/persistent-map.js';
import { emptySequenceMap, set } from '../../src/chat/sequence-map.js';
import { append, emptyTranscript } from '../../src/chat/transcript.js';
import { plainFields, plainValue } from '../../src/inspect/plain-value.js';

const actor = createActor(createMachine({}));
const notice = { kind: 'notice', key: 'local/1', text: 'hi', at: 5, clock: [5, 0] } as const;

describe('with content', () => {
  it.each<{ name: string; value: unknown; plain: unknown }>([
    {
      name: 'numbers',
      value: { a: 1, b: Number.NaN, c: Number.POSITIVE_INFINITY },
      plain: { a: 1, b: 'NaN', c: 'Infinity' },
    },
    {
      name: 'nothing',
      value: { a: undefined, b: null, c: [undefined] },
      plain: { b: null, c: ['undefined'] },
    },
    { name: 'what JSON does not have', value: { a: () => 1, b: 5n }, plain: { a: 'function', b: 'bigint' } },
    { name: 'maps', value: new Map([['x', { text: 'a' }]]), plain: { x: { text: 'a' } } },
    { name: 'sets', value: new Set([1, 2]), plain: [1, 2] },
    { name: 'bytes', value: new TextEncoder().encode('{"a":1}'), plain: 'bytes: 7: {"a":1}' },
    { name: 'errors', value: new TypeError('bad'), plain: { name: 'TypeError', message: 'bad' } },
    { name: 'actors', value: { parent: actor }, plain: { parent: `actor ${actor.sessionId}` } },
    { name: 'persistent maps', value: withEntry(emptyMap, 'x', 1), plain: { x: 1 } },
    { name: 'sequence maps', value: set(emptySequenceMap, 7, 'seven'), plain: { 7: 'seven' } },
    { name: 'transcripts', value: append(emptyTranscript, notice), plain: [notice] },
  ])('takes $name', ({ value, plain }) => {
    expect(plainValue(value, true)).toEqual(plain);
  });

  it('takes keys of objects as they are, whatever they are', () => {
    const told = plainValue(new Map([['__proto__', 1]]), true);
    expect(JSON.stringify(told)).toBe('{"__proto__":1}');
  });
});

describe('without content', () => {
  it.each<{ name: string; value: object; plain: unknown }>([
    { name: 'a text', value: { text: 'hello there' }, plain: { text: 'text of 11 characters' } },
    {
      name: 'a key that nobody has thought of',
      value: { novel: 'x' },
      plain: { novel: 'text of 1 characters' },
    },
    { name: 'texts in a list', value: { kills: ['ab'] }, plain: { kills: ['text of 2 characters'] } },
    { name: 'bytes', value: { bytes: new Uint8Array(3) }, plain: { bytes: 'bytes: 3' } },
    {
      name: 'a key that types',
      value: { type: 'key', key: 'q', text: 'q' },
      plain: { type: 'key', key: 'text of 1 characters', text: 'text of 1 characters' },
    },
    {
      name: 'a sentence',
      value: { hint: 'no /xyz', sentence: 'x' },
      plain: { hint: 'text of 7 characters', sentence: 'text of 1 characters' },
    },
  ])('hides $name', ({ value, plain }) => {
    expect(plainFields(value, false)).toEqual(plain);
  });

  it.each<object>([
    { type: 'key', key: 'ENTER' },
    { handle: 'bob', clientId: 'b0b', address: '10.0.0.1' },
    { trouble: { tag: 'send', sentence: 'no route' } },
    { held: [['b0b', 5, 2]] },
  ])('shows %j', (value) => {
    expect(plainFields(value, false)).toEqual(value);
  });
});

describe('the bounds', () => {
  it('keeps the end of what is long, and says how much is missing', () => {
    const told = plainValue(
      Array.from({ length: 100 }, (_, at) => at),
      true,
    );
    expect(told).toEqual(['… 60 more', ...Array.from({ length: 40 }, (_, at) => at + 60)]);
  });

  it('says how many entries of an object are missing', () => {
    const pairs = Array.from({ length: 50 }, (_, at) => [`k${at}`, at] as const);
    expect(plainValue(Object.fromEntries(pairs), true)).toMatchObject({ k39: 39, '…': '10 more' });
    expect(plainValue(new Map(pairs), true)).toMatchObject({ k49: 49, '…': '10 more' });
  });

  it('cuts what is deep', () => {
    let deep: unknown = 1;
    for (let at = 0; at < 1000; at += 1) deep = { deep };
    expect(JSON.stringify(plainValue(deep, true))).toContain('"…"');
  });

  it('ends where a value holds itself', () => {
    const self: Record<string, unknown> = {};
    self['self'] = self;
    expect(JSON.stringify(plainValue(self, true)).length).toBeLessThan(200);
  });

  it('cuts long texts', () => {
    expect(plainValue('a'.repeat(10_000), true)).toBe(`${'a'.repeat(500)}… (10000 characters)`);
  });

  it('is some hundred KiB, whatever it is given', () => {
    const wide = (depth: number): unknown =>
      depth === 0 ? 'x' : Array.from({ length: 40 }, () => wide(depth - 1));
    expect(JSON.stringify(plainValue(wide(4), true)).length).toBeLessThan(200_000);
  });
});
