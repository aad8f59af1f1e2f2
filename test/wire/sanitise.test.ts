import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxCombiningMarks, maxHandleBytes } from '../../src/limits.js';
import {
  escapeForTerminal,
  handleProblem,
  sanitiseHandle,
  sanitiseLine,
  sanitiseText,
} from '../../src/wire/sanitise.js';
import { hostileText } from './hostile-text.js';

const england = '🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}';
const kiss = '👩🏻\u200D❤\uFE0F\u200D💋\u200D👩🏿';

/** Text that arrives, and what may be shown of it. */
const rows: readonly (readonly [rule: string, text: string, shown: string])[] = [
  ['plain text stays', 'Hello, world! ~ "quoted" \\ ^bold', 'Hello, world! ~ "quoted" \\ ^bold'],
  ['C0 controls become their pictures', '\0\x07\x1B[31mred', '␀␇␛[31mred'],
  ['DEL becomes its picture', 'a\x7Fb', 'a␡b'],
  ['C1 controls have no picture', 'a\x9B31mb\x85c', 'a�31mb�c'],
  ['a tab is a space', 'a\tb', 'a b'],
  ['every kind of line break is a newline', 'a\nb\r\nc\rd\u2028e\u2029f', 'a\nb\nc\nd\ne\nf'],
  ['bidi controls go', '\u202Ea\u2066b\u200Fc\u061Cd\u202C', 'abcd'],
  ['zero-width characters go', 'a\u200Bb\u2060c\uFEFFd\u00ADe\u034Ff', 'abcdef'],
  ['fillers that look like nothing go', 'a\u3164b\u115Fc\uFFA0d', 'abcd'],
  ['tags go', 'a\u{E0061}\u{E0062}b', 'ab'],
  ['private use has no picture', 'a\uE000\u{F0000}b', 'a��b'],
  ['noncharacters have no picture', 'a\uFFFE\u{1FFFF}b', 'a��b'],
  ['unassigned characters have no picture', 'a\u0378b', 'a�b'],
  ['lone surrogates are mended', 'a\uD83Db\uDE00c', 'a�b�c'],
  ['letters are normalised', 'e\u0301 \u212B 가', 'é Å 가'],
  ['normalising may decompose', '\u0958', '\u0915\u093C'],
  ['at most four marks a base', `a${'\u0316'.repeat(9)}b`, `a${'\u0316'.repeat(4)}b`],
  [
    'a joiner is no new base',
    `م${'\u0652'.repeat(3)}\u200D${'\u0652'.repeat(3)}`,
    `م${'\u0652'.repeat(3)}\u200D\u0652`,
  ],
  ['marks need a base', '\u0301a \u0302b\n\u0303c', 'a b\nc'],
  ['other writing systems stay', 'שָׁלוֹם नमस्ते สวัสดี 日本語 Ελλάδα', 'שָׁלוֹם नमस्ते สวัสดี 日本語 Ελλάδα'.normalize()],
  ['Persian keeps its non-joiner', 'می\u200Cخواهم', 'می\u200Cخواهم'],
  ['Bengali keeps its joiner before a mark', 'র\u200D্য', 'র\u200D্য'],
  ['Sinhala keeps its joiner before a letter', 'ශ්\u200Dරී', 'ශ්\u200Dරී'],
  ['joiners go between letters of other scripts', 'pay\u200Dpal\u200C.com', 'paypal.com'],
  ['joiners go at the end, doubled, and before a space', 'م\u200C\u200Dم م\u200D م\u200D', 'م\u200Cم م م'],
  ['emoji selectors stay with emoji', '❤\uFE0F ☎\uFE0F 1\uFE0F\u20E3', '❤\uFE0F ☎\uFE0F 1\uFE0F\u20E3'],
  ['other selectors go', 'a\uFE0F ☺\uFE0E 漢\u{E0100} ❤\uFE0F\uFE0F', 'a ☺ 漢 ❤\uFE0F'],
  ['joined emoji stay joined', `${kiss} 🏳\uFE0F\u200D🌈 👍🏽`, `${kiss} 🏳\uFE0F\u200D🌈 👍🏽`],
  ['no more than four are joined', `👩${'\u200D👩'.repeat(5)}`, `👩${'\u200D👩'.repeat(3)}👩\u200D👩`],
  ['a joiner after emoji joins no letter', '👩\u200Da', '👩a'],
  ['flags stay', `🇩🇪 ${england}`, `🇩🇪 ${england}`],
  ['flags of nowhere are black', '🏴\u{E0078}\u{E0079}\u{E007F}', '🏴'],
  ['emoji younger than our Unicode pass', '\u{1FAFF}', '\u{1FAFF}'],
];

describe('sanitiseText', () => {
  it.each(rows)('%s', (_, text, shown) => {
    expect(sanitiseText(text)).toBe(shown);
  });

  it('lets through nothing that is not on the allow-list', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        expect(forbiddenIn(sanitiseText(text))).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('is idempotent', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const once = sanitiseText(text);
        expect(sanitiseText(once)).toBe(once);
      }),
      // What is removed here lets marks change places, after which there is more to remove.
      { numRuns: 5000, examples: [['ا\u200D\u0654\u200C\u031B'], [`ǖ\u034F${'\u0323'.repeat(4)}`]] },
    );
  });

  it('is not slowed down by endless marks (normalising them all takes seconds)', () => {
    const marks = '\u0301\u0323'.repeat(100_000);
    expect(sanitiseText(`a${marks}`).length).toBeLessThanOrEqual(1 + maxCombiningMarks);
  });
});

