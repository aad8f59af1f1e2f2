// `/reload`: reads the settings again while the chat runs, and tells whoever shows or speaks what has changed.
import { type Observable, Subject } from 'rxjs';
import type { Invocation } from '../cli.js';
import type { SettingValues } from '../config.js';
import { changeSentence, type SettingsChange, settingsChange } from '../settings/settings-changes.js';
import type { Reload } from './submit-line.js';

export interface SettingsReload {
  /** Reads them; returns the sentence that says what came of it. */
  readonly reload: Reload;
  /** Each change, before that sentence is returned. */
  readonly reloaded$: Observable<SettingsChange>;
}

/**
 * @param now the settings that hold at the start
 * @param readAgain reads command line, environment and file
 */
export function settingsReload(now: SettingValues, readAgain: () => Invocation): SettingsReload {
  let values = now;
  const reloaded$ = new Subject<SettingsChange>();
  return {
    reloaded$,
    reload: () => {
      const again = readAgain();
      if (again.type === 'refuse') return `nothing is changed: ${again.sentence.replaceAll('\n', '; ')}`;
      if (again.type !== 'chat') return 'nothing is changed';
      const change = settingsChange(values, again.chosen.values);
      values = change.values;
      reloaded$.next(change);
      return changeSentence(change);
    },
  };
}
