// What Tab may put in the place of what was typed: commands at the start of a line, the names of those who are here, emoji
// by their short names. Pure.
import { graphemesOf } from '../text/graphemes.js';
import { emojiNames } from './emoji.js';
import type { Candidate } from './line-editor.js';

/** What there is to choose from. */
export interface CompletionSources {
  /** As they are typed: `/nick HANDLE`. */
  readonly commands: readonly { readonly name: string; readonly usage: string }[];
  /** Those who are here, those to be offered first before the others. */
  readonly names: readonly string[];
  /** Whether emoji are wanted. */
  readonly emoji: boolean;
}

/** Candidates, and where in the line they begin. */
export interface Completable {
  /** In graphemes. */
  readonly from: number;
  readonly candidates: readonly Candidate[];
}

/** More than this nobody goes through one by one. */
export const maxCandidates = 64;

/**
 * What may be meant by the end of what was typed.
 *
 * @param before the line up to the cursor
 * @returns `undefined` when nothing fits
 */
export function completionOf(before: string, sources: CompletionSources): Completable | undefined {
  const word = /\S*$/u.exec(before)?.[0] ?? '';
  const isFirst = word.length === before.length;
  const candidates = candidatesFor(word, isFirst, sources).slice(0, maxCandidates);
  const from = lengthOf(before) - lengthOf(word);
  return candidates.length === 0 ? undefined : { from, candidates };
}

function candidatesFor(word: string, isFirst: boolean, sources: CompletionSources): Candidate[] {
  if (isFirst && word.startsWith('/')) return commandsFor(word, sources.commands);
  const emoji = sources.emoji ? emojiFor(word) : [];
  return emoji.length > 0 ? emoji : namesFor(word, isFirst, sources.names);
}

function commandsFor(word: string, commands: CompletionSources['commands']): Candidate[] {
  const wanted = word.slice(1).toLowerCase();
  return commands
    .filter(({ name }) => name.startsWith(wanted))
    .map(({ name, usage }) => ({
      // Behind a command that wants something more, the person goes on.
      text: usage === `/${name}` ? usage : `/${name} `,
      label: usage,
    }));
}

/** `al` becomes `alice: ` at the start of a line and `alice ` within; an `@` before it stays. */
function namesFor(word: string, isFirst: boolean, names: readonly string[]): Candidate[] {
  const at = word.startsWith('@') ? '@' : '';
  const wanted = folded(word.slice(at.length));
  // Within a line a name has to be begun: a space is followed by anything.
  if (wanted === '' && at === '' && !isFirst) return [];
  return names
    .filter((name) => folded(name).startsWith(wanted))
    .map((name) => ({ text: `${at}${name}${isFirst ? ': ' : ' '}`, label: name }));
}

/** `:smi` becomes `😄`: the names that begin so first, then those that have it within; of each the shortest first. */
function emojiFor(word: string): Candidate[] {
  const wanted = /^:(?<name>[a-z0-9_+-]+):?$/u.exec(word.toLowerCase())?.groups?.['name'];
  if (wanted === undefined) return [];
  const fitting = [...emojiNames]
    .filter(([name]) => name.includes(wanted))
    .toSorted(([one], [other]) => one.length - other.length);
  const first = fitting.filter(([name]) => name.startsWith(wanted));
  const others = fitting.filter(([name]) => !name.startsWith(wanted));
  const all = word.endsWith(':') ? fitting.filter(([name]) => name === wanted) : [...first, ...others];
  return all.map(([name, emoji]) => ({ text: emoji, label: `${emoji} ${name}` }));
}

function folded(text: string): string {
  return text.normalize().toLowerCase();
}

function lengthOf(text: string): number {
  return [...graphemesOf(text)].length;
}
