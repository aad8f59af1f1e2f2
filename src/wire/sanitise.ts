// What text may look like before a terminal sees it: an allow-list, applied once, where text enters. A terminal obeys
// what it is sent (xterm, CVE-2022-45063; iTerm2, CVE-2019-9535), and readers believe what they see.
import { maxCombiningMarks, maxHandleBytes } from '../limits.js';
import { graphemesOf } from '../text/graphemes.js';
import { lazily } from '../text/lazily.js';
import { newlinePicture, unknownPicture } from '../text/pictures.js';
import { utf8Bytes } from '../text/utf8-bytes.js';
import { tameClusters } from './clusters.js';
import { controlPicture } from './control-pictures.js';

/** Most text is this, and is what it should be already. */
const plain = /^[\n\x20-\x7E]*$/;

/**
 * Everything without a picture: controls, format characters, surrogates, private use, unassigned (`\p{C}`); what is to be
 * ignored when it cannot be drawn (`\p{DI}`: zero-width and bidi characters, fillers, selectors, tags); and the two
 * separators that are line breaks. Left to `tameClusters`: joiners, the emoji selector, tags. An unassigned character
 * that Unicode has set aside for emoji passes, since emoji younger than this program's Unicode are common.
 */
const pictureless = lazily(
  () => /\r\n?|[\u2028\u2029]|(?!\n|\u200C|\u200D|\uFE0F|[\u{E0020}-\u{E007F}]|\p{ExtPict})[\p{C}\p{DI}]/gu,
);

const invisible = lazily(() => /[\p{Cf}\p{DI}]/u);
const lineBreak = /^[\r\u2028\u2029]/;

/**
 * Normalising puts the marks of one base in order, in a time that grows with the square of their number: 65,000 of them
 * took two seconds. No orthography needs more than this (the Stream-Safe Text Format, UAX #15 §13).
 */
const maxMarksToNormalise = 30;
const streamSafeMarks = lazily(() => new RegExp(String.raw`(\p{M}{${maxMarksToNormalise}})\p{M}+`, 'gu'));

/**
 * Text that is safe to show, in Unicode's normalisation form C, with newlines for line breaks of every kind. Controls
 * become visible symbols, a tab a space, invisible characters nothing, what nobody can draw `�`. Idempotent.
 */
export function sanitiseText(text: string): string {
  if (plain.test(text)) return text;
  const visible = text.replaceAll(pictureless(), (character) => {
    if (lineBreak.test(character)) return '\n';
    return invisible().test(character) ? '' : picture(character);
  });
  const bounded = visible.replaceAll(streamSafeMarks(), '$1');
  // What is removed in the first round may bring marks together that normalise to more marks than may be; hence two.
  return tameClusters(tameClusters(bounded.normalize()).normalize());
}

/** As {@link sanitiseText}, in one line: where a line break was, stands `⏎`. */
export function sanitiseLine(text: string): string {
  return sanitiseText(text).replaceAll('\n', newlinePicture);
}

/** What looks like the ending by which namesakes are told apart, `alice#a1b2`: nobody shall pass for one of them. */
const tagSign = /#(?=[\da-f]+$)/iu;
const insteadOfTagSign = '_';

/**
 * A handle that is safe to show: one line without white space around it, of at most `maxHandleBytes` (whole graphemes, if
 * possible), that does not end as if it were told apart from a namesake's. Where nothing is left, it is `?`. Idempotent.
 */
export function sanitiseHandle(handle: string): string {
  const line = sanitiseText(handle).trim().replaceAll('\n', newlinePicture);
  // A cut may leave behind a joiner with nothing to join to.
  const short = utf8Bytes(line) <= maxHandleBytes ? line : sanitiseText(headOf(line)).trim();
  return short === '' ? '?' : short.replace(tagSign, insteadOfTagSign);
}

/**
 * What is wrong with a handle that somebody has chosen for themselves, as the end of a sentence that begins with it
 * (`is empty`); `undefined` if nothing is, and then {@link sanitiseHandle} gives it back in normalisation form C.
 */
export function handleProblem(handle: string): string | undefined {
  const normal = handle.normalize();
  const bytes = utf8Bytes(normal);
  if (normal.trim() === '') return `is empty: give 1 to ${maxHandleBytes} bytes`;
  if (bytes > maxHandleBytes) return `is longer than ${maxHandleBytes} bytes (it has ${bytes})`;
  if (/\p{Cc}/u.test(normal)) return 'has control characters: give letters, digits, signs or emoji';
  if (normal !== normal.trim()) return 'begins or ends with white space';
  if (tagSign.test(normal)) return 'ends like `#a1b2`, by which people of one handle are told apart';
  if (sanitiseHandle(normal) !== normal) return 'has characters that a terminal does not show';
  return undefined;
}

/** All that the sanitiser might not let through, whatever its neighbours; space, tab and newline lay JSON out. */
const unsafeInJson = lazily(
  () =>
    new RegExp(
      String.raw`[\u2028\u2029]|(?![\n\t])[\p{C}\p{DI}]|(?<=\p{M}{${maxCombiningMarks}})\p{M}`,
      'gu',
    ),
);

/**
 * JSON text that says the same and is safe in a terminal: what is not, is written as `\uXXXX`.
 *
 * @param json as `JSON.stringify` writes it: unsafe characters stand within strings only, where escapes mean something
 */
export function escapeForTerminal(json: string): string {
  return json.replaceAll(unsafeInJson(), (character) =>
    Array.from({ length: character.length }, (_, at) => escapeUnit(character.charCodeAt(at))).join(''),
  );
}

function escapeUnit(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}

function picture(character: string): string {
  return /\p{Cc}/u.test(character) ? controlPicture(character) : unknownPicture;
}

/** As many graphemes as a handle may have bytes; if already the first is too long, as many code points. */
function headOf(line: string): string {
  return takeBytes(graphemesOf(line)) || takeBytes(line);
}

function takeBytes(pieces: Iterable<string>): string {
  let taken = '';
  let bytes = 0;
  for (const piece of pieces) {
    bytes += utf8Bytes(piece);
    if (bytes > maxHandleBytes) break;
    taken += piece;
  }
  return taken;
}
