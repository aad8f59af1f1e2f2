// Two interfaces on one LAN segment hear each datagram twice, and an IPv4 receive socket cannot tell by which it came.
// This lets one copy through. Programs of ours would tell a copy by its number; the 2012 original's have none.
import { filter, type MonoTypeOperatorFunction, type SchedulerLike } from 'rxjs';
import { familyOf } from './addresses.js';
import { datagramKey } from './datagram-key.js';
import { type Bridge, deviceCount, type Segment, segmentOf, segments } from './interfaces.js';
import type { LanEvent, NetworkInterface } from './transport.js';

/**
 * Copies of one datagram come this close together. Higher: a program that says the same twice in a row may be heard once;
 * lower: a copy that a slow wireless interface brings is taken for another datagram.
 */
const copyWindowMs = 200;

/** Datagrams whose copies are awaited; beyond it, copies may get through, and nothing is lost. */
const maxAwaited = 1024;

const noBridges: readonly Bridge[] = [];

interface Awaited {
  copies: number;
  readonly untilMs: number;
}

/**
 * Drops the copies that further interfaces of one segment bring. Costs nothing where there is one interface.
 *
 * @param joined the interfaces on which we are members
 * @param scheduler the time line of {@link copyWindowMs}
 * @param bridges devices that are known at the moment to be on one segment; the same array while nothing changes
 */
export function withoutInterfaceCopies(
  joined: readonly NetworkInterface[],
  scheduler: SchedulerLike,
  bridges: () => readonly Bridge[] = () => noBridges,
): MonoTypeOperatorFunction<LanEvent> {
  if (joined.length < 2) return (events$) => events$;
  const awaited = new Map<string, Awaited>();
  const copiesOf = copiesExpected(joined, bridges);
  return filter((event) => {
    if (event.type !== 'datagram') return true;
    const others = copiesOf(event.source.address) - 1;
    if (others <= 0) return true;
    const key = datagramKey(event);
    const known = awaited.get(key);
    if (known !== undefined && known.copies > 0 && scheduler.now() <= known.untilMs) {
      known.copies -= 1;
      return false;
    }
    awaited.delete(key);
    awaited.set(key, { copies: others, untilMs: scheduler.now() + copyWindowMs });
    const [oldest] = awaited.keys();
    if (awaited.size > maxAwaited && oldest !== undefined) awaited.delete(oldest);
    return true;
  });
}

/** How many copies come of what an address sends: one for each device on its segment that hears its family. */
function copiesExpected(
  joined: readonly NetworkInterface[],
  bridges: () => readonly Bridge[],
): (address: string) => number {
  let known: { readonly bridges: readonly Bridge[]; readonly found: readonly Segment[] } | undefined;
  return (address) => {
    const current = bridges();
    // Looked up for every datagram, and found out only when something has changed.
    if (known?.bridges !== current) known = { bridges: current, found: segments(joined, current) };
    const family = familyOf(address);
    const segment = segmentOf(address, known.found);
    return segment === undefined || family === undefined ? 1 : deviceCount(segment, family);
  };
}
