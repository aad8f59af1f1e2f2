// The LAN itself: the Transport that speaks real UDP multicast. Composes sockets and interfaces; it alone knows which
// membership is the newest, and that the interfaces come from the operating system.
import { networkInterfaces } from 'node:os';
import {
  asyncScheduler,
  catchError,
  NEVER,
  type Observable,
  type SchedulerLike,
  switchMap,
  tap,
  throwError,
  timer,
} from 'rxjs';
import { monotonicNow } from '../monotonic-now.js';
import { createBridges } from './bridges.js';
import type { Bridge } from './interfaces.js';
import { openControl } from './control-membership.js';
import { allInterfaces, interfacesToUse, type SystemInterfaces } from './listed-interfaces.js';
import { openMembership } from './multicast-membership.js';
import { goneError, notOpenError, unlistedInterfacesError } from './network-errors.js';
import { presence } from './presence.js';
import { type InterfaceTrigger, interfaceTriggers } from './route-monitor.js';
import type { NetworkInterface, Transport } from './transport.js';
import { succession } from './succession.js';
import { defaultPollMs, watchInterfaces } from './watch-interfaces.js';

/** What a multicast transport may be told; everything has a default. */
export interface MulticastTransportOptions {
  /** Names or addresses of the only interfaces to use; none means every usable one. */
  readonly wanted?: readonly string[];
  /** The time line on which the interfaces are watched. */
  readonly scheduler?: SchedulerLike;
  /** Lists the host's interfaces, as `os.networkInterfaces()` does. */
  readonly readInterfaces?: () => SystemInterfaces;
  /** Emits when the interfaces may have changed; polling goes on beside it. */
  readonly triggers$?: Observable<InterfaceTrigger>;
}

/** Whoever is done within the first interval of polling needs no process of the system's to tell of changes. */
function systemTriggers(scheduler: SchedulerLike): Observable<InterfaceTrigger> {
  if (process.platform !== 'linux') return NEVER;
  return timer(defaultPollMs, scheduler).pipe(switchMap(interfaceTriggers));
}

/** A transport that also tells what it has learned of the LAN. */
export interface MulticastTransport extends Transport {
  /** Devices that have turned out to be on one LAN segment, whatever their addresses say. */
  bridges(): readonly Bridge[];
}

/** A {@link Transport} over UDP multicast, IPv4 (RFC 1112) and IPv6 (RFC 4291 §2.7). */
export function createMulticastTransport({
  wanted = [],
  scheduler = asyncScheduler,
  readInterfaces = networkInterfaces,
  triggers$ = systemTriggers(scheduler),
}: MulticastTransportOptions = {}): MulticastTransport {
  // Learned by the control plane, used by the chat.
  const bridges = createBridges();
  const chat = succession((membership) => openMembership(membership, scheduler, bridges.current), scheduler);
  const control = succession((membership) => openControl(membership, scheduler, bridges), scheduler);
  const incarnations = new Map<string, number>();
  const noteDeleted = ({ deleted }: InterfaceTrigger) => {
    for (const name of deleted) incarnations.set(name, (incarnations.get(name) ?? 0) + 1);
  };
  const distinguished = (interfaces: readonly NetworkInterface[]) =>
    interfaces.map((one) => {
      const incarnation = incarnations.get(one.name);
      return incarnation === undefined ? one : { ...one, incarnation };
    });
  const read = () => distinguished(interfacesToUse(readInterfaces(), wanted));
  const missing = presence(() => distinguished(allInterfaces(readInterfaces())), monotonicNow);

  return {
    bridges: bridges.current,
    interfaces: () =>
      watchInterfaces({
        read,
        scheduler,
        triggers$: triggers$.pipe(tap(noteDeleted)),
        monotonicNow,
      }).pipe(catchError((error: unknown) => throwError(() => unlistedInterfacesError(error)))),

    datagrams: chat.datagrams,

    send: async (bytes) => {
      const member = chat.newest();
      if (member === undefined) throw notOpenError();
      const gone = missing(member.joined.joined);
      if (gone.length > 0) throw goneError(gone);
      return member.send(bytes);
    },

    control: {
      datagrams: control.datagrams,
      send: (bytes, to) => control.newest()?.send(bytes, to),
    },
  };
}
