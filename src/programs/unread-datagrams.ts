// Tells a person that more comes than this computer reads: whoever is not heard is not to be taken for silent.
import { filter, map, type Observable, pairwise, type SchedulerLike, timer } from 'rxjs';
import type { Session } from '../app.js';
import type { NetworkLook } from './network-look.js';

/** How often it is looked at, in milliseconds: seldom enough to cost nothing, and a flood of minutes is told some times. */
const lookMs = 5000;

/** What was dropped before this moment after the start, other programs on the port were too slow for. */
const firstLookMs = 1000;

export interface UnreadDatagrams {
  readonly session: Session;
  readonly lookAtNetwork: () => NetworkLook;
  readonly scheduler: SchedulerLike;
}

/** What was not read until some moment. */
interface Unread {
  /** By the system, whose buffer was full. */
  readonly dropped: number;
  /** By us, since their source sends too many. */
  readonly turnedAway: number;
}

/** A sentence for the person whenever there have been more of them. */
export function unreadDatagrams({ session, lookAtNetwork, scheduler }: UnreadDatagrams): Observable<string> {
  return timer(firstLookMs, lookMs, scheduler).pipe(
    map(
      (): Unread => ({
        dropped: lookAtNetwork().kernelDrops ?? 0,
        turnedAway: session.getSnapshot().context.discarded.turnedAway,
      }),
    ),
    pairwise(),
    // Sockets that have taken the place of others count from the beginning.
    map(([before, now]) => unreadSentence(now.dropped - before.dropped, now.turnedAway - before.turnedAway)),
    filter((sentence) => sentence !== undefined),
  );
}

function unreadSentence(dropped: number, turnedAway: number): string | undefined {
  const lost = Math.max(0, dropped) + turnedAway;
  if (lost === 0) return undefined;
  const why = dropped > turnedAway ? 'more comes than this computer reads' : 'somebody sends far too many';
  return `${lost} datagram${lost === 1 ? ' was' : 's were'} dropped on this port: ${why} (/net)`;
}
