// Heals a switch that has forgotten us. With IGMP or MLD snooping and nobody on the LAN to ask who is listening, a switch sends
// a group to nobody after some minutes (RFC 4541 §2.1.1, RFC 3376 §8.4: 260 s by default): everybody is silent to
// everybody. Leaving and joining again makes the system report the membership anew. Knows no bytes.
import type { Socket } from 'node:dgram';
import {
  defer,
  filter,
  ignoreElements,
  interval,
  type MonoTypeOperatorFunction,
  merge,
  type SchedulerLike,
  tap,
} from 'rxjs';
import { withoutScope } from './addresses.js';
import { handleOf } from './groups.js';
import type { LanEvent, NetworkInterface } from './transport.js';

/**
 * How long nobody else may be heard before we join again; looked at as often, so that it takes twice as long at the most,
 * under the 260 s after which switches forget. Higher: a forgetful switch stays silent for longer; lower: more reports on
 * a LAN on which nobody speaks.
 */
export const silenceMs = 120_000;

/** What is asked of the receive socket. */
export type MembershipSocket = Pick<Socket, 'addMembership' | 'dropMembership'>;

/** Where the group is joined again. */
export interface Rejoining {
  readonly receiver: MembershipSocket;
  readonly group: string;
  readonly joined: readonly NetworkInterface[];
  readonly scheduler: SchedulerLike;
}

/** Passes all on, and joins again on each interface whenever nobody else has been heard for {@link silenceMs}. */
export function rejoinWhenSilent({
  receiver,
  group,
  joined,
  scheduler,
}: Rejoining): MonoTypeOperatorFunction<LanEvent> {
  const own = new Set(joined.map(({ address }) => withoutScope(address)));
  return (events$) =>
    defer(() => {
      let heardAt = scheduler.now();
      const heard$ = events$.pipe(
        tap((event) => {
          if (event.type === 'datagram' && !own.has(withoutScope(event.source.address)))
            heardAt = scheduler.now();
        }),
      );
      const rejoined$ = interval(silenceMs, scheduler).pipe(
        filter(() => scheduler.now() - heardAt >= silenceMs),
        tap(() => {
          for (const one of joined) rejoin(receiver, group, one);
        }),
        ignoreElements(),
      );
      return merge(heard$, rejoined$);
    });
}

function rejoin(receiver: MembershipSocket, group: string, one: NetworkInterface): void {
  try {
    receiver.dropMembership(group, handleOf(one));
    receiver.addMembership(group, handleOf(one));
  } catch {
    // The interface has gone; the watch on the interfaces will say so.
  }
}
