// What comes in a flood, taken together, so that many share what it costs to deal with one. Knows nothing of what it is.
import { Observable, type OperatorFunction, type SchedulerLike, type Subscription } from 'rxjs';

export interface Batching<Value> {
  /**
   * How long a value may wait for others, in milliseconds; one that may not, 0, is handed on at once, after those that were
   * gathered before it.
   */
  readonly patienceMs: (value: Value) => number;
  /** How often it is looked at what has been gathered, in milliseconds: nothing waits this much longer than it may. */
  readonly windowMs: number;
  /** More than so many in such a time are a flood. */
  readonly maxSingles: number;
  /** A flood lasts once it goes on for this long, in milliseconds: before, nothing waits for longer than the next look. */
  readonly lastingMs: number;
  /** So many are handed on before the time is over. */
  readonly maxBatch: number;
  readonly scheduler: SchedulerLike;
}

/**
 * Makes an operator that hands each value on at once, by itself, until more than `maxSingles` of them come within
 * `windowMs`; from then on it hands on together what comes in each such time, at its end, until that is no more than
 * `maxSingles`. If that lasts, it hands on together what comes as long as the least patient of them waits. So who speaks at
 * anybody's pace waits for nothing.
 *
 * What is still being gathered when its source is left comes first from the next source that the same operator is applied
 * to: nothing is lost when one takes the place of another.
 */
export function inBatches<Value>({
  patienceMs,
  windowMs,
  maxSingles,
  lastingMs,
  maxBatch,
  scheduler,
}: Batching<Value>): OperatorFunction<Value, readonly Value[]> {
  let gathered: Value[] = [];
  /** When the least patient of what was gathered has waited long enough. */
  let dueAt = Number.POSITIVE_INFINITY;
  return (source$) =>
    new Observable((subscriber) => {
      let begunAt = Number.NEGATIVE_INFINITY;
      let count = 0;
      let gathering: Subscription | undefined;
      /** When the flood began that is being gathered. */
      let floodedAt = scheduler.now();
      const handOn = (): void => {
        const batch = gathered;
        gathered = [];
        dueAt = Number.POSITIVE_INFINITY;
        if (batch.length > 0) subscriber.next(batch);
      };
      const isFlood = (): boolean => {
        const now = scheduler.now();
        if (now - begunAt >= windowMs || now < begunAt) {
          begunAt = now;
          count = 0;
        }
        count += 1;
        return count > maxSingles;
      };
      const gather = (): void => {
        count = 0;
        gathering = scheduler.schedule(look, windowMs);
      };
      const look = (): void => {
        const now = scheduler.now();
        gathering = undefined;
        const isLasting = count > maxSingles && now - floodedAt >= lastingMs;
        if (count > maxSingles) gather();
        else begunAt = Number.NEGATIVE_INFINITY;
        // The next look may come late.
        if (!isLasting || now + windowMs >= dueAt) handOn();
      };
      const next = (value: Value): void => {
        const patience = patienceMs(value);
        gathered.push(value);
        if (gathering === undefined) {
          if (patience === 0 || !isFlood()) return handOn();
          floodedAt = scheduler.now();
          gather();
        }
        count += 1;
        dueAt = Math.min(dueAt, scheduler.now() + patience);
        if (patience === 0 || gathered.length >= maxBatch) handOn();
      };

      if (gathered.length > 0) gather();
      const subscription = source$.subscribe({
        next,
        error: (error: unknown) => subscriber.error(error),
        complete: () => {
          handOn();
          subscriber.complete();
        },
      });
      return () => {
        subscription.unsubscribe();
        gathering?.unsubscribe();
      };
    });
}
