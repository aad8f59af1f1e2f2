// Notices when the host's interfaces change: a cable pulled, a network joined, an address renewed. No system tells Node
// so by itself, therefore it asks again and again. Must not know how the interfaces are read or chosen.
import {
  defer,
  exhaustMap,
  expand,
  filter,
  first,
  map,
  merge,
  NEVER,
  type Observable,
  of,
  pairwise,
  repeat,
  type SchedulerLike,
  share,
  startWith,
  timer,
} from 'rxjs';
import { interfacesChange, isSameSet } from './interfaces.js';
import type { InterfacesChange, NetworkInterface } from './transport.js';

/**
 * How often to look, at the most. Higher: a change goes unnoticed for longer where nothing triggers a look; lower: more
 * work for nothing. Once a second is soon enough for somebody who changes networks.
 */
export const defaultPollMs = 1000;

/**
 * Looking takes at most one part in so many of the time. A look costs 0.1 ms with 3 interfaces and 10.5 ms with 401
 * (measured on Linux 6.18), so that only hosts with more than some 200 are looked at less than once a second.
 */
const pollCostFactor = 200;

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
  /** Looks that are due at once, beside those at intervals: the system says that something changed. */
  readonly triggers$?: Observable<unknown>;
  /** Milliseconds of a clock that only goes forward, to tell what a look costs. */
  readonly monotonicNow?: () => number;
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
  triggers$ = NEVER,
  monotonicNow = () => 0,
  pollMs = defaultPollMs,
  debounceMs = defaultDebounceMs,
}: InterfaceWatch): Observable<InterfacesChange> {
  return defer(() => {
    let waitMs = pollMs;
    const look = (): readonly NetworkInterface[] => {
      const begun = monotonicNow();
      const found = read();
      waitMs = Math.max(pollMs, (monotonicNow() - begun) * pollCostFactor);
      return found;
    };
    const poll$ = defer(() => timer(waitMs, scheduler)).pipe(repeat());
    // Shared, so that what triggers runs on from one change to the next.
    const running$ = triggers$.pipe(share());
    const occasions$ = merge(poll$, running$);
    const nextDifferent = (known: readonly NetworkInterface[]): Observable<readonly NetworkInterface[]> =>
      occasions$.pipe(
        filter(() => !isSameSet(look(), known)),
        exhaustMap(() => timer(debounceMs, scheduler)),
        map(look),
        first((settled) => !isSameSet(settled, known)),
      );
    return of(look()).pipe(
      expand(nextDifferent),
      startWith<readonly NetworkInterface[]>([]),
      pairwise(),
      map(([before, after]) => interfacesChange(before, after)),
    );
  });
}
