// From flags, environment and file to the settings that hold, or to the sentences that say which of them cannot be. Reads the
// file through what it is given.
import type { SettingKey } from '../config.js';
import { escapeForTerminal } from '../wire/sanitise.js';
import { quoted } from './quoted.js';
import { type FileSettings, readSettings } from './read-settings.js';
import { wordReaders } from './read-word.js';
import {
  type ChosenSettings,
  type Origin,
  resolveSettings,
  type Source,
  type WrongValue,
} from './resolve-settings.js';
import { flagName, settingRow } from './setting-rows.js';
import type { SettingsFiles } from './settings-files.js';
import { settingsPlace } from './settings-place.js';

/** What there is to choose from. */
export interface Asked {
  /** What the command line says, by the names of its flags: `{ interface: ['eth0'], mouse: false }`. */
  readonly options: Readonly<Record<string, unknown>>;
  /** The handle that it says without a flag. */
  readonly handle: string | undefined;
  readonly env: NodeJS.ProcessEnv;
  /** What to be called when nobody says. */
  readonly login: string;
  readonly files: SettingsFiles;
}

export type Choice =
  | { readonly ok: true; readonly chosen: ChosenSettings }
  | { readonly ok: false; readonly sentence: string };

/** The environment variable that names the settings file. */
export const fileVariable = 'BACKCHANNEL_CONFIG';

/** Where the settings file is to be: the one that is named, else the platform's place; `undefined` where there is none. */
export function settingsPath({
  options,
  env,
  files,
}: Pick<Asked, 'options' | 'env' | 'files'>): string | undefined {
  return namedFile(options, env) ?? settingsPlace(env, files.platform);
}

/** Lays flags over environment over file over defaults, and judges the result. */
export function chooseSettings(asked: Asked): Choice {
  const file = readFile(asked);
  if (!file.ok) return file;
  const sources = [
    flagSource(asked),
    environmentSource(asked.env),
    fileSource(file.settings, file.path ?? ''),
  ];
  const resolution = resolveSettings(sources, asked.login);
  if (!resolution.ok) return { ok: false, sentence: resolution.wrong.map(refusal).join('\n') };
  const { values, origins } = resolution;
  const { path, isThere } = file;
  return {
    ok: true,
    chosen: { values, origins, ...(path === undefined ? {} : { file: { path, isThere } }) },
  };
}

type FileOutcome =
  | {
      readonly ok: true;
      readonly settings: FileSettings;
      readonly path: string | undefined;
      readonly isThere: boolean;
    }
  | { readonly ok: false; readonly sentence: string };

/** A file that is named has to be there; one at the platform's place may be. */
function readFile(asked: Asked): FileOutcome {
  const path = settingsPath(asked);
  if (path === undefined) return { ok: true, settings: {}, path, isThere: false };
  // Asked for only where something is wrong: its regular expression takes a good part of a millisecond to make.
  const shown = () => escapeForTerminal(path);
  const found = asked.files.read(path);
  switch (found.type) {
    case 'absent':
      return namedFile(asked.options, asked.env) === undefined
        ? { ok: true, settings: {}, path, isThere: false }
        : { ok: false, sentence: `the settings file ${shown()} is not there` };
    case 'unreadable':
      return {
        ok: false,
        sentence: `the settings file ${shown()} cannot be read: ${escapeForTerminal(found.problem)}`,
      };
    case 'text': {
      const read = readSettings(found.text);
      if (read.ok) return { ok: true, settings: read.settings, path, isThere: true };
      const lines = read.problems.map(
        ({ line, column, sentence }) => `${shown()}:${line}:${column}: ${escapeForTerminal(sentence)}`,
      );
      return { ok: false, sentence: lines.join('\n') };
    }
  }
}

function namedFile(options: Asked['options'], env: NodeJS.ProcessEnv): string | undefined {
  const { config } = options;
  return typeof config === 'string' ? config : env[fileVariable] || undefined;
}

function flagSource({ options, handle }: Asked): Source {
  return (key) => {
    const read = wordReaders[key];
    if (read === undefined) return undefined;
    if (key === 'handle' && handle !== undefined) {
      return { read: read(handle), origin: { type: 'argument', name: 'HANDLE' } };
    }
    const name = flagName(settingRow(key));
    const written = options[name];
    if (written === undefined) return undefined;
    const origin = { type: 'flag', name: written === false ? `--no-${name}` : `--${name}` } as const;
    return { read: read(written), origin };
  };
}

/** An environment variable that is empty counts as not set, as POSIX tools have it. */
function environmentSource(env: NodeJS.ProcessEnv): Source {
  return (key) => {
    const read = wordReaders[key];
    if (read === undefined) return undefined;
    const { variable = '' } = settingRow(key);
    const written = env[variable] || undefined;
    if (written !== undefined) return { read: read(written), origin: { type: 'environment', variable } };
    // Such a terminal says of itself that it can do nothing but print.
    if (key === 'plain' && env['TERM'] === 'dumb') {
      return { read: read(true), origin: { type: 'environment', variable: 'TERM' } };
    }
    return undefined;
  };
}

/** What the file says has been judged as it was read. */
function fileSource(settings: FileSettings, path: string): Source {
  return (key) => {
    const value = settings[key];
    return value === undefined ? undefined : { read: { ok: true, value }, origin: { type: 'file', path } };
  };
}

function refusal({ key, origin, about, problem }: WrongValue): string {
  return `${blamed(key, origin)} ${quoted(about)} ${problem}`;
}

/** Where a value was given, as a sentence begins with it. */
function blamed(key: SettingKey, origin: Origin): string {
  switch (origin.type) {
    case 'flag':
      return origin.name;
    case 'environment':
      return origin.variable;
    case 'file':
      return `${escapeForTerminal(origin.path)}: ${key}`;
    case 'argument':
    case 'default':
      return `the ${key}`;
  }
}
