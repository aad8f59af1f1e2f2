// When to paint: at once when nothing has been painted lately, else once a frame on the average, always the newest, and
// never while the terminal is still busy with what it was given.
import { type MonoTypeOperatorFunction, Observable, type SchedulerLike, Subscription, timer } from 'rxjs';

/** About 60 paints a second: more often no screen shows and no eye sees. */
export const frameMs = 16;

export interface PaintSchedule<View> {
  /** The shortest time between two paints, in milliseconds; {@link frameMs} unless there is a reason. */
  readonly frameMs: number;
  /** The time line. */
  readonly scheduler: SchedulerLike;
  /** Whether the terminal takes more, its present state first. */
  readonly writable$: Observable<boolean>;
  /**
   * Whether somebody waits for this, and sees it come late: what a key that they press changes. Nothing is, if left out.
   *
   * @param painted what was painted last
   */
  readonly isUrgent?: (view: View, painted: View) => boolean;
}

/**
 * Lets through what is to be painted now; of what comes too soon the newest is kept for its time, the rest dropped. What is
 * urgent takes the next frame's turn at once; that frame is left out, so that a flood is painted no more often for it.
 */
export function paintSchedule<View>(schedule: PaintSchedule<View>): MonoTypeOperatorFunction<View> {
  const { isUrgent = () => false } = schedule;
  return (source) =>
    new Observable((subscriber) => {
      const subscriptions = new Subscription();
      let waiting: { readonly view: View } | undefined;
      let painted: { readonly view: View } | undefined;
      /** Frames that must pass before the next paint: a second one when the first has been used up ahead of its time. */
      let frames = 0;
      let isWritable = true;
      let isSourceDone = false;

      const paintIfDue = () => {
        if (!isWritable) return;
        if (waiting !== undefined && isItsTurn(waiting.view)) {
          painted = waiting;
          waiting = undefined;
          frames += 1;
          if (frames === 1) rest();
          subscriber.next(painted.view);
        }
        if (isSourceDone && waiting === undefined) subscriber.complete();
      };
      const isItsTurn = (view: View): boolean =>
        frames === 0 || (frames === 1 && painted !== undefined && isUrgent(view, painted.view));
      const rest = () => {
        subscriptions.add(
          timer(schedule.frameMs, schedule.scheduler).subscribe(() => {
            frames -= 1;
            if (frames > 0) rest();
            else paintIfDue();
          }),
        );
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
