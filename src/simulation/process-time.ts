// Time as one process on the time line sees it: its wall clock may be wrong and may be set, and the process may be stopped
// for a while, as by SIGSTOP. Knows neither peers nor networks.
import type { SchedulerLike } from 'rxjs';
import type { TimeLine } from './time-line.js';
import { createScheduler, type SetTimer } from './timed-action.js';

/** What a session has its time from. */
export interface ProcessTime extends Pick<TimeLine, 'clock' | 'now'> {
  /** For RxJS; its `now` is the wall clock, as that of `asyncScheduler` is. */
  readonly scheduler: SchedulerLike;
  /** From now on no timer fires; the wall clock goes on. */
  readonly pause: () => void;
  /** What came due meanwhile fires at once, in its order; then the process goes on. */
  readonly resume: () => void;
  readonly isPaused: () => boolean;
  /** Sets the wall clock forth, or back, by so many milliseconds. */
  readonly setClock: (byMs: number) => void;
}

/** One timer of the process: on the time line, or overdue. */
interface ProcessTimer {
  readonly act: () => void;
  readonly onLine: unknown;
}

/**
 * A process whose wall clock is off by `skewMs` milliseconds.
 */
export function createProcessTime(line: TimeLine, skewMs = 0): ProcessTime {
  let offMs = skewMs;
  let isPaused = false;
  const overdue = new Set<ProcessTimer>();

  const set = (act: () => void, ms: number): ProcessTimer => {
    const fire = (): void => {
      if (isPaused) overdue.add(timer);
      else act();
    };
    const timer: ProcessTimer = { act, onLine: line.clock.setTimeout(fire, ms) };
    return timer;
  };
  const clear = (timer: ProcessTimer): void => {
    overdue.delete(timer);
    line.clock.clearTimeout(timer.onLine);
  };
  const setTimer: SetTimer = (act, ms) => {
    const timer = set(act, ms);
    return () => clear(timer);
  };
  const now = (): number => line.now() + offMs;

  return {
    now,
    clock: { setTimeout: set, clearTimeout: clear },
    scheduler: createScheduler(now, setTimer),
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      // One may clear another that is overdue as well: then it is not in the set any more when its turn comes.
      for (const timer of overdue) {
        overdue.delete(timer);
        timer.act();
      }
    },
    isPaused: () => isPaused,
    setClock(byMs) {
      offMs += byMs;
    },
  };
}
