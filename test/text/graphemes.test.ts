import * as fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { graphemesOf } from '../../src/text/graphemes.js';
import { hostileText } from '../wire/hostile-text.js';

/** The graphemes as Unicode has them, however long it takes. */
function segmented(text: string): string[] {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}

/** Stretches of characters that are said to join none of each other: the ends of each, and what is left out between. */
const lonelyStretches = [
  ['\n', '\n'],
  [' ', '~'],
  ['¡', '¬'],
  ['®', '\u02FF'],
  ['\u0370', '\u0482'],
  ['\u048A', '\u058F'],
  ['\u2010', '\u2027'],
  ['\u2190', '\u27BF'],
  ['\u3001', '\u3029'],
  ['ぁ', 'ゖ'],
  ['ァ', 'ヿ'],
  ['一', '\u9FFF'],
  ['가', '힣'],
  ['！', '｠'],
] as const;

const lonely = lonelyStretches.flatMap(([first, last]) => {
  const start = first.charCodeAt(0);
  return Array.from({ length: last.charCodeAt(0) - start + 1 }, (_, at) => String.fromCharCode(start + at));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the graphemes of a text', () => {
  it.each([
    ['nothing', '', []],
    ['ASCII', 'abc', ['a', 'b', 'c']],
    ['a letter and its accent', 'ae\u0301', ['a', 'e\u0301']],
    ['an emoji that is joined', '👨‍👩‍👧!', ['👨‍👩‍👧', '!']],
    ['two flags', '🇯🇵🇩🇪', ['🇯🇵', '🇩🇪']],
    ['ideographs', '日本', ['日', '本']],
    ['Hangul from its parts', '\u1112\u1161\u11AB', ['\u1112\u1161\u11AB']],
    ['a line break of two', '\r\n', ['\r\n']],
  ])('of %s', (_, text, graphemes) => {
    expect([...graphemesOf(text)]).toStrictEqual(graphemes);
  });

  it('are those of Unicode in any text', () => {
    const mixed = fc.string({ unit: fc.oneof(fc.constantFrom(...lonely), fc.string({ unit: 'binary' })) });
    fc.assert(
      fc.property(fc.oneof(hostileText(), mixed), (text) => {
        expect([...graphemesOf(text)]).toStrictEqual(segmented(text));
      }),
    );
  });

  it('are those of Unicode in a long text, wherever it is cut', () => {
    const unit = fc.constantFrom(
      'a',
      '日',
      'e\u0301',
      '👩',
      '\u200D',
      '🏽',
      '🇩',
      '\uD83C',
      '\uDFFB',
      'क\u094D',
      '\u0301',
      '\r',
      '\n',
    );
    const piece = fc.tuple(unit, fc.nat(300)).map(([text, times]) => text.repeat(times));
    fc.assert(
      fc.property(fc.array(fc.oneof(unit, piece), { maxLength: 30 }), (pieces) => {
        const text = pieces.join('');
        expect([...graphemesOf(text)]).toStrictEqual(segmented(text));
      }),
    );
  });

  it('are found in pieces, since the segmenter is slow in a long text', () => {
    const segment = vi.spyOn(Intl.Segmenter.prototype, 'segment');
    expect([...graphemesOf('👨‍👩‍👧'.repeat(10_000))]).toHaveLength(10_000);
    const lengths = segment.mock.calls.map(([text]) => text?.length ?? 0);
    segment.mockRestore();
    expect(Math.max(...lengths)).toBeLessThan(1000);
    expect(lengths.reduce((sum, length) => sum + length)).toBeLessThan(2 * 80_000);
  });

  it('are the characters where none joins another, whatever their order', () => {
    expect(segmented(lonely.join(''))).toStrictEqual(lonely);
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...lonely) }), (text) => {
        expect(segmented(text)).toStrictEqual(text.split(''));
      }),
    );
  });
});

describe('the segmenter', () => {
  it('is not made for text that needs none, and once for all that does', async () => {
    let made = 0;
    class CountedSegmenter extends Intl.Segmenter {
      constructor(...options: ConstructorParameters<typeof Intl.Segmenter>) {
        super(...options);
        made += 1;
      }
    }
    vi.stubGlobal('Intl', Object.create(Intl, { Segmenter: { value: CountedSegmenter } }));
    vi.resetModules();
    const fresh = await import('../../src/text/graphemes.js');
    expect([...fresh.graphemesOf(lonely.join(''))]).toHaveLength(lonely.length);
    expect(made).toBe(0);
    expect([...fresh.graphemesOf('e\u0301'), ...fresh.graphemesOf('👍🏽')]).toStrictEqual([
      'e\u0301',
      '👍🏽',
    ]);
    expect(made).toBe(1);
  });
});
