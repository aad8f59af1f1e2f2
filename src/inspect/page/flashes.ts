// What flashes in a chart: the transitions that an actor has just taken, and the states that they led to, also those that
// it was in for a millisecond only. Pure.
import { flashMs } from './page-limits.js';
import type { ActorPicture, TakenTransition } from './actor-picture.js';

export interface Flashes {
  /** When each was taken, by its {@link transitionName}. */
  readonly transitions: ReadonlyMap<string, number>;
  /** The ids of states. */
  readonly states: ReadonlySet<string>;
  /** Whether some will go out as time goes by. */
  readonly areFading: boolean;
}

/**
 * What flashes now; of a moment in the past what was taken last, however long before.
 *
 * @param now the program's time, in milliseconds since 1970
 */
export function flashesOf({ taken, lastStep }: ActorPicture, now: number, isLive: boolean): Flashes {
  const shown = isLive
    ? taken.filter(({ at }) => now - at < flashMs)
    : lastStep.map((transition) => ({ at: now, transition }));
  return {
    transitions: new Map(shown.map(({ at, transition }) => [transitionName(transition), at])),
    states: new Set(shown.flatMap(({ transition }) => transition.targets)),
    areFading: isLive && shown.length > 0,
  };
}

/** What tells one transition from the others, as well as anybody can from outside. */
export function transitionName({ source, targets, eventType }: TakenTransition): string {
  return JSON.stringify([source, targets.join(' '), eventType]);
}
