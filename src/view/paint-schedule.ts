// When to paint: at once when nothing has been painted lately, else at most once a frame, always the newest, and never
// while the terminal is still busy with what it was given.
import { type MonoTypeOperatorFunction, Observable, type SchedulerLike, Subscription, timer } from 'rxjs';

/** About 60 paints a second: more often no screen shows and no eye sees. */
export const frameMs = 16;

export interface PaintSchedule {
  /** The shortest time between two paints, in milliseconds; {@link frameMs} unless there is a reason. */
  readonly frameMs: number;
  /** The time line. */
  readonly scheduler: SchedulerLike;
  /** Whether the terminal takes more, its present state first. */
  readonly writable$: Observable<boolean>;
}

/** Lets through what is to be painted now; of what comes too soon the newest is kept for its time, the rest dropped. */
export function paintSchedule<View>(schedule: PaintSchedule): MonoTypeOperatorFunction<View> {
  return (source) =>
    new Observable((subscriber) => {
      const subscriptions = new Subscription();
      let waiting: { readonly view: View } | undefined;
      let isResting = false;
      let isWritable = true;
      let isSourceDone = false;

      const paintIfDue = () => {
        if (isResting || !isWritable) return;
        if (waiting !== undefined) {
          const { view } = waiting;
          waiting = undefined;
          isResting = true;
          subscriptions.add(
            timer(schedule.frameMs, schedule.scheduler).subscribe(() => {
              isResting = false;
              paintIfDue();
            }),
          );
          subscriber.next(view);
        }
        if (isSourceDone && waiting === undefined) subscriber.complete();
      };

      subscriptions.add(
        schedule.writable$.subscribe((writable) => {
          isWritable = writable;
          paintIfDue();
        }),
      );
      subscriptions.add(
        source.subscribe({
          next: (view) => {
            waiting = { view };
            paintIfDue();
          },
          error: (error: unknown) => subscriber.error(error),
          complete: () => {
            isSourceDone = true;
            if (waiting === undefined) subscriber.complete();
          },
        }),
      );
      return subscriptions;
    });
}
