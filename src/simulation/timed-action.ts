// RxJS's way to wait, on any timers. Knows no clock.
import { type SchedulerAction, type SchedulerLike, Subscription } from 'rxjs';

/** Sets a timer, in milliseconds from now; returns how to take it back. */
export type SetTimer = (act: () => void, ms: number) => () => void;

type Work<State> = (this: SchedulerAction<State>, state?: State) => void;

/**
 * A scheduler for RxJS.
 *
 * @param now what the scheduler's `now` says, in milliseconds
 */
export function createScheduler(now: () => number, setTimer: SetTimer): SchedulerLike {
  return {
    now,
    schedule: <State>(work: Work<State>, delay?: number, state?: State) =>
      new TimedAction(work, setTimer).schedule(state, delay),
  };
}

/** Work that RxJS wants done after a delay, and that may ask to be done again. */
class TimedAction<State> extends Subscription implements SchedulerAction<State> {
  readonly #work: Work<State>;
  readonly #setTimer: SetTimer;
  #clearTimer: () => void = () => {};

  constructor(work: Work<State>, setTimer: SetTimer) {
    super();
    this.#work = work;
    this.#setTimer = setTimer;
  }

  schedule(state?: State, delayMs = 0): this {
    if (this.closed) return this;
    this.#clearTimer();
    this.#clearTimer = this.#setTimer(() => this.#work(state), delayMs);
    return this;
  }

  override unsubscribe(): void {
    this.#clearTimer();
    super.unsubscribe();
  }
}
