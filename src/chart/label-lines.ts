// Labels as lines of coloured words: what stands on an edge or in a state's box, broken so that no line gets too long.
import type { ChartTransition } from './chart.js';
import { fontPx, textWidthPx } from './text-metrics.js';

/** What a word is, which decides its colour. The clock has no letters: it is drawn. */
export type WordRole = 'keyword' | 'event' | 'clock' | 'guard' | 'action';

export interface Word {
  readonly text: string;
  readonly role: WordRole;
}

/** A word and where in its line it begins, in pixels. */
export interface PlacedWord extends Word {
  readonly xPx: number;
}

export interface LabelLine {
  readonly words: readonly PlacedWord[];
  readonly widthPx: number;
}

/** Room of the drawn clock, with the gap after it. */
export const clockPx = 17;

/** How far the second and later lines of one label are moved in. */
const indentPx = 12;

const spacePx = textWidthPx(' ');

/** `event [guard] / action, action` as words. */
export function wordsOf({ upon, guard, actions, delay, isAlways }: ChartTransition): readonly Word[] {
  const needsNoName = isAlways && (guard !== undefined || actions.length > 0);
  return [
    ...(delay === undefined ? [] : [{ text: '', role: 'clock' } as const]),
    ...(needsNoName ? [] : split(upon, isAlways ? 'keyword' : 'event')),
    ...(guard === undefined ? [] : split(`[${guard}]`, 'guard')),
    ...(actions.length === 0 ? [] : listed('/', actions)),
  ];
}

/** `entry / action, action`, or `runs actor`. */
export function listed(keyword: string, names: readonly string[]): readonly Word[] {
  const words = names.map((name, index) => (index < names.length - 1 ? `${name},` : name));
  return [...split(keyword, 'keyword'), ...words.flatMap((word) => split(word, 'action'))];
}

function split(text: string, role: WordRole): readonly Word[] {
  return text
    .split(/\s+/u)
    .filter((word) => word !== '')
    .map((word) => ({ text: word, role }));
}

/** The words in lines no wider than that; a word that alone is wider is broken. */
export function linesOf(words: readonly Word[], maxWidthPx: number): readonly LabelLine[] {
  const lines: LabelLine[] = [];
  let line: PlacedWord[] = [];
  let end = 0;
  const parts = words.flatMap((whole) => pieces(whole, maxWidthPx - indentPx));
  for (const [index, word] of parts.entries()) {
    const gap = line.length === 0 || line.at(-1)?.role === 'clock' ? 0 : spacePx;
    if (line.length > 0 && end + gap + widthWithNext(word, parts[index + 1]) > maxWidthPx) {
      lines.push({ words: line, widthPx: end });
      line = [{ ...word, xPx: indentPx }];
      end = indentPx + widthOf(word);
    } else {
      line.push({ ...word, xPx: end + gap });
      end += gap + widthOf(word);
    }
  }
  return line.length === 0 ? lines : [...lines, { words: line, widthPx: end }];
}

function widthOf({ text, role }: Word): number {
  return role === 'clock' ? clockPx : textWidthPx(text, fontPx);
}

/** A slash stands before what it announces, never at the end of a line. */
function widthWithNext(word: Word, next: Word | undefined): number {
  return word.text === '/' && next !== undefined ? widthOf(word) + spacePx + widthOf(next) : widthOf(word);
}

/** A word that is no wider than that, or the parts of one that is. */
function pieces(word: Word, maxWidthPx: number): readonly Word[] {
  if (widthOf(word) <= maxWidthPx) return [word];
  const parts = [''];
  for (const character of word.text) {
    const last = parts.at(-1) ?? '';
    if (last !== '' && textWidthPx(last + character) > maxWidthPx) parts.push(character);
    else parts[parts.length - 1] = last + character;
  }
  return parts.map((text) => ({ text, role: word.role }));
}
