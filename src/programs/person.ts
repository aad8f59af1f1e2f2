// A person's chat, put together from what comes from outside: a session, and the view that a terminal or lines allow. What
// is outside may be this computer, or a recording.
import type { Observable, SchedulerLike } from 'rxjs';
import { createSession, type Surroundings } from '../app.js';
import type { SettingValues } from '../config.js';
import { networkSettings } from '../settings/resolve-settings.js';
import type { SettingsChange } from '../settings/settings-changes.js';
import type { ChatWorld } from './chat.js';
import type { ChatProcess } from './chat-process.js';
import type { PlainWorld } from './plain.js';
import type { Reload } from './submit-line.js';

/** Everything that a person's chat takes from outside. */
export interface Outside
  extends Pick<Surroundings, 'transport' | 'now' | 'monotonicNow' | 'seed' | 'clock' | 'inspect'>,
    Pick<
      ChatWorld,
      | 'lookAtNetwork'
      | 'examine'
      | 'openTerminal'
      | 'held'
      | 'painted'
      | 'place'
      | 'signals'
      | 'seen'
      | 'afterwards'
    >,
    Pick<PlainWorld, 'openConsole' | 'tellings$' | 'inspectorUrl'> {
  readonly settings: SettingValues;
  /** RxJS's time, on the same time line as `clock`. */
  readonly scheduler: SchedulerLike;
  readonly process: ChatProcess;
  /** Reads the settings again. */
  readonly reload: Reload;
  /** What has changed by that, before it has returned. */
  readonly reloaded$: Observable<SettingsChange>;
}

/** Runs a chat; all that it does at once it has done when the promise is returned. @returns the exit code */
export type RunPerson = (outside: Outside) => Promise<number>;

/** Loads what a chat needs, so that nothing has to be waited for once it runs. */
export async function loadPerson({ plain }: Pick<SettingValues, 'plain'>): Promise<RunPerson> {
  if (plain) {
    const { runPlain } = await import('./plain.js');
    return (outside) => {
      const { process, settings, signals = process } = outside;
      const { stdin, stdout, stderr, env } = process;
      return runPlain(sessionOf(outside), {
        ...outside,
        stdin,
        stdout,
        stderr,
        env,
        signals,
        view: settings,
      });
    };
  }
  const { runChat } = await import('./chat.js');
  return (outside) => runChat(sessionOf(outside), { ...outside, view: outside.settings });
}

function sessionOf({ settings, reloaded$, ...surroundings }: Outside): ReturnType<typeof createSession> {
  const session = createSession(
    { settings: networkSettings(settings), format: 'chat', role: 'person' },
    surroundings,
  );
  reloaded$.subscribe(({ applied, values: { handle } }) => {
    if (applied.includes('handle')) session.send({ type: 'rename', handle, at: surroundings.now() });
  });
  return session;
}
