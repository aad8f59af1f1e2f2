// What a message is for the eye, and where a text has something in it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { graphemesOf } from '../../src/text/graphemes.js';
import { mentions, occurrences, type Run, speechOf } from '../../src/view/speech.js';
import { said } from './view-models.js';

describe('what was said', () => {
  it.each([
    ['hello', false, 'hello'],
    ['/me waves', true, 'waves'],
    ['/me  waves\nand leaves', true, ' waves\nand leaves'],
    ['/me', false, '/me'],
    ['/me  ', false, '/me  '],
    ['/men at work', false, '/men at work'],
    ['/ME waves', false, '/ME waves'],
    ['well, /me waves', false, 'well, /me waves'],
  ])('%j', (text, isDeed, words) => {
    expect(speechOf(said('alice', text))).toStrictEqual({ isDeed, text: words });
  });
});

/** The parts of the text that the runs mean. */
function parts(text: string, runs: readonly Run[]): string[] {
  const graphemes = [...graphemesOf(text)];
  return runs.map(([from, to]) => graphemes.slice(from, to).join(''));
}

describe('a mention', () => {
  it.each<[string, string, readonly string[]]>([
    ['alice: come', 'alice', ['alice']],
    ['come, ALICE!', 'alice', ['ALICE']],
    ['@alice', 'alice', ['alice']],
    ['alice and Alice', 'alice', ['alice', 'Alice']],
    ["alice's", 'alice', ['alice']],
    ['malice', 'alice', []],
    ['alices', 'alice', []],
    ['alice2', 'alice', []],
    ['Zoe\u0308 came', 'zoë', ['Zoe\u0308']],
    ['zoe came', 'zoë', []],
    ['ΟΔΥΣΣΕΥΣ ήρθε', 'οδυσσευς', ['ΟΔΥΣΣΕΥΣ']],
    ['ist GROSS da?', 'gross', ['GROSS']],
    ['日本さん、こんにちは', '日本', ['日本']],
    ['the bob is here', 'the bob', ['the bob']],
    ['a 👍🏽!', '👍🏽', ['👍🏽']],
    ['a 👍🏽!', '👍', []],
  ])('in %j of %j', (text, handle, expected) => {
    expect(parts(text, mentions(text, handle))).toStrictEqual(expected);
  });
});

describe('occurrences', () => {
  it.each<[string, string, readonly string[]]>([
    ['the cat, THE dog', 'the', ['the', 'THE']],
    ['aaaa', 'aa', ['aa', 'aa']],
    ['İstanbul', 'i', ['İ']],
    ['nothing', '', []],
    ['', 'x', []],
  ])('in %j of %j', (text, wanted, expected) => {
    expect(parts(text, occurrences(text, wanted))).toStrictEqual(expected);
  });

  it('lie within the text, one behind the other', () => {
    const unit = fc.constantFrom('a', 'A', 'ß', 'İ', 'σ', 'ς', 'é', 'e\u0301', '日', '👍🏽', ' ');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 40 }), fc.string({ unit, maxLength: 3 }), (text, wanted) => {
        const count = [...graphemesOf(text)].length;
        let end = 0;
        for (const [from, to] of occurrences(text, wanted)) {
          expect(from).toBeGreaterThanOrEqual(end);
          expect(to).toBeGreaterThan(from);
          end = to;
        }
        expect(end).toBeLessThanOrEqual(count);
      }),
    );
  });
});
