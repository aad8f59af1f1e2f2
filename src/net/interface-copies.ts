// Two interfaces on one LAN segment hear each datagram twice, and the one receive socket cannot tell by which it came.
// This lets one copy through. Programs of ours would tell a copy by its number; the 2012 original's have none.
import { filter, type MonoTypeOperatorFunction, type SchedulerLike } from 'rxjs';
import { segmentOf, segments } from './interfaces.js';
import type { LanEvent, NetworkInterface } from './transport.js';

/**
 * Copies of one datagram come this close together. Higher: a program that says the same twice in a row may be heard once;
 * lower: a copy that a slow wireless interface brings is taken for another datagram.
 */
const copyWindowMs = 200;

/** Datagrams whose copies are awaited; beyond it, copies may get through, and nothing is lost. */
const maxAwaited = 1024;

interface Awaited {
  copies: number;
  readonly untilMs: number;
}

/**
 * Drops the copies that further interfaces of one segment bring. Costs nothing where each segment has one interface.
 *
 * @param joined the interfaces on which we are members
 * @param scheduler the time line of {@link copyWindowMs}
 */
export function withoutInterfaceCopies(
  joined: readonly NetworkInterface[],
  scheduler: SchedulerLike,
): MonoTypeOperatorFunction<LanEvent> {
  const multiple = segments(joined).filter((segment) => segment.length > 1);
  if (multiple.length === 0) return (events$) => events$;
  const awaited = new Map<string, Awaited>();
  return filter((event) => {
    if (event.type !== 'datagram') return true;
    const { bytes, source } = event;
    const others = (segmentOf(source.address, multiple)?.length ?? 1) - 1;
    if (others === 0) return true;
    const key = `${source.address}:${source.port} ${Buffer.from(bytes).toString('latin1')}`;
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
