import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxChatDatagramBytes, maxParts } from '../../src/limits.js';
import { isStamped, type StampedDatagram } from '../../src/wire/chat-datagram.js';
import { type Composed, compose, type Sender } from '../../src/wire/compose.js';
import { decode } from '../../src/wire/decode.js';
import { fragmentOf, joinParts } from '../../src/wire/join.js';
import { sanitiseText } from '../../src/wire/sanitise.js';
import { originalFate } from '../support/original-rules.js';
import { hostileText } from './hostile-text.js';

const sender: Sender = { client_id: '0a1b2c3d4e', handle: 'alice', epoch: 17, seq: 5, clock: [18, 2] };

/** Leaves so little for the text of each part that even short lines are cut. */
const tightBytes = 180;

function datagramsOf(composed: Composed): readonly StampedDatagram[] {
  if (!composed.ok) return [];
  return composed.datagrams.map((bytes) => {
    const decoded = decode(bytes);
    if (!decoded.ok || !isStamped(decoded.datagram)) throw new Error('composed what cannot be decoded');
    return decoded.datagram;
  });
}

describe('compose', () => {
  it('says a short line in one datagram', () => {
    const composed = compose('hello', sender);
    expect(composed).toMatchObject({ ok: true, text: 'hello' });
    expect(datagramsOf(composed)).toEqual([{ ...sender, content: 'hello', v: 1 }]);
  });

  it('says several lines in as many datagrams, numbered on', () => {
    expect(datagramsOf(compose('one\n\nthree', sender))).toEqual([
      { ...sender, content: 'one', v: 1, seq: 5, part: [1, 3, 0] },
      { ...sender, content: '', v: 1, seq: 6, part: [2, 3, 1] },
      { ...sender, content: 'three', v: 1, seq: 7, part: [3, 3, 1] },
    ]);
  });

  it('says a long line in as many datagrams as it needs, cut where a word ends', () => {
    const words = Array.from({ length: 300 }, (_, at) => `word${at}`).join(' ');
    const datagrams = datagramsOf(compose(words, sender));
    expect(datagrams.map(({ part }) => part)).toEqual([
      [1, 3, 0],
      [2, 3, 0],
      [3, 3, 0],
    ]);
    expect(datagrams.map(({ content }) => content.at(-1))).toEqual([' ', ' ', '9']);
  });

  it.each([
    ['what the sanitiser lets through', 'a\x1B\u202Eb\tc\r\nd', 'a␛b c\nd'],
    ['no white space at the end, no empty lines at the start', '\n \n  indented\n\n', '  indented'],
  ])('says %s', (_, text, said) => {
    expect(compose(text, sender)).toMatchObject({ ok: true, text: said });
  });

  it.each(['', ' ', '\n\n', '\t\u3000\u00A0', '\u200B\u202E', '\u0301'])(
    'has nothing to say for %j',
    (text) => {
      expect(compose(text, sender)).toEqual({ ok: false, reason: 'empty' });
    },
  );

  it.each([
    ['as many lines as there may be', 'x\n'.repeat(maxParts), true],
    ['one line more', `${'x\n'.repeat(maxParts)}x`, { ok: false, reason: 'too-long', needed: maxParts + 1 }],
    ['as much text as there may be', 'x'.repeat(14_000), true],
    ['more text', 'x'.repeat(15_000), { ok: false, reason: 'too-long', needed: maxParts + 1 }],
    ['a file', 'x'.repeat(10_000_000), { ok: false, reason: 'too-long', needed: 9766 }],
  ])('%s', (_, text, expected) => {
    const composed = compose(text, sender);
    expect(composed.ok || composed).toEqual(expected);
  });

  it.each([
    ['a sender whose handle leaves no room', 'hello', { ...sender, handle: 'x'.repeat(2000) }],
    [
      'a sender whose handle leaves no room for parts',
      'hello\nworld',
      { ...sender, handle: 'x'.repeat(920) },
    ],
  ])('refuses %s', (_, text, longSender) => {
    expect(compose(text, longSender)).toEqual({ ok: false, reason: 'too-long' });
  });

  it('then joinParts gives the text back, and each datagram suits everybody', () => {
    const budget = fc.integer({ min: tightBytes, max: maxChatDatagramBytes });
    fc.assert(
      fc.property(hostileText({ maxLength: 400 }), budget, (text, maxBytes) => {
        const composed = compose(text, sender, maxBytes);
        if (!composed.ok) return;
        expect(sanitiseText(composed.text)).toBe(composed.text);
        expect(joinParts(datagramsOf(composed).map(fragmentOf))).toEqual({ text: composed.text, missing: 0 });
        expect(composed.datagrams.length).toBeLessThanOrEqual(maxParts);
        for (const bytes of composed.datagrams) {
          expect(bytes.length).toBeLessThanOrEqual(maxBytes);
          expect(originalFate(bytes)).toMatchObject({ alive: true, garbled: false });
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('then parts in any order, put where they belong, give the text back', () => {
    const words = fc.array(fc.constantFrom('hello', 'wörld', '日本語', '👩🏽‍🚀', '\n'), {
      minLength: 20,
      maxLength: 60,
    });
    const scrambled = words
      .map((all) => compose(all.join(' '), sender, tightBytes))
      .filter((composed) => composed.ok)
      .chain((composed) => {
        const datagrams = datagramsOf(composed);
        return fc.record({
          text: fc.constant(composed.text),
          arrived: fc.shuffledSubarray([...datagrams], { minLength: datagrams.length }),
        });
      });
    fc.assert(
      fc.property(scrambled, ({ text, arrived }) => {
        const count = arrived.at(0)?.part?.[1] ?? 1;
        const parts = Array.from({ length: count }, (_, at) =>
          arrived.find(({ part }) => (part?.[0] ?? 1) === at + 1),
        );
        expect(joinParts(parts.map((part) => part && fragmentOf(part)))).toEqual({ text, missing: 0 });
      }),
    );
  });
});
