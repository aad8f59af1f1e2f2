// Which delays of an actor run, as told by the actions with which XState begins and cancels them.

/** A delay that runs. */
export interface RunningDelay {
  /** XState's name of it, and the type of the event that it ends with. */
  readonly id: string;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly delayMs: number;
}

export interface RunningDelays {
  readonly running: () => readonly RunningDelay[];
  /** The actor performs an action. */
  readonly acted: (action: { readonly type: string; readonly params: unknown }) => void;
  /** How often one has begun or ended. */
  readonly changes: number;
}

/** A machine waits for so many things at once at the most: in each of its states there are a few at best. */
const maxDelays = 64;

/** @param now the wall clock: milliseconds since 1970 */
export function delaysOf(now: () => number): RunningDelays {
  const delays = new Map<string, RunningDelay>();
  let changes = 0;
  return {
    running: () => [...delays.values()],
    acted: ({ type, params }) => {
      if (typeof params !== 'object' || params === null) return;
      if (type === 'xstate.raise' && 'delay' in params && 'id' in params) {
        const { delay, id } = params;
        if (typeof delay !== 'number' || typeof id !== 'string' || delays.size >= maxDelays) return;
        // Said again, it begins anew.
        delays.set(id, { id, startedAt: now(), delayMs: delay });
        changes += 1;
      } else if (type === 'xstate.cancel' && 'sendId' in params && typeof params.sendId === 'string') {
        if (delays.delete(params.sendId)) changes += 1;
      }
    },
    get changes() {
      return changes;
    },
  };
}
