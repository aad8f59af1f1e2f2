// A chat that is run from a recording: the very machines and the very view, with a tape in the place of the world.
import { type Outcome, type PlayBack, playBack } from '../recording/play-back.js';
import type { RecordingHeader } from '../recording/recording-format.js';
import { loadPerson, type Outside } from './person.js';
import { type Audience, stage } from './stage.js';
import { tapedOutside } from './taped-outside.js';

/** How a replay ended, which may be as the chat did: in a crash. */
export type ReplayOutcome =
  | Outcome
  | { readonly type: 'crashed'; readonly line: number; readonly error: unknown };

export interface Replay extends PlayBack, Pick<Outside, 'inspect'> {
  readonly header: RecordingHeader;
  readonly audience: Audience;
}

/** Replays a recording to its end, or to where it is stopped. */
export async function replayed({ header, audience, inspect, ...play }: Replay): Promise<ReplayOutcome> {
  const { cursor, tape, until } = play;
  const runPerson = await loadPerson(header.settings);
  let crash: { readonly error: unknown } | undefined;
  let line = 1;
  try {
    const ended = runPerson({
      ...tapedOutside(tape, stage(header, onlyRecorded(audience, tape.isOver))),
      ...(inspect === undefined ? {} : { inspect }),
    });
    ended.catch((error: unknown) => {
      crash = { error };
    });
    const outcome = await playBack({
      ...play,
      until: (up) => {
        line = cursor.peek()?.line ?? line;
        return crash === undefined ? until(up) : Promise.resolve(false);
      },
    });
    if (crash === undefined) return outcome;
  } catch (error) {
    crash = { error };
  }
  return { type: 'crashed', line, ...crash };
}

/** An audience that sees nothing of what was not recorded. */
function onlyRecorded({ seen, printed, told }: Audience, isOver: () => boolean): Audience {
  const unless =
    <Shown>(show: (shown: Shown) => void) =>
    (shown: Shown): void => {
      if (!isOver()) show(shown);
    };
  return { seen: unless(seen), printed: unless(printed), told: unless(told) };
}
