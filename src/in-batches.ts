// What comes in a flood, taken together, so that many share what it costs to deal with one. Knows nothing of what it is.
import { Observable, type OperatorFunction, type SchedulerLike, type Subscription } from 'rxjs';

export interface Batching<Value> {
  /** Whether a value may wait for others; one that may not is handed on at once, after those that were gathered before it. */
  readonly mayWait: (value: Value) => boolean;
  /** How long what comes in a flood is gathered, in milliseconds. */
  readonly windowMs: number;
  /** More than so many in such a time are a flood. */
  readonly maxSingles: number;
  /** So many are handed on before the time is over. */
  readonly maxBatch: number;
  readonly scheduler: SchedulerLike;
}

/**
 * Makes an operator that hands each value on at once, by itself, until more than `maxSingles` of them come within
 * `windowMs`; from then on it hands on together what comes in each such time, at its end, until that is no more than
 * `maxSingles`. So who speaks at anybody's pace waits for nothing.
 *
 * What is still being gathered when its source is left comes first from the next source that the same operator is applied
 * to: nothing is lost when one takes the place of another.
 */
export function inBatches<Value>({
  mayWait,
  windowMs,
  maxSingles,
  maxBatch,
  scheduler,
}: Batching<Value>): OperatorFunction<Value, readonly Value[]> {
  let gathered: Value[] = [];
  return (source$) =>
    new Observable((subscriber) => {
      let begunAt = Number.NEGATIVE_INFINITY;
      let count = 0;
      let gathering: Subscription | undefined;
      const handOn = (): void => {
        const batch = gathered;
        gathered = [];
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
        gathering = scheduler.schedule(() => {
          gathering = undefined;
          if (count > maxSingles) gather();
          else begunAt = Number.NEGATIVE_INFINITY;
          handOn();
        }, windowMs);
      };
      const next = (value: Value): void => {
        gathered.push(value);
        if (gathering === undefined) {
          if (mayWait(value) && isFlood()) gather();
          else return handOn();
        }
        count += 1;
        if (!mayWait(value) || gathered.length >= maxBatch) handOn();
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
