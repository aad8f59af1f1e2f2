// What a settings file says: checked against the schema, each problem with its path, its line and the nearest thing that
// would do. Pure.
import { closest, distance } from 'fastest-levenshtein';
import * as z from 'zod';
import { type SettingKey, type SettingValues, themeProblem } from '../config.js';
import { lazily } from '../text/lazily.js';
import { boundKeymap } from '../view/keymap.js';
import { type JsonPath, readJson, type TextPlace } from './json-text.js';
import { settingsSchema } from './settings-schema.js';

/** What a file may say: any of the settings, and where its schema is, for editors. */
export const settingsFileSchema = lazily(() =>
  settingsSchema
    .extend({
      $schema: z
        .string({ error: 'is not a text' })
        .meta({ description: 'where this schema is, for editors' }),
    })
    .partial(),
);

/** What a file has set. */
export type FileSettings = { readonly [Key in SettingKey]?: SettingValues[Key] | undefined };

/** Something in a file that cannot be. */
export interface SettingsProblem extends TextPlace {
  /** What is wrong and with which setting, as one sentence without a full stop: `port "x" is not …`. */
  readonly sentence: string;
}

export type ReadSettings =
  | { readonly ok: true; readonly settings: FileSettings }
  | { readonly ok: false; readonly problems: readonly SettingsProblem[] };

/** More problems than this nobody mends at once. */
const maxProblems = 10;

/** As much of a key may be wrong; with more of it, a suggestion would be a guess. */
const maxTypoShare = 1 / 2;

/** More keys than this are not listed. */
const maxListed = 10;

/** Longer values are not quoted: the line is named. */
const maxQuotedUnits = 60;

/** Reads the text of a settings file; a blank one sets nothing. */
export function readSettings(text: string): ReadSettings {
  if (text.trim() === '') return { ok: true, settings: {} };
  const json = readJson(text);
  if (!json.ok) return { ok: false, problems: [{ ...json.place, sentence: json.problem }] };
  const checked = settingsFileSchema().safeParse(json.value);
  const found = checked.success
    ? [...themeProblems(checked.data), ...keyProblems(checked.data)]
    : checked.error.issues.flatMap((issue) => problemsOf(issue, json.value));
  if (checked.success && found.length === 0) {
    const { $schema: _, ...settings } = checked.data;
    return { ok: true, settings };
  }
  const problems = found.slice(0, maxProblems).map(({ path, sentence }): SettingsProblem => {
    const { line, column } = json.placeOf(path);
    return { line, column, sentence };
  });
  problems.sort((one, other) => one.line - other.line || one.column - other.column);
  return { ok: false, problems: problems.slice(0, maxProblems) };
}

interface Located {
  readonly path: JsonPath;
  readonly sentence: string;
}

/** A theme that there is not. */
function themeProblems({ theme, themes = {} }: FileSettings): readonly Located[] {
  const problem = theme === undefined ? undefined : themeProblem(theme, themes);
  return problem === undefined
    ? []
    : [{ path: ['theme'], sentence: `theme ${JSON.stringify(theme)} ${problem}` }];
}

/** Keys and commands that there are not. */
function keyProblems({ keys = {} }: FileSettings): readonly Located[] {
  return boundKeymap(keys).problems.map(({ key, problem }) => ({
    path: ['keys', key],
    sentence: `${pathText(['keys', key])} ${problem}`,
  }));
}

function problemsOf(issue: z.core.$ZodIssue, value: unknown): readonly Located[] {
  const { path } = issue;
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(settingsFileSchema(), path);
    return issue.keys.map((key) => ({
      path: [...path, key],
      sentence: `${pathText([...path, key])} is not a setting${nearest(key, known)}`,
    }));
  }
  const message = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message;
  if (path.length === 0) return [{ path, sentence: 'the settings are no object: write {"name": value}' }];
  const culprit = issue.code === 'invalid_key' ? undefined : quotedAt(path, value);
  return [{ path, sentence: [pathText(path), culprit, message].filter((part) => part).join(' ') }];
}

/** `themes.night.base`, `interfaces[1]`; a key that is no word is quoted. */
function pathText(path: JsonPath): string {
  return path
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      const name = String(step);
      if (!/^[$\w-]+$/u.test(name)) return `[${JSON.stringify(name)}]`;
      return index === 0 ? name : `.${name}`;
    })
    .join('');
}

function nearest(key: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const candidate = closest(key.toLowerCase(), known);
  if (distance(key.toLowerCase(), candidate) <= candidate.length * maxTypoShare)
    return `; did you mean ${candidate}?`;
  return known.length > maxListed ? '' : `; there are ${known.join(', ')}`;
}

/** The keys that the schema knows at a path; none where any key will do. */
function keysAt(schema: unknown, path: JsonPath): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodLazy) return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodRecord) return keysAt(schema.valueType, path.slice(1));
  if (!(schema instanceof z.ZodObject)) return [];
  const [step, ...rest] = path;
  const shape: Readonly<Record<string, unknown>> = schema.shape;
  return step === undefined ? Object.keys(shape) : keysAt(shape[String(step)], rest);
}

/** The value at a path, as it may stand in a sentence; `undefined` if it is too long for one. */
function quotedAt(path: JsonPath, value: unknown): string | undefined {
  const found = path.reduce<unknown>(
    (inner, step) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, step) : undefined),
    value,
  );
  if (typeof found === 'object' && found !== null) return undefined;
  const quoted = JSON.stringify(found);
  return quoted !== undefined && quoted.length <= maxQuotedUnits ? quoted : undefined;
}
