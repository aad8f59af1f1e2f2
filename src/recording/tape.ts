// The tape that everything from outside passes through on its way into a chat. While it records, what passes is written
// down; while it plays, what was written down comes again and nothing is asked of the outside. Either way the chat asks
// the tape in the same order, so that numbers given in that order name the same things.
import type { Observable, SchedulerLike } from 'rxjs';
import type { ActorOptions, AnyActorLogic } from 'xstate';
import type * as z from 'zod';
import { createScheduler, type SetTimer } from '../simulation/timed-action.js';

/** A kind of thing on the tape: its name there, and how its values are written as JSON and read again. */
export interface Kind<Value> {
  readonly name: string;
  readonly value: z.ZodType<Value>;
  /** What of a value is the same in a redacted recording; all of it, if left out. */
  readonly likeness?: (value: Value) => unknown;
}

/** What XState has its delays from. */
type Clock = NonNullable<ActorOptions<AnyActorLogic>['clock']>;

/** The time on a tape: it stands still while the chat deals with one cause, a timer or something that came in. */
export interface TapeTime {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Milliseconds of a clock that only goes forward. */
  readonly monotonicNow: () => number;
  /** For RxJS. */
  readonly scheduler: SchedulerLike;
  /** For XState. */
  readonly clock: Clock;
}

export interface Tape extends TapeTime {
  /**
   * Something from outside that comes over time.
   *
   * @param open what is subscribed to while the tape records
   */
  readonly stream: <Value>(source: Kind<Value>, open: () => Observable<Value>) => Observable<Value>;
  /**
   * Something that the outside is asked for and answers at once.
   *
   * @param ask asked while the tape records
   * @param fallback the answer when a tape that plays has none: it ended, or the chat is not doing what it did
   */
  readonly answer: <Value>(question: Kind<Value>, ask: () => Value, fallback: Value) => Value;
  /** Something that the chat does to the outside. A tape that plays holds it against what was done then. */
  readonly act: <Value>(action: Kind<Value>, value: Value) => void;
}

/**
 * The two ways to wait, on one time line.
 *
 * @param now the wall clock
 * @param monotonicNow a clock that only goes forward
 */
export function tapeTime(now: () => number, monotonicNow: () => number, setTimer: SetTimer): TapeTime {
  return {
    now,
    monotonicNow,
    scheduler: createScheduler(now, setTimer),
    clock: { setTimeout: setTimer, clearTimeout: (clear: () => void) => clear() },
  };
}

/** Gives numbers, from 1, each name its own. */
export function counters(): (name: string) => number {
  const given = new Map<string, number>();
  return (name) => {
    const number = (given.get(name) ?? 0) + 1;
    given.set(name, number);
    return number;
  };
}
