// Text as nobody hopes to receive it, for property tests: every kind of character that some rule is about, mixed.
import * as fc from 'fast-check';

const joiners = ['\u200C', '\u200D'];
const marks = ['\u0301', '\u0323', '\u0308', '\u09CD', '\u09BE', '\u05B0', '\u20E3', '\u1DC4'];
const emoji = [
  '👩',
  '❤',
  '🏻',
  '🏴',
  '🇩',
  '🇪',
  '\uFE0F',
  '\uFE0E',
  '1',
  '#',
  '\u{E0067}',
  '\u{E0062}',
  '\u{E007F}',
];
const letters = ['a', 'ǖ', '각', 'ᄀ', 'ᅡ', 'ᆨ', 'م', 'র', 'য', '日', 'Å', '\u0958', '"', '\\', ' ', '\u00A0'];
const controls = ['\0', '\t', '\n', '\r', '\r\n', '\x1B', '\x7F', '\x85', '\x9B'];
const invisible = [
  '\u200B',
  '\u202E',
  '\u2066',
  '\u2028',
  '\u2029',
  '\uFEFF',
  '\u00AD',
  '\u034F',
  '\u3164',
  '\u180B',
];
const unknown = ['\uE000', '\uFFFF', '\u{10FFFF}', '\u0378', '\uD83D', '\uDC00', '\uFFFD'];

const notable = [letters, joiners, marks, emoji, controls, invisible, unknown].map((all) =>
  fc.constantFrom(...all),
);
const anyCodeUnit = fc.integer({ min: 0, max: 0xffff }).map((unit) => String.fromCharCode(unit));
const anyCodePoint = fc
  .integer({ min: 0, max: 0x10ffff })
  .map((codePoint) => String.fromCodePoint(codePoint));

/** Any string whatsoever, with lone surrogates, controls and clusters far more often than chance would have them. */
export function hostileText(constraints: { readonly maxLength?: number } = {}): fc.Arbitrary<string> {
  return fc.string({ unit: fc.oneof(...notable, anyCodeUnit, anyCodePoint), ...constraints });
}
