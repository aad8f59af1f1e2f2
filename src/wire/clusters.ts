// Which invisible characters and how many marks may hang on to a visible one. Expects text without control characters,
// and removes; it never adds. A part of the sanitiser: see `sanitise.ts` for the whole of the allow-list.
import { maxCombiningMarks } from '../limits.js';
import { lazily } from '../text/lazily.js';

/**
 * Emoji that need invisible characters: keycaps; the three subdivision flags that exist, spelled with tags; pictographs
 * with a presentation selector or skin tone, up to four of them joined (a kiss is four, the most that Unicode defines).
 * (UTS #51 §1.4; RGI_Emoji itself needs the regular expression flag `v`, and would date with each Unicode version.)
 */
const emoji = (() => {
  const element = String.raw`\p{ExtPict}(?:\uFE0F|\p{EMod})?`;
  const keycap = String.raw`[0-9#*]\uFE0F\u20E3`;
  const [england, scotland, wales] = ['gbeng', 'gbsct', 'gbwls'].map(asTags);
  const flag = String.raw`\u{1F3F4}(?:${england}|${scotland}|${wales})\u{E007F}`;
  return String.raw`${flag}|${keycap}|${element}(?:\u200D${element}){0,3}`;
})();

/** Characters that only ever belong to the visible one before them: marks, joiners, variation selectors, tags. */
const dependents = String.raw`\p{M}\u200C\u200D\u{E0020}-\u{E007F}`;

const dependent = lazily(() => new RegExp(`[${dependents}]`, 'u'));

/** An emoji or another visible character (white space is not there to be marked), and what hangs on to it. */
const cluster = lazily(
  () => new RegExp(`(${emoji})([${dependents}]*)|([^${dependents}\\s])?([${dependents}]+)`, 'gu'),
);

const mark = /\p{M}/u;
const selectorOrTag = /[\uFE0F\u{E0020}-\u{E007F}]/u;
const joiner = /[\u200C\u200D]/u;

// Cursive scripts, and those that build conjuncts: U+200C and U+200D make a difference in their orthography (the
// Unicode Standard §23.2). By their names in ISO 15924.
const cursive = 'Arab Syrc Nkoo Mong Adlm Rohg';
const conjunct = 'Deva Beng Guru Gujr Orya Taml Telu Knda Mlym Sinh Mymr Khmr';
const joiningScripts = `${cursive} ${conjunct}`
  .split(' ')
  .map((script) => String.raw`\p{scx=${script}}`)
  .join('');

/** Text that begins with a letter of a script that uses joiners, or with a mark of one. */
const joining = lazily(() => new RegExp(String.raw`^(?=[\p{L}\p{M}])[${joiningScripts}]`, 'u'));

/**
 * Leaves in place, of what hangs on to a visible character, what an honest writer needs:
 *
 * - whatever an emoji needs to be that emoji;
 * - the first `maxCombiningMarks` marks, if there is something to hang on to;
 * - a joiner that stands after a letter of a joining script (and its marks), and before another mark or such a letter.
 */
export function tameClusters(text: string): string {
  if (!dependent().test(text)) return text;
  return text.replaceAll(
    cluster(),
    (whole: string, ...[emojiBase, onEmoji, base, onBase, offset]: ClusterMatch) => {
      const rest = text.slice(offset + whole.length);
      if (emojiBase !== undefined) return emojiBase + tameHangers(emojiBase, onEmoji ?? '', rest);
      return base === undefined ? '' : base + tameHangers(base, onBase ?? '', rest);
    },
  );
}

/** What `cluster` captures, and where it was found. */
type ClusterMatch = [
  emojiBase: string | undefined,
  onEmoji: string | undefined,
  base: string | undefined,
  onBase: string | undefined,
  offset: number,
];

function tameHangers(base: string, hangers: string, rest: string): string {
  const mayJoin = joining().test(base);
  let kept = '';
  let marks = 0;
  // A joiner is kept only together with what it joins to, so it waits for that.
  let waiting = '';
  for (const character of hangers) {
    if (joiner.test(character)) {
      if (waiting === '' && mayJoin) waiting = character;
    } else if (mark.test(character) && !selectorOrTag.test(character) && marks < maxCombiningMarks) {
      kept += waiting + character;
      waiting = '';
      marks += 1;
    }
  }
  return joining().test(rest) ? kept + waiting : kept;
}

function asTags(letters: string): string {
  const firstTag = 0xe0000;
  return Array.from(letters, (letter) => String.fromCodePoint(firstTag + letter.charCodeAt(0))).join('');
}
