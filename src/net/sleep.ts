// Notices that the computer (or only this program) was asleep: suspended, or stopped by a signal. No system tells Node
// so; but a tick that should have come a second ago comes late. Knows no sockets.
import { filter, interval, map, type Observable, pairwise, type SchedulerLike, startWith } from 'rxjs';

/** How often to look. Higher: later to notice a waking; lower: more wake-ups of an idle processor. */
const tickMs = 1000;

/** A tick later than this was no busy moment. Higher: short sleeps go unnoticed; lower: a stalled event loop is taken for one. */
const sleepMs = 3000;

/**
 * Emits how long it slept, in milliseconds, each time the program goes on after a sleep. A wall clock that is set forward
 * looks the same, and what follows (a look at the network) does no harm then.
 *
 * @param scheduler the time line; its `now` is the wall clock, which goes on while a suspended computer's monotonic one stands
 */
export function wakings(scheduler: SchedulerLike): Observable<number> {
  return interval(tickMs, scheduler).pipe(
    map(() => scheduler.now()),
    startWith(scheduler.now()),
    pairwise(),
    map(([before, now]) => now - before - tickMs),
    filter((lateMs) => lateMs >= sleepMs),
  );
}
