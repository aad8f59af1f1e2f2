// When to paint: when nothing has been painted lately, as soon as all that has just happened is dealt with; else once a frame
// on the average, always the newest, and never while the terminal is still busy with what it was given.
import { type MonoTypeOperatorFunction, Observable, type SchedulerLike, Subscription } from 'rxjs';

/** About 60 paints a second: more often no screen shows and no eye sees. */
export const frameMs = 16;

/** What changes faster than anybody reads, as the number of lines of a flood, is painted so often. */
export const floodFrameMs = 100;

/**
 * So many keys may show at once within one frame, more of them wait for the next: who types fast, or empties the line and goes
 * on, has each shown as it is pressed; a wheel that is turned has not.
 */
const maxUrgentAtOnce = 3;

export interface PaintSchedule<View> {
  /** The shortest time between two paints of what is not urgent, in milliseconds; {@link frameMs} unless there is a reason. */
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
  /**
   * How long what has just been painted may stand, in milliseconds, before what is not urgent is; `frameMs`, if left out. 0 for
   * what changed nothing that could be seen: what comes next need not wait for it. Asked when it has been painted.
   */
  readonly restMs?: (painted: View) => number;
  /**
   * Calls back when all that has just happened is dealt with, as `setImmediate` does: what a key or a datagram changes in
   * several steps is painted once, after it has gone to the others. At once, if left out.
   */
  readonly afterwards?: (act: () => void) => void;
}

/**
 * Lets through what is to be painted now; of what comes too soon the newest is kept for its time, the rest dropped. What is
 * urgent takes the turn of a later frame, so that a flood is painted no more often for it.
 */
export function paintSchedule<View>(schedule: PaintSchedule<View>): MonoTypeOperatorFunction<View> {
  const { isUrgent = () => false, restMs = () => schedule.frameMs, afterwards = (act) => act() } = schedule;
  return (source) =>
    new Observable((subscriber) => {
      const subscriptions = new Subscription();
      let waiting: { readonly view: View } | undefined;
      let painted: { readonly view: View } | undefined;
      let isResting = false;
      /** Whether all that has just happened is being waited for. */
      let isAwaiting = false;
      /** How many urgent things have been painted within the last frame. */
      let urgentLately = 0;
      /** Frames that something urgent has taken the turn of. */
      let framesTaken = 0;
      let isWritable = true;
      let isSourceDone = false;

      const after = (ms: number, act: () => void) => {
        const waited = schedule.scheduler.schedule(() => {
          subscriptions.remove(waited);
          act();
        }, ms);
        subscriptions.add(waited);
      };
      const rest = (ms: number) => {
        isResting = true;
        after(ms, () => {
          isResting = framesTaken > 0;
          if (framesTaken === 0) return paintIfDue();
          framesTaken -= 1;
          rest(schedule.frameMs);
        });
      };
      const hurry = () => {
        urgentLately += 1;
        // No more turns than that: else what others say would wait for seconds after somebody has typed faster than frames.
        framesTaken = Math.min(framesTaken + 1, maxUrgentAtOnce);
        after(schedule.frameMs, () => {
          urgentLately -= 1;
          paintIfDue();
        });
      };
      const mayHurry = (view: View): boolean =>
        urgentLately < maxUrgentAtOnce && painted !== undefined && isUrgent(view, painted.view);
      const paintIfDue = () => {
        if (!isWritable) return;
        if (waiting !== undefined && (!isResting || mayHurry(waiting.view))) {
          painted = waiting;
          waiting = undefined;
          subscriber.next(painted.view);
          const ms = restMs(painted.view);
          if (ms > 0 && isResting) hurry();
          else if (ms > 0) rest(ms);
        }
        if (isSourceDone && waiting === undefined) subscriber.complete();
      };
      const paintAfterwards = () => {
        // The very first one is waited for by somebody who has just started the program.
        if (painted === undefined) return paintIfDue();
        if (isAwaiting) return;
        isAwaiting = true;
        afterwards(() => {
          isAwaiting = false;
          if (!subscriber.closed) paintIfDue();
        });
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
            paintAfterwards();
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
