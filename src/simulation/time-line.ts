// Simulated time for whole peers: one time line under RxJS and XState both, which moves only when it is told to. Knows
// neither peers nor networks.
import type { SchedulerLike } from 'rxjs';
import type { ActorOptions, AnyActorLogic } from 'xstate';
import { createScheduler, type SetTimer } from './timed-action.js';
import { createTimerQueue, type QueuedTimer } from './timer-queue.js';

/** What XState has its delays from. */
type Clock = NonNullable<ActorOptions<AnyActorLogic>['clock']>;

/** The wall clock at the beginning, in milliseconds since 1970; any will do. */
const start = 1_700_000_000_000;

/** How often promises get their turn between two moments: chains of a few promises come to their end. */
const promiseTurns = 10;

/** A time line. Delays are rounded up to whole milliseconds: no timer fires early, and many share one moment. */
export interface TimeLine {
  /** For RxJS; its `now` begins with 0. */
  readonly scheduler: SchedulerLike;
  /** For XState. */
  readonly clock: Clock;
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  /**
   * Lets this many milliseconds pass: each timer fires in its turn, and promises get theirs after each moment at which
   * one fired. What a timer throws rejects the promise, and time stands still at that moment.
   */
  readonly pass: (ms: number) => Promise<void>;
}

/** A time line at its beginning, without timers. */
export function createTimeLine(): TimeLine {
  const queue = createTimerQueue();
  let elapsedMs = 0;
  const set = (act: () => void, ms: number): QueuedTimer => {
    if (Number.isNaN(ms)) throw new RangeError('a timer needs a number of milliseconds');
    return queue.add(elapsedMs + Math.max(0, Math.ceil(ms)), act);
  };
  const setTimer: SetTimer = (act, ms) => {
    const timer = set(act, ms);
    return () => queue.remove(timer);
  };

  /** Fires all that is due at a moment, also what becomes due by that. */
  const passMoment = (at: number): void => {
    elapsedMs = at;
    for (let next = queue.first(); next !== undefined && next.at <= at; next = queue.first()) {
      queue.remove(next);
      next.act();
    }
  };

  return {
    now: () => start + elapsedMs,
    scheduler: createScheduler(() => elapsedMs, setTimer),
    clock: {
      setTimeout: set,
      clearTimeout: (timer: QueuedTimer) => queue.remove(timer),
    },
    async pass(ms) {
      const end = elapsedMs + ms;
      await letPromisesRun();
      for (let next = queue.first(); next !== undefined && next.at <= end; next = queue.first()) {
        passMoment(next.at);
        await letPromisesRun();
      }
      elapsedMs = end;
    },
  };
}

/** All turns take about a microsecond: to leave them out where nobody waits would gain next to nothing. */
async function letPromisesRun(): Promise<void> {
  for (let turn = 0; turn < promiseTurns; turn += 1) await Promise.resolve();
}