describe('sanitiseLine', () => {
  it.each([
    ['a\nb\r\nc', 'a⏎b⏎c'],
    ['plain', 'plain'],
  ])('%j → %j', (text, shown) => {
    expect(sanitiseLine(text)).toBe(shown);
  });

  it('gives one line, and is idempotent', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        const line = sanitiseLine(text);
        expect(line).not.toContain('\n');
        expect(sanitiseLine(line)).toBe(line);
      }),
    );
  });
});

describe('sanitiseHandle', () => {
  it.each([
    ['an honest one stays', 'alice', 'alice'],
    ['white space around it goes', ' \t alice\u3000\r\n', 'alice'],
    ['it is one line', 'alice\nbob', 'alice⏎bob'],
    ['nothing is a question mark', '', '?'],
    ['nothing to see is a question mark', ' \u200B\u202E', '?'],
    ['as long as may be', 'a'.repeat(maxHandleBytes), 'a'.repeat(maxHandleBytes)],
    ['too long', 'a'.repeat(maxHandleBytes + 1), 'a'.repeat(maxHandleBytes)],
    ['cut between graphemes', `${'a'.repeat(30)}e\u0316`, 'a'.repeat(30)],
    ['no space where it was cut', `${'a'.repeat(31)} b`, 'a'.repeat(31)],
    ['one grapheme that is too long', kiss, '👩🏻\u200D❤\uFE0F\u200D💋\u200D👩'],
  ])('%s', (_, handle, shown) => {
    expect(sanitiseHandle(handle)).toBe(shown);
  });

  it('is one short, trimmed line, never empty; and idempotent', () => {
    fc.assert(
      fc.property(hostileText({ maxLength: 40 }), (text) => {
        const handle = sanitiseHandle(text);
        expect(Buffer.byteLength(handle)).toBeLessThanOrEqual(maxHandleBytes);
        expect(handle).toMatch(/^\S(?:.*\S)?$/u);
        expect(sanitiseHandle(handle)).toBe(handle);
        expect(forbiddenIn(handle)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('handleProblem', () => {
  it.each([
    ['alice', undefined],
    ['Zoë Łukasz 山田 👩🏻', undefined],
    ['e\u0301', undefined],
    ['', 'is empty: give 1 to 32 bytes'],
    [' \u3000', 'is empty: give 1 to 32 bytes'],
    ['é'.repeat(17), 'is longer than 32 bytes (it has 34)'],
    ['a\nb', 'has control characters: give letters, digits, signs or emoji'],
    ['a\x9Bb', 'has control characters: give letters, digits, signs or emoji'],
    [' alice', 'begins or ends with white space'],
    ['al\u202Eice', 'has characters that a terminal does not show'],
    ['al\uD800ice', 'has characters that a terminal does not show'],
  ])('%j → %s', (handle, problem) => {
    expect(handleProblem(handle)).toBe(problem);
  });

  it('finds nothing wrong with what the sanitiser makes', () => {
    fc.assert(
      fc.property(hostileText({ maxLength: 40 }), (text) => {
        expect(handleProblem(sanitiseHandle(text))).toBeUndefined();
      }),
    );
  });
});

describe('escapeForTerminal', () => {
  it.each([
    ['readable text stays', 'Zoë 日本語 🇩🇪', '"Zoë 日本語 🇩🇪"'],
    ['C1 and DEL', '\x9B\x7F', String.raw`"\u009b\u007f"`],
    ['bidi controls and zero-width', '\u202E\u200B', String.raw`"\u202e\u200b"`],
    ['beyond 16 bits, as a pair', '\u{E0061}', String.raw`"\udb40\udc61"`],
    ['marks beyond the fourth', `a${'\u0316'.repeat(5)}`, `"a${'\u0316'.repeat(4)}\\u0316"`],
  ])('%s', (_, text, json) => {
    expect(escapeForTerminal(JSON.stringify(text))).toBe(json);
  });

  it('changes nothing of what is said, and nothing in it is dangerous', () => {
    fc.assert(
      fc.property(
        fc.dictionary(hostileText(), hostileText()),
        fc.constantFrom(0, 2, '\t'),
        (value, indent) => {
          const json = escapeForTerminal(JSON.stringify(value, undefined, indent));
          expect(JSON.parse(json)).toEqual(value);
          expect(json).not.toMatch(/(?![\n\t])[\p{C}\p{DI}\u2028\u2029]|\p{M}{5}/u);
        },
      ),
    );
  });
});

/** What of a sanitised text breaks the rules, said in another way than the sanitiser says them. */
function forbiddenIn(text: string): readonly string[] {
  const bare = text.replaceAll(
    /🏴\u{E0067}\u{E0062}(?:\u{E0065}\u{E006E}\u{E0067}|\u{E0073}\u{E0063}\u{E0074}|\u{E0077}\u{E006C}\u{E0073})\u{E007F}/gu,
    '',
  );
  const withoutEmojiSelectors = bare.replaceAll(/(?<=\p{ExtPict}|[0-9#*])\uFE0F/gu, '');
  const withoutJoiners = withoutEmojiSelectors
    .replaceAll(/(?<=[\p{L}\p{M}])[\u200C\u200D](?=[\p{L}\p{M}])/gu, '')
    .replaceAll(/(?<=[\p{ExtPict}\p{EMod}])\u200D(?=\p{ExtPict})/gu, '');
  const forbidden = [
    /(?!\n|\p{ExtPict})[\p{C}\p{DI}\u2028\u2029]/gu,
    /(?<!\S)\p{M}/gu,
    new RegExp(String.raw`\p{M}{${maxCombiningMarks + 1}}`, 'gu'),
  ];
  const found = forbidden.flatMap((pattern) => withoutJoiners.match(pattern) ?? []);
  return text === text.normalize() ? found : [...found, 'not in normalisation form C'];
}
