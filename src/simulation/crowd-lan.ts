// The LAN of a crowd: what one sends, all others hear, unless it is lost on its way to them. As the LAN in memory treats its
// datagrams, but without sockets, addresses and bytes, of which thousands of members would cost too much.
import { drawPassages, type LanConditions, type Passage, type Reception } from '../net/lan-conditions.js';
import type { TimeLine } from './time-line.js';

export interface CrowdLan<Packet> {
  /** Sends something on its way to everybody but its sender. */
  readonly send: (from: number, packet: Packet) => void;
}

export interface CrowdLanOptions<Packet> {
  /** How many there are; they are numbered from 0. */
  readonly members: number;
  readonly conditions: LanConditions;
  readonly line: TimeLine;
  /** A number from 0 up to but not including 1. */
  readonly random: () => number;
  /** Something has come to a member. */
  readonly arrive: (to: number, packet: Packet) => void;
}

/** A LAN with nothing on its way. */
export function createCrowdLan<Packet>({
  members,
  conditions,
  line,
  random,
  arrive,
}: CrowdLanOptions<Packet>): CrowdLan<Packet> {
  const receptions = Array.from({ length: members }, (): Reception => ({ isInBurst: false }));
  /** When the latest copy of each sender arrives, for each receiver. */
  const latest = new Map<number, Float64Array>();
  /** What arrives at a moment: one timer serves all. */
  const arrivals = new Map<number, (readonly [to: number, packet: Packet])[]>();

  const schedule = (at: number, to: number, packet: Packet): void => {
    const others = arrivals.get(at);
    if (others !== undefined) {
      others.push([to, packet]);
      return;
    }
    const due: (readonly [number, Packet])[] = [[to, packet]];
    arrivals.set(at, due);
    line.clock.setTimeout(() => {
      arrivals.delete(at);
      for (const arrival of due) arrive(...arrival);
    }, at - line.scheduler.now());
  };

  return {
    send(from, packet) {
      const latestOf = latest.get(from) ?? new Float64Array(members);
      latest.set(from, latestOf);
      for (const [to, reception] of receptions.entries()) {
        if (to === from) continue;
        for (const passage of drawPassages(conditions, random, reception)) {
          schedule(momentOf(passage, to, latestOf, line.scheduler.now()), to, packet);
        }
      }
    },
  };
}

/** When a copy arrives: not before what the same sender sent earlier, unless it may overtake that. */
function momentOf(
  { delayMs, mayOvertake }: Passage,
  to: number,
  latestOf: Float64Array,
  now: number,
): number {
  const earliest = now + delayMs;
  const inOrder = Math.max(earliest, latestOf[to] ?? 0);
  latestOf[to] = inOrder;
  return mayOvertake ? earliest : inOrder;
}
