// What is on its way on an in-memory LAN: each copy takes its time, in the order of sending unless it may overtake. One
// action of the scheduler serves all that arrives at one moment, since two hundred hosts send each other a great deal.
import type { SchedulerLike } from 'rxjs';
import type { Passage } from './lan-conditions.js';
import type { Arrival, HostBasis, MemoryMember, MemorySender } from './memory-cable.js';

/** The copies that have been sent and have not arrived. */
export interface InFlight {
  /** Sends a copy on its way; its receiver gets it in a later action of the scheduler. */
  readonly add: (arrival: Arrival, passage: Passage) => void;
  /** Loses what a host has sent and what has not arrived yet. */
  readonly dropFrom: (host: HostBasis) => void;
}

/**
 * A cable with nothing on it.
 *
 * @param isWaitedFor whether a receiver still wants what arrives
 */
export function createInFlight(
  scheduler: SchedulerLike,
  isWaitedFor: (member: MemoryMember) => boolean,
): InFlight {
  let arrivalsAt = new Map<number, Arrival[]>();
  /** When the latest copy from a sender arrives, for each receiver. */
  const latest = new WeakMap<MemoryMember, WeakMap<MemorySender, number>>();

  /** Arrivals of earlier moments go first: real timers do not always fire in order. */
  const arriveUntil = (due: number): void => {
    const moments: number[] = [];
    for (const at of arrivalsAt.keys()) if (at <= due) moments.push(at);
    for (const at of moments.toSorted((one, other) => one - other)) {
      const arrivals = arrivalsAt.get(at) ?? [];
      arrivalsAt.delete(at);
      for (const arrival of arrivals) if (isWaitedFor(arrival.to)) arrival.to.receive(arrival);
    }
  };

  const momentOf = ({ packet, to }: Arrival, { delayMs, mayOvertake }: Passage): number => {
    const earliest = scheduler.now() + delayMs;
    const bySender = latest.get(to) ?? new WeakMap<MemorySender, number>();
    const inOrder = Math.max(earliest, bySender.get(packet.from) ?? earliest);
    latest.set(to, bySender.set(packet.from, inOrder));
    return mayOvertake ? earliest : inOrder;
  };

  return {
    add(arrival, passage) {
      const at = momentOf(arrival, passage);
      const others = arrivalsAt.get(at);
      if (others !== undefined) {
        others.push(arrival);
        return;
      }
      arrivalsAt.set(at, [arrival]);
      scheduler.schedule(() => arriveUntil(at), at - scheduler.now());
    },
    dropFrom(host) {
      arrivalsAt = new Map(
        [...arrivalsAt].map(([at, arrivals]) => [
          at,
          arrivals.filter(({ packet }) => packet.from.host !== host),
        ]),
      );
    },
  };
}
