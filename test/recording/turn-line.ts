// Simulated time in which each timer, and whatever comes in, has a turn of its own, as in Node's event loop: the promises
// that it settles have had their say before the next one.
import { createScheduler, type SetTimer } from '../../src/simulation/timed-action.js';
import { createTimerQueue } from '../../src/simulation/timer-queue.js';

const start = 1_700_000_000_000;

/** Resolves when every promise that can be settled has been. */
export function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

export function turnLine() {
  const queue = createTimerQueue();
  const soon: (() => void)[] = [];
  let elapsedMs = 0;

  const setTimer: SetTimer = (act, ms) => {
    const timer = queue.add(elapsedMs + Math.max(0, ms), act);
    return () => queue.remove(timer);
  };
  const turns = async (): Promise<void> => {
    await settled();
    for (let act = soon.shift(); act !== undefined; act = soon.shift()) {
      act();
      await settled();
    }
  };
  return {
    now: () => start + Math.floor(elapsedMs),
    monotonicNow: () => elapsedMs,
    scheduler: createScheduler(() => start + elapsedMs, setTimer),
    clock: { setTimeout: setTimer, clearTimeout: (clear: () => void) => clear() },
    setTimer,
    inTurn: (act: () => void) => {
      soon.push(act);
    },
    pass: async (ms: number): Promise<void> => {
      const end = elapsedMs + ms;
      await turns();
      for (let next = queue.first(); next !== undefined && next.at <= end; next = queue.first()) {
        elapsedMs = next.at;
        queue.remove(next);
        next.act();
        await turns();
      }
      elapsedMs = end;
    },
  };
}
