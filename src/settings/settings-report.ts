// Every setting with its value and where it comes from, for people and for scripts: what `backchannel config` prints. Pure.
import type { SettingKey } from '../config.js';
import { escapeForTerminal } from '../wire/sanitise.js';
import { byDefault, type ChosenSettings, type Origin } from './resolve-settings.js';
import { settingRow, settingRows, textOf } from './setting-rows.js';

/** A row of the table for people. */
export interface SettingReport {
  readonly name: string;
  readonly value: string;
  /** In words: `--port`, `BACKCHANNEL_PORT`, `the file`, `default`. */
  readonly from: string;
}

/** Wider values are cut: whoever wants all of it asks for JSON. */
const maxValueUnits = 48;

/** The table, one row a setting. */
export function settingsTable({ values, origins }: ChosenSettings): readonly SettingReport[] {
  return settingRows.map(({ key }) => ({
    name: key,
    value: escapeForTerminal(shortened(valueText(values[key]))),
    from: originText(origins[key] ?? byDefault, key),
  }));
}

/** The same for scripts. */
export function settingsJson({ values, origins, file }: ChosenSettings): string {
  const settings = Object.fromEntries<unknown>(
    settingRows.map(({ key }) => [key, { value: values[key], ...originJson(origins[key] ?? byDefault) }]),
  );
  return escapeForTerminal(
    JSON.stringify({
      version: 1,
      file: file === undefined ? null : { path: file.path, exists: file.isThere },
      settings,
    }),
  );
}

function valueText(value: unknown): string {
  return Array.isArray(value) ? value.join(', ') || 'every usable one' : textOf(value);
}

function shortened(text: string): string {
  return text.length <= maxValueUnits ? text : `${text.slice(0, maxValueUnits - 1)}…`;
}

function originText(origin: Origin, key: SettingKey): string {
  switch (origin.type) {
    case 'flag':
      return origin.name;
    case 'argument':
      return 'the command line';
    case 'environment':
      return origin.variable;
    case 'file':
      return 'the file';
    case 'default':
      return key === 'handle' ? settingRow(key).fallback : 'default';
  }
}

function originJson(origin: Origin): { readonly source: Origin['type']; readonly name?: string } {
  switch (origin.type) {
    case 'flag':
    case 'argument':
      return { source: origin.type, name: origin.name };
    case 'environment':
      return { source: origin.type, name: origin.variable };
    case 'file':
      return { source: origin.type, name: origin.path };
    case 'default':
      return { source: origin.type };
  }
}
