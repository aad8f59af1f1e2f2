// What a message is for the eye: words or a deed (`/me`), by whom, the continuation of what the same person said, and whether
// it speaks of somebody. Pure.
import { type SharedHandles, taggedHandle } from '../chat/display-handle.js';
import type { Entry, HoleEntry, MessageEntry } from '../chat/transcript.js';
import { graphemesOf } from '../text/graphemes.js';
import { lazily } from '../text/lazily.js';

/** What somebody said or did. */
export interface Speech {
  /** Whether it is told of them, as in `* alice waves`. */
  readonly isDeed: boolean;
  readonly text: string;
}

/** How a deed begins on the wire, where it is plain text: others read `alice /me waves`, and understand. */
const deed = /^\/me (?=.*\S)/su;

/** What a message says. */
export function speechOf({ text }: MessageEntry): Speech {
  const words = text.replace(deed, '');
  return { isDeed: words.length < text.length, text: words };
}

/**
 * Who said something, or is missing something: the handle, told apart from others of the same one.
 *
 * @param shared the handles that more than one goes by, and how they are told apart
 */
export function speakerName(
  { handle, clientId }: Pick<MessageEntry | HoleEntry, 'handle' | 'clientId'>,
  shared: SharedHandles,
): string {
  const digits = shared.get(handle);
  return digits === undefined ? handle : taggedHandle(handle, clientId, digits);
}

/** Within a stretch of this length a speaker is named once; after it again, with the time. */
const stretchMs = 5 * 60_000;

/**
 * Whether an entry goes on with what its speaker said just before. Stretches begin at fixed times, so that this can be
 * told from two neighbours alone.
 */
export function continues(previous: Entry | undefined, entry: Entry): boolean {
  return (
    previous?.kind === 'message' &&
    entry.kind === 'message' &&
    previous.clientId === entry.clientId &&
    previous.handle === entry.handle &&
    (previous.delivery === undefined) === (entry.delivery === undefined) &&
    Math.floor(previous.at / stretchMs) === Math.floor(entry.at / stretchMs) &&
    !speechOf(previous).isDeed &&
    !speechOf(entry).isDeed
  );
}

/** Which of the graphemes of a text are meant: from the first up to but not including the second. */
export type Run = readonly [from: number, to: number];

/** What words are made of, in scripts that put spaces between them. */
const wordCharacter = lazily(() => /(?![\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Thai}])[\p{L}\p{N}\p{M}_]/u);

/** Where a text names somebody: the whole handle, not within a longer word, whatever the case. */
export function mentions(text: string, handle: string): readonly Run[] {
  const name = folded(handle);
  if (!folded(text).includes(name)) return [];
  const graphemes = [...graphemesOf(text)];
  return occurrences(text, handle).filter(
    ([from, to]) =>
      !isInWord(graphemes, from - 1, from) &&
      !isInWord(graphemes, to - 1, to) &&
      // Not the beginning of an emoji of many parts.
      folded(graphemes.slice(from, to).join('')) === name,
  );
}

/** Whether a word goes on from one grapheme to the next. */
function isInWord(graphemes: readonly string[], left: number, right: number): boolean {
  const [before = '', after = ''] = [graphemes[left], graphemes[right]];
  return wordCharacter().test(before) && wordCharacter().test(after);
}

/** Text as it is compared: without regard to case, and to how its accents are written. */
export function folded(text: string): string {
  // In JavaScript the last sigma of a word becomes another letter than those within.
  return text.normalize().toLowerCase().replaceAll('ς', 'σ');
}

/** Where a text has something in it, case aside; from left to right, none within another. */
export function occurrences(text: string, wanted: string): readonly Run[] {
  const sought = folded(wanted);
  if (sought === '' || !folded(text).includes(sought)) return [];
  // A folded grapheme may have more units than it had: each unit remembers the grapheme it comes from.
  const origins: number[] = [];
  let all = '';
  let count = 0;
  for (const grapheme of graphemesOf(text)) {
    const letters = folded(grapheme);
    for (let unit = 0; unit < letters.length; unit += 1) origins.push(count);
    all += letters;
    count += 1;
  }
  const runs: Run[] = [];
  for (let at = all.indexOf(sought); at !== -1; at = all.indexOf(sought, at + sought.length)) {
    const last = origins[at + sought.length - 1] ?? 0;
    runs.push([origins[at] ?? 0, last + 1]);
  }
  return runs;
}
