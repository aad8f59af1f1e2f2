// Text that says nothing, and takes the same room: as many code points, each as many bytes in UTF-8 and as wide as before,
// so that lines are cut, counted and drawn as they were. Blanks and ASCII punctuation stay, since lines are wrapped at them.
import { utf8Bytes } from '../text/utf8-bytes.js';
import { widthOfGrapheme } from '../view/text-width.js';

/** Letters of one kind: as long in UTF-8 and as wide, and none of them changed by any normal form of Unicode. */
interface Alphabet {
  readonly bytes: number;
  readonly width: number;
  /** Stands for every character of the kind. */
  readonly mask: string;
  /** Stand for characters that have to be told apart: so many from here on. */
  readonly first: string;
  readonly count: number;
}

/** In the order in which they are tried. */
const alphabets: readonly Alphabet[] = [
  { bytes: 1, width: 1, mask: 'x', first: 'a', count: 23 },
  { bytes: 2, width: 1, mask: 'я', first: 'а', count: 9 },
  { bytes: 3, width: 1, mask: 'ᴢ', first: 'ᴀ', count: 25 },
  { bytes: 3, width: 2, mask: '中', first: '一', count: 40 },
  { bytes: 4, width: 1, mask: '𐌙', first: '𐌀', count: 25 },
  { bytes: 4, width: 2, mask: '🙂', first: '🐀', count: 60 },
];

/** What stays: blanks, punctuation of ASCII, and what has no looks of its own but decides what belongs to one character. */
const kept = /^[\s\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}\x21-\x2F\x3A-\x40\x5B-\x60\x7B-\x7E]$/u;

const digit = /^[0-9]$/u;
const upperCase = /^[A-Z]$/u;
const mark = /^\p{M}$/u;
const regionalIndicator = /^\p{Regional_Indicator}$/u;

/** Marks by their length in UTF-8; they join no letter that stands for others. */
const maskedMarks: Readonly<Record<number, string>> = { 2: '\u0353', 3: '\u20D0', 4: '\u{1D167}' };

/** The text with nothing left in it. */
export function maskedText(text: string): string {
  return Array.from(text, masked).join('');
}

/**
 * The `number`th text that can be told from others and takes the same room as this one.
 *
 * @param number from 0; after as many as there are, they come again
 */
export function distinctText(text: string, number: number): string {
  let rest = number;
  return Array.from(text, (character) => {
    if (isKept(character) || mark.test(character) || regionalIndicator.test(character))
      return masked(character);
    const { first, count } = alphabetOf(character);
    const letter = String.fromCodePoint((first.codePointAt(0) ?? 0) + (rest % count));
    rest = Math.floor(rest / count);
    return letter;
  }).join('');
}

/** A space such as U+2000 is another in normal form (Unicode Standard Annex 15), which a reader may bring about. */
function isKept(character: string): boolean {
  return kept.test(character) && character.normalize() === character;
}

function masked(character: string): string {
  if (isKept(character)) return character;
  if (digit.test(character)) return '0';
  if (upperCase.test(character)) return 'X';
  if (mark.test(character)) return maskedMarks[utf8Bytes(character)] ?? character;
  if (regionalIndicator.test(character)) return '🇽';
  return alphabetOf(character).mask;
}

function alphabetOf(character: string): Alphabet {
  const bytes = utf8Bytes(character);
  const ofLength = alphabets.filter((each) => each.bytes === bytes);
  const width = widthOfGrapheme(character);
  const [narrowest = unreachable] = ofLength;
  return ofLength.find((each) => each.width === width) ?? narrowest;
}

/** No code point is longer than four bytes. */
const unreachable: Alphabet = { bytes: 0, width: 0, mask: '', first: 'a', count: 1 };
