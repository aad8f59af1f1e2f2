// Timers in the order in which they are due: a binary heap from which any timer can be taken out again. Thousands of
// machines set and clear timers all the time, so both must stay cheap with a hundred thousand pending. Knows no clock.

/** One timer, due at a moment; of those due at the same one, the first set comes first. */
export interface QueuedTimer {
  readonly at: number;
  readonly act: () => void;
  /** How many timers were set before it. */
  readonly order: number;
  /** Where in the heap it is; -1 once it is not. */
  place: number;
}

/** The pending timers. */
export interface TimerQueue {
  /** The timer that is due next. */
  first(): QueuedTimer | undefined;
  /** Adds a timer in time proportional to the logarithm of how many there are. */
  add(at: number, act: () => void): QueuedTimer;
  /** Takes a timer out, as fast; one that is not there is left alone. */
  remove(timer: QueuedTimer): void;
}

/** A queue without timers. */
export function createTimerQueue(): TimerQueue {
  /** Each timer is due no earlier than the one at half its place (Williams, 1964). */
  const heap: QueuedTimer[] = [];
  let added = 0;

  const put = (timer: QueuedTimer, place: number): void => {
    heap[place] = timer;
    timer.place = place;
  };

  const rise = (timer: QueuedTimer): void => {
    let { place } = timer;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const parent = heap[above];
      if (parent === undefined || isBefore(parent, timer)) break;
      put(parent, place);
      place = above;
    }
    put(timer, place);
  };

  const sink = (timer: QueuedTimer): void => {
    let { place } = timer;
    for (;;) {
      const below = earlierOf(heap[2 * place + 1], heap[2 * place + 2]);
      if (below === undefined || isBefore(timer, below)) break;
      const freed = below.place;
      put(below, place);
      place = freed;
    }
    put(timer, place);
  };

  return {
    first: () => heap[0],
    add(at, act) {
      const timer: QueuedTimer = { at, act, order: added, place: heap.length };
      added += 1;
      rise(timer);
      return timer;
    },
    remove(timer) {
      const { place } = timer;
      if (place === -1) return;
      timer.place = -1;
      const last = heap.pop();
      if (last === undefined || last === timer) return;
      put(last, place);
      rise(last);
      sink(last);
    },
  };
}

function isBefore(one: QueuedTimer, other: QueuedTimer): boolean {
  return one.at === other.at ? one.order < other.order : one.at < other.at;
}

function earlierOf(one: QueuedTimer | undefined, other: QueuedTimer | undefined): QueuedTimer | undefined {
  if (one === undefined || other === undefined) return one;
  return isBefore(one, other) ? one : other;
}
