// What a word of the command line or the environment stands for, setting by setting, or why it stands for nothing. The schema of
// the settings file judges alike, and is not waited for: a test holds the two together. Pure.
import {
  maxInterfaces,
  multicastGroup,
  notAGroup,
  numberBounds,
  type SettingKey,
  type SettingValues,
  wordChoices,
} from '../config.js';
import { handleProblem } from '../wire/sanitise.js';

/** What a word stands for; the problem continues a sentence that begins with what it is about. */
export type WordRead<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly problem: string; readonly about: unknown };

/** As the words come: a word, those of an option that was repeated, or which way a switch was turned. */
type ReadWord<Value> = (written: unknown) => WordRead<Value>;

/** How each setting is read; absent for what only the file can say. */
export const wordReaders: { readonly [Key in SettingKey]?: ReadWord<SettingValues[Key]> } = {
  handle: readHandle,
  group: text((word) => multicastGroup(word), notAGroup),
  port: wholeNumber(numberBounds.port),
  ttl: wholeNumber(numberBounds.ttl),
  interfaces: readInterfaces,
  plain: readSwitch,
  theme: readName,
  colour: oneOf(wordChoices.colour),
  mouse: readSwitch,
  notify: oneOf(wordChoices.notify),
  hyperlinks: readSwitch,
  people: oneOf(wordChoices.people),
  emoji: readSwitch,
  time: oneOf(wordChoices.time),
};

/** What switches something on or off, in small letters. */
export const switchWords: ReadonlyMap<string, boolean> = new Map([
  ['1', true],
  ['true', true],
  ['yes', true],
  ['0', false],
  ['false', false],
  ['no', false],
]);

export const namePattern = /^[\w-]+$/u;
export const maxNameLength = 32;

/** What is said of a value that cannot be, by the schema too. */
export const refusals = {
  notAName: 'is no name: give letters, digits, - and _',
  longName: `is longer than ${maxNameLength} characters`,
  notASwitch: 'is neither true nor false',
  emptyInterface: 'is empty: give the name or the address of an interface',
  manyInterfaces: `has more than ${maxInterfaces} interfaces`,
  notBetween: ({ min, max }: Bounds) => `is not a whole number from ${min} to ${max}`,
  noneOf: (words: readonly string[]) => `is none of ${words.join(', ')}`,
} as const;

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/** A handle is known by how it looks, so that it goes out in one normal form (UAX #15) whatever keys it was typed with. */
export function readHandle(written: unknown): WordRead<string> {
  const handle = String(written).normalize();
  const problem = handleProblem(handle);
  return problem === undefined ? { ok: true, value: handle } : refused(problem, written);
}

function readName(written: unknown): WordRead<string> {
  const name = String(written);
  if (!namePattern.test(name)) return refused(refusals.notAName, written);
  return name.length > maxNameLength ? refused(refusals.longName, written) : { ok: true, value: name };
}

function text(read: (word: string) => string | undefined, problem: string): ReadWord<string> {
  return (written) => found(read(String(written)), problem, written);
}

/** As many digits as no setting has. */
const digits = /^\d{1,9}$/u;

/** A whole number as the command line or the environment spells it. */
export function wholeNumber(bounds: Bounds): ReadWord<number> {
  return (written) => {
    const value = digits.test(String(written)) ? Number(written) : Number.NaN;
    return value >= bounds.min && value <= bounds.max
      ? { ok: true, value }
      : refused(refusals.notBetween(bounds), written);
  };
}

function oneOf<Word extends string>(words: readonly Word[]): ReadWord<Word> {
  return (written) =>
    found(
      words.find((word) => word === written),
      refusals.noneOf(words),
      written,
    );
}

function readSwitch(written: unknown): WordRead<boolean> {
  const isOn = typeof written === 'boolean' ? written : switchWords.get(String(written).toLowerCase());
  return found(isOn, refusals.notASwitch, written);
}

/** The environment separates them by commas. */
function readInterfaces(written: unknown): WordRead<readonly string[]> {
  const names = Array.isArray(written) ? written.map(String) : namesIn(String(written));
  if (names.includes('')) return refused(refusals.emptyInterface, '');
  return names.length > maxInterfaces
    ? refused(refusals.manyInterfaces, written)
    : { ok: true, value: names };
}

function namesIn(list: string): string[] {
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function found<Value>(value: Value | undefined, problem: string, about: unknown): WordRead<Value> {
  return value === undefined ? refused(problem, about) : { ok: true, value };
}

function refused(problem: string, about: unknown): WordRead<never> {
  return { ok: false, problem, about };
}
