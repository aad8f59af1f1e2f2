// Simulated time for whole peers: one time line under RxJS and XState both, which only the test moves.
import { VirtualAction, VirtualTimeScheduler } from 'rxjs';
import type { ActorOptions, AnyActorLogic } from 'xstate';

type Clock = NonNullable<ActorOptions<AnyActorLogic>['clock']>;

/** The wall clock at the beginning, in milliseconds since 1970; any will do. */
const start = 1_700_000_000_000;

/** How often promises get their turn between two moments: chains of a few promises come to their end. */
const promiseTurns = 10;

export interface TimeLine {
  readonly scheduler: VirtualTimeScheduler;
  readonly clock: Clock;
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Lets this many milliseconds pass: each timer fires in its turn, and promises get theirs between. */
  readonly pass: (ms: number) => Promise<void>;
}

export function timeLine(): TimeLine {
  const scheduler = new VirtualTimeScheduler(VirtualAction);
  return {
    scheduler,
    now: () => start + scheduler.now(),
    clock: {
      setTimeout: (act: () => void, ms: number) => scheduler.schedule(() => act(), ms),
      clearTimeout: (timer: ReturnType<VirtualTimeScheduler['schedule']>) => timer.unsubscribe(),
    },
    async pass(ms) {
      const end = scheduler.frame + ms;
      await letPromisesRun();
      for (
        let [next] = scheduler.actions;
        next !== undefined && next.delay <= end;
        [next] = scheduler.actions
      ) {
        scheduler.maxFrames = next.delay;
        scheduler.flush();
        await letPromisesRun();
      }
      scheduler.frame = end;
    },
  };
}

async function letPromisesRun(): Promise<void> {
  for (let turn = 0; turn < promiseTurns; turn += 1) await Promise.resolve();
}
