// How fast a recording is played, and that it can be paused.
import {
  BehaviorSubject,
  filter,
  firstValueFrom,
  interval,
  map,
  merge,
  type SchedulerLike,
  Subject,
} from 'rxjs';

/** How often it is looked whether something is due: shorter than a frame on most screens. */
const lookMs = 10;

export interface Pace {
  /** Resolves when it is time for what happened `up` milliseconds after the clock's zero, with whether to go on. */
  readonly until: (up: number) => Promise<boolean>;
  readonly isPaused: () => boolean;
  /** Pauses, or goes on. */
  readonly toggle: () => void;
  /** Ends all waiting. */
  readonly stop: () => void;
}

export interface PaceOptions {
  /** The recording's clock when it began, in milliseconds. */
  readonly from: number;
  /** How many milliseconds of the recording go by in one; infinite for as fast as it can be. */
  readonly speed: number;
  readonly scheduler: SchedulerLike;
}

/** A pace that begins now. */
export function createPace({ from, speed, scheduler }: PaceOptions): Pace {
  const paused$ = new BehaviorSubject(false);
  const stopped$ = new Subject<void>();
  let isStopped = false;
  let played = from;
  let looked = scheduler.now();

  /** Time that was spent paused does not count. */
  const look = (): void => {
    const now = scheduler.now();
    if (!paused$.value) played += (now - looked) * speed;
    looked = now;
  };
  const isDue = (up: number): boolean =>
    !paused$.value && (speed === Number.POSITIVE_INFINITY || up <= played);

  return {
    async until(up) {
      if (isStopped) return false;
      look();
      if (isDue(up)) return true;
      return firstValueFrom(
        merge(
          stopped$.pipe(map(() => false)),
          merge(interval(lookMs, scheduler), paused$).pipe(
            map(() => {
              look();
              return isDue(up);
            }),
            filter(Boolean),
          ),
        ),
      );
    },
    isPaused: () => paused$.value,
    toggle() {
      look();
      paused$.next(!paused$.value);
    },
    stop() {
      isStopped = true;
      stopped$.next();
    },
  };
}
