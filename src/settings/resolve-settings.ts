// Which of several sources a setting comes from: flag before environment, environment before file, file before default. Each
// value remembers its source. Pure.
import {
  defaultSettings,
  type SettingKey,
  type Settings,
  type SettingValues,
  themeProblem,
} from '../config.js';
import type { WordRead } from './read-word.js';
import { settingRows } from './setting-rows.js';

/** Where a value comes from. */
export type Origin =
  | { readonly type: 'flag'; readonly name: string }
  | { readonly type: 'argument'; readonly name: string }
  | { readonly type: 'environment'; readonly variable: string }
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'default' };

/** Where each setting comes from; absent: it is the default. */
export type Origins = Readonly<Partial<Record<SettingKey, Origin>>>;

/** What a source says of a setting: a value that can be, or why what it says cannot. */
export interface Given<Value> {
  readonly read: WordRead<Value>;
  readonly origin: Origin;
}

/** One source; `undefined` for what it does not say. */
export type Source = <Key extends SettingKey>(key: Key) => Given<SettingValues[Key]> | undefined;

/** Every setting, and where each comes from. */
export interface ChosenSettings {
  readonly values: SettingValues;
  readonly origins: Origins;
  /** The settings file that was looked for; absent where the platform has no place for one. */
  readonly file?: { readonly path: string; readonly isThere: boolean };
}

/** A value that cannot be. */
export interface WrongValue {
  readonly key: SettingKey;
  readonly origin: Origin;
  /** What was written. */
  readonly about: unknown;
  /** What is wrong with it, as the end of a sentence that begins with the setting and that. */
  readonly problem: string;
}

export type Resolution =
  | ({ readonly ok: true } & Pick<ChosenSettings, 'values' | 'origins'>)
  | { readonly ok: false; readonly wrong: readonly WrongValue[] };

/** Where a value comes from that no source gives. */
export const byDefault: Origin = { type: 'default' };

/**
 * Lays what the sources say over what holds where nobody says anything, the first source uppermost.
 *
 * @param login what to be called when none says it
 */
export function resolveSettings(sources: readonly Source[], login: string): Resolution {
  const values: { -readonly [Key in SettingKey]: SettingValues[Key] } = { ...defaultSettings, handle: login };
  const origins: { -readonly [Key in SettingKey]?: Origin } = {};
  /** Takes over what the first source says that says something, if that can be. @returns what it says */
  const take = <Key extends SettingKey>(key: Key): Given<SettingValues[Key]> | undefined => {
    const given = firstOf(sources, key);
    if (given?.read.ok === true) {
      values[key] = given.read.value;
      origins[key] = given.origin;
    }
    return given;
  };
  const wrong: WrongValue[] = [];
  for (const { key } of settingRows) {
    const given = take(key);
    if (given?.read.ok === false) {
      const { about, problem } = given.read;
      wrong.push({ key, origin: given.origin, about, problem });
    }
  }
  const { theme, themes } = values;
  const problem = themeProblem(theme, themes);
  if (problem !== undefined) {
    wrong.push({ key: 'theme', origin: origins.theme ?? byDefault, about: theme, problem });
  }
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, values, origins };
}

/** What the network needs of all settings. */
export function networkSettings({ group, port, ttl, handle, interfaces }: SettingValues): Settings {
  return { group, port, ttl, handle, interface: interfaces };
}

function firstOf<Key extends SettingKey>(
  sources: readonly Source[],
  key: Key,
): Given<SettingValues[Key]> | undefined {
  for (const source of sources) {
    const given = source(key);
    if (given !== undefined) return given;
  }
  return undefined;
}
