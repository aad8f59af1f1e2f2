// What comes in a flood, taken together, so that many share what it costs to deal with one. Knows nothing of what it is.
import { Observable, type OperatorFunction, type SchedulerLike, type Subscription } from 'rxjs';

export interface Batching<Value> {
  /** Whether a value may wait for others; one that may not is handed on at once, after those that were gathered before it. */
  readonly mayWait: (value: Value) => boolean;
  /** How long what follows a first value is gathered, in milliseconds. */
  readonly windowMs: number;
  /** So many are handed on before that. */
  readonly maxBatch: number;
  readonly scheduler: SchedulerLike;
}

/**
 * Makes an operator that hands a value on at once when none has come lately, and those of the next `windowMs` together, at
 * their end; and so on, until nothing comes in such a time. So who comes alone waits for nothing.
 *
 * What is still being gathered when its source is left comes first from the next source that the same operator is applied
 * to: nothing is lost when one takes the place of another.
 */
export function inBatches<Value>({
  mayWait,
  windowMs,
  maxBatch,
  scheduler,
}: Batching<Value>): OperatorFunction<Value, readonly Value[]> {
  let gathered: Value[] = [];
  return (source$) =>
    new Observable((subscriber) => {
      let window: Subscription | undefined;
      const handOn = (): void => {
        const batch = gathered;
        gathered = [];
        if (batch.length > 0) subscriber.next(batch);
      };
      const openWindow = (): void => {
        window = scheduler.schedule(() => {
          window = undefined;
          if (gathered.length === 0) return;
          openWindow();
          handOn();
        }, windowMs);
      };
      const next = (value: Value): void => {
        gathered.push(value);
        const isFirst = window === undefined;
        if (isFirst && mayWait(value)) openWindow();
        if (isFirst || !mayWait(value) || gathered.length >= maxBatch) handOn();
      };

      if (gathered.length > 0) openWindow();
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
        window?.unsubscribe();
      };
    });
}
