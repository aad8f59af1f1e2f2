// Notices when the host's interfaces change: a cable pulled, a network joined, an address renewed. No system tells Node
// so by itself, therefore it asks again and again. Must not know how the interfaces are read or chosen.
import {
  defer,
  exhaustMap,
  expand,
  filter,
  first,
  interval,
  map,
  type Observable,
  of,
  pairwise,
  type SchedulerLike,
  startWith,
  timer,
} from 'rxjs';
import { interfacesChange, isSameSet } from './interfaces.js';
import type { InterfacesChange, NetworkInterface } from './transport.js';

/**
 * How often to look. Higher: a change goes unnoticed for longer; lower: more work for nothing. Once a second is soon
 * enough for somebody who changes networks, and a look costs 0.1 ms with 3 interfaces.
 */
export const defaultPollMs = 1000;

/**
 * How long after a change to look again, before it is told. Higher: slower to notice; lower: one change of network is
 * told as several, since an interface goes down, comes up and gets its addresses one after the other.
 */
export const defaultDebounceMs = 300;

/** What {@link watchInterfaces} needs from outside. */
export interface InterfaceWatch {
  /** Reads the interfaces that are usable now. */
  readonly read: () => readonly NetworkInterface[];
  /** The time line on which to look: `asyncScheduler`, or virtual time in tests. */
  readonly scheduler: SchedulerLike;
  readonly pollMs?: number;
  readonly debounceMs?: number;
}

/**
 * The interfaces at once on subscribing (all of them `added`), then each change once it has settled. A change that is
 * undone before it settles is not told.
 */
export function watchInterfaces({
  read,
  scheduler,
  pollMs = defaultPollMs,
  debounceMs = defaultDebounceMs,
}: InterfaceWatch): Observable<InterfacesChange> {
  const nextDifferent = (known: readonly NetworkInterface[]): Observable<readonly NetworkInterface[]> =>
    interval(pollMs, scheduler).pipe(
      filter(() => !isSameSet(read(), known)),
      exhaustMap(() => timer(debounceMs, scheduler)),
      map(read),
      first((settled) => !isSameSet(settled, known)),
    );

  return defer(() => of(read())).pipe(
    expand(nextDifferent),
    startWith<readonly NetworkInterface[]>([]),
    pairwise(),
    map(([before, after]) => interfacesChange(before, after)),
  );
}
