// What becomes of new settings while the chat runs: which of them can hold at once, and which need a restart. Pure.
import { isDeepStrictEqual } from 'node:util';
import type { SettingKey, SettingValues } from '../config.js';
import { settingRows } from './setting-rows.js';

/** How new settings differ from those that hold. */
export interface SettingsChange {
  /** What holds from now on: the new values of all that can change, the old ones of the rest. */
  readonly values: SettingValues;
  /** What has changed and holds at once. */
  readonly applied: readonly SettingKey[];
  /** What has changed and holds only after a restart. */
  readonly waiting: readonly SettingKey[];
}

/** Holds new settings against those that hold now. */
export function settingsChange(now: SettingValues, wanted: SettingValues): SettingsChange {
  const changed = settingRows.filter(({ key }) => !isDeepStrictEqual(now[key], wanted[key]));
  const waiting = changed.filter(({ isLive }) => !isLive).map(({ key }) => key);
  const kept = Object.fromEntries(waiting.map((key) => [key, now[key]]));
  return {
    values: { ...wanted, ...kept },
    applied: changed.filter(({ isLive }) => isLive).map(({ key }) => key),
    waiting,
  };
}

/** The change in one sentence, without a full stop. */
export function changeSentence({ applied, waiting }: SettingsChange): string {
  if (applied.length + waiting.length === 0) return 'the settings are as they were';
  const taken = applied.length > 0 ? [`changed: ${applied.join(', ')}`] : [];
  const left = waiting.length > 0 ? [`only after a restart: ${waiting.join(', ')}`] : [];
  return [...taken, ...left].join('; ');
}
