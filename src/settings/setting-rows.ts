// How each setting is given outside the file: its flag, its variable, and when a change of it takes effect.
// One table; the command line, `backchannel config`, `/reload`, the completions and docs/settings.md are made from it.
import { builtInThemes, defaultSettings, type SettingKey, settingSummaries, wordChoices } from '../config.js';

/** What a setting is, as far as flags differ by it. */
export type SettingKind = 'text' | 'number' | 'switch' | 'list' | 'object';

export interface SettingRow {
  readonly key: SettingKey;
  readonly kind: SettingKind;
  /** As the help has it: `--port <number>`; absent where only the file will do, or an argument. */
  readonly flags?: string;
  /** Its environment variable; absent where only the file will do. */
  readonly variable?: string;
  /** In a few words. */
  readonly summary: string;
  /** What the flag does; that of a switch which is on anyway turns it off. */
  readonly flagSummary: string;
  /** What it is when nobody says, in words. */
  readonly fallback: string;
  /** The words that it may be, where they can be listed. */
  readonly values: readonly string[];
  /** Whether a running chat takes a new value at once; otherwise it holds from the next start on. */
  readonly isLive: boolean;
}

type Given = Pick<SettingRow, 'kind' | 'isLive'> &
  Partial<Pick<SettingRow, 'flags' | 'flagSummary' | 'fallback' | 'values'>>;

const given: Readonly<Record<SettingKey, Given>> = {
  handle: { kind: 'text', flags: '--handle <name>', fallback: 'your login name', isLive: true },
  group: { kind: 'text', flags: '--group <address>', isLive: false },
  port: { kind: 'number', flags: '--port <number>', isLive: false },
  ttl: { kind: 'number', flags: '--ttl <hops>', isLive: false },
  interfaces: {
    kind: 'list',
    flags: '--interface <name|address>',
    flagSummary: 'use this network interface; repeat it for several',
    fallback: 'every usable one',
    isLive: false,
  },
  plain: { kind: 'switch', flags: '--plain', isLive: false },
  theme: { kind: 'text', flags: '--theme <name>', values: builtInThemes, isLive: true },
  themes: { kind: 'object', fallback: 'none', isLive: true },
  colour: { kind: 'text', flags: '--colour <when>', values: wordChoices.colour, isLive: true },
  mouse: {
    kind: 'switch',
    flags: '--no-mouse',
    flagSummary: 'leave the mouse to the terminal',
    isLive: false,
  },
  notify: { kind: 'text', flags: '--notify <when>', values: wordChoices.notify, isLive: true },
  hyperlinks: {
    kind: 'switch',
    flags: '--no-hyperlinks',
    flagSummary: 'do not let URLs be clicked on',
    isLive: true,
  },
  people: { kind: 'text', flags: '--people <when>', values: wordChoices.people, isLive: true },
  emoji: {
    kind: 'switch',
    flags: '--no-emoji',
    flagSummary: 'do not complete :names: of emoji',
    isLive: true,
  },
  time: { kind: 'text', flags: '--time <clock>', values: wordChoices.time, isLive: true },
  keys: { kind: 'object', fallback: 'as the help has them', isLive: true },
};

/** Every setting, in the order in which they are shown. */
export const settingRows: readonly SettingRow[] = Object.keys(given).filter(isSettingKey).map(settingRow);

/** Whether a setting has this name: `Object.keys` forgets what keys an object has. */
function isSettingKey(name: string): name is SettingKey {
  return Object.hasOwn(given, name);
}

/** The row of one setting. */
export function settingRow(key: SettingKey): SettingRow {
  const { kind, flags, flagSummary, isLive, fallback, values = [] } = given[key];
  const summary = settingSummaries[key];
  const one = flags === undefined ? {} : { flags };
  return {
    key,
    kind,
    isLive,
    summary,
    flagSummary: flagSummary ?? summary,
    fallback: fallback ?? (key === 'handle' ? '' : textOf(defaultSettings[key])),
    values,
    ...one,
    ...(kind === 'object' ? {} : { variable: `BACKCHANNEL_${flagName({ key, ...one }).toUpperCase()}` }),
  };
}

/** A value in a table: a text as it is, anything else as JSON. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

/** The name by which the command line knows a setting, without dashes; that of `--no-mouse` is `mouse`. */
export function flagName({ key, flags }: Pick<SettingRow, 'key' | 'flags'>): string {
  return flags === undefined ? key : (/^--(?:no-)?([a-z]+)/u.exec(flags)?.[1] ?? key);
}
