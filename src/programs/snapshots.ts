// An actor's snapshots as an Observable.
import { Observable } from 'rxjs';
import type { Subscribable } from 'xstate';

/** The present snapshot first, then each later one; completes when the actor ends. */
export function snapshots<Snapshot>(
  actor: Subscribable<Snapshot> & { getSnapshot(): Snapshot },
): Observable<Snapshot> {
  return new Observable((subscriber) => {
    subscriber.next(actor.getSnapshot());
    const subscription = actor.subscribe(subscriber);
    return () => subscription.unsubscribe();
  });
}
