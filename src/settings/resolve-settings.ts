// Which of several sources a setting comes from: flag before environment, environment before file, file before default. Each
// value remembers its source. Pure.
import {
  builtInThemes,
  type SettingKey,
  type Settings,
  settingsSchema,
  type SettingValues,
} from '../config.js';

/** Where a value comes from. */
export type Origin =
  | { readonly type: 'flag'; readonly name: string }
  | { readonly type: 'argument'; readonly name: string }
  | { readonly type: 'environment'; readonly variable: string }
  | { readonly type: 'file'; readonly path: string }
  | { readonly type: 'default' };

/** A value before it is judged. */
export interface Given {
  readonly value: unknown;
  /** As somebody wrote it, to be quoted when it is refused. */
  readonly written: unknown;
  readonly origin: Origin;
}

/** One source; `undefined` for what it does not say. */
export type Source = (key: SettingKey) => Given | undefined;

/** Every setting, and where each comes from. */
export interface ChosenSettings {
  readonly values: SettingValues;
  readonly origins: Readonly<Record<SettingKey, Origin>>;
  /** The settings file that was looked for; absent where the platform has no place for one. */
  readonly file?: { readonly path: string; readonly isThere: boolean };
}

export type Resolution =
  | ({ readonly ok: true } & Pick<ChosenSettings, 'values' | 'origins'>)
  | {
      readonly ok: false;
      readonly key: SettingKey;
      readonly origin: Origin;
      readonly written: unknown;
      /** What is wrong, as the end of a sentence that begins with the setting and its value. */
      readonly problem: string;
    };

const defaultOrigin: Origin = { type: 'default' };

/** Asks the sources for each setting, the first one first, and judges what they say. */
export function resolveSettings(sources: readonly Source[]): Resolution {
  const keys = settingsSchema.keyof().options;
  const found = new Map(keys.map((key) => [key, firstOf(sources, key)]));
  const checked = settingsSchema.safeParse(
    Object.fromEntries([...found].map(([key, given]) => [key, given?.value])),
    // What zod would compile for one object, it takes longer to compile than to do without.
    { jitless: true },
  );
  const originOf = (key: SettingKey): Origin => found.get(key)?.origin ?? defaultOrigin;
  if (checked.success) {
    const { theme, themes } = checked.data;
    const names = [...builtInThemes, ...Object.keys(themes)];
    if (names.includes(theme)) return { ok: true, values: checked.data, origins: recordOf(originOf) };
    const problem = `is not there: there are ${names.join(', ')}`;
    return { ok: false, key: 'theme', origin: originOf('theme'), written: theme, problem };
  }
  const [issue] = checked.error.issues;
  const key = settingsSchema.keyof().parse(issue?.path[0]);
  const written: unknown = found.get(key)?.written;
  const index = Number(issue?.path[1]);
  return {
    ok: false,
    key,
    origin: originOf(key),
    written: Array.isArray(written) ? written[index] : written,
    problem: issue?.message ?? 'cannot be',
  };
}

/** What the network needs of all settings. */
export function networkSettings({ group, port, ttl, handle, interfaces }: SettingValues): Settings {
  return { group, port, ttl, handle, interface: interfaces };
}

function firstOf(sources: readonly Source[], key: SettingKey): Given | undefined {
  for (const source of sources) {
    const given = source(key);
    if (given !== undefined) return given;
  }
  return undefined;
}

/** A record with a value for each setting; spelled out, since only so the compiler knows that none is left out. */
function recordOf<Value>(valueOf: (key: SettingKey) => Value): Readonly<Record<SettingKey, Value>> {
  return {
    handle: valueOf('handle'),
    group: valueOf('group'),
    port: valueOf('port'),
    ttl: valueOf('ttl'),
    interfaces: valueOf('interfaces'),
    plain: valueOf('plain'),
    theme: valueOf('theme'),
    themes: valueOf('themes'),
    colour: valueOf('colour'),
    mouse: valueOf('mouse'),
    notify: valueOf('notify'),
    hyperlinks: valueOf('hyperlinks'),
    people: valueOf('people'),
    emoji: valueOf('emoji'),
    time: valueOf('time'),
    keys: valueOf('keys'),
  };
}
