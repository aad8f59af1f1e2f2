// One membership of the control plane's group: besides what comes to the group it hears what comes to its private
// sockets, and from its own datagrams it learns which interfaces are on one segment. Must not know what bytes mean.
import {
  catchError,
  combineLatest,
  defer,
  map,
  merge,
  type Observable,
  of,
  type SchedulerLike,
  switchMap,
  tap,
} from 'rxjs';
import { familyOf, withoutScope } from './addresses.js';
import type { Bridges } from './bridges.js';
import { groupOf, groupOn } from './groups.js';
import { withoutInterfaceCopies } from './interface-copies.js';
import { interfaceTowards } from './interfaces.js';
import { type PrivateSocket, privateSocket } from './private-socket.js';
import { openReceivers, type Receivers } from './receivers.js';
import { speakers } from './speakers.js';
import type { Destination, LanEvent, Membership, NetworkInterface, Source } from './transport.js';

/** A membership of the control plane while it lasts. */
export interface OpenControl extends Receivers {
  /** Sends, or does not; never throws. */
  send(bytes: Uint8Array, to: Destination): void;
}

/** One datagram for one socket. */
interface Dispatch {
  readonly socket: PrivateSocket;
  readonly to: Source;
}

/**
 * Opens, binds and joins; emits once, and closes everything on unsubscribing.
 *
 * @param scheduler the time line on which silence is noticed and copies are told from repetitions
 * @param bridges where it is written down which interfaces are on one segment
 *
 * Errors with `no-network`, `bind` or `join`, as the chat's membership does.
 */
export function openControl(
  membership: Membership,
  scheduler: SchedulerLike,
  bridges: Bridges,
): Observable<OpenControl> {
  return defer(() => {
    bridges.openedOn(membership.interfaces);
    return openReceivers(membership, scheduler);
  }).pipe(
    switchMap(({ joined: event, datagrams }) => {
      const { joined } = event;
      return combineLatest(joined.map((one) => socketOn(one, membership))).pipe(
        map((opened) => {
          const sockets = opened.filter((socket) => socket !== undefined);
          const toGroup$ = datagrams.pipe(
            tap(learn(sockets, bridges)),
            withoutInterfaceCopies(joined, scheduler, bridges.current),
          );
          return {
            joined: event,
            datagrams: merge(toGroup$, ...sockets.map((socket) => toUs(socket, joined))),
            send: (bytes: Uint8Array, to: Destination) => {
              if (to === 'everyone') bridges.sentEverywhere();
              // A copy: sockets that are busy read it later, when the caller may have used its buffer again.
              const copy = Uint8Array.from(bytes);
              for (const dispatch of dispatches(to, sockets, membership, joined, bridges))
                post(dispatch, copy);
            },
          };
        }),
      );
    }),
  );
}

/** An interface without a private socket hears and does not speak. */
function socketOn(on: NetworkInterface, membership: Membership): Observable<PrivateSocket | undefined> {
  return privateSocket(on, membership).pipe(catchError(() => of(undefined)));
}

/** What comes to this process alone. */
function toUs(socket: PrivateSocket, joined: readonly NetworkInterface[]): Observable<LanEvent> {
  return socket.datagrams$.pipe(
    map((datagram) => ({
      type: 'datagram',
      ...datagram,
      on: interfaceTowards(datagram.source.address, joined) ?? socket.interface,
    })),
  );
}

/**
 * An own datagram that comes in on another interface than it left by has crossed the LAN. Over IPv6 that can be told;
 * over IPv4 the system drops what comes in from its own address (ip-sysctl, accept_local).
 */
function learn(sockets: readonly PrivateSocket[], bridges: Bridges): (event: LanEvent) => void {
  const own = new Map(sockets.map((socket) => [socket.port, socket.interface]));
  return (event) => {
    if (event.type !== 'datagram' || event.on === undefined) return;
    const sentOn = own.get(event.source.port);
    if (sentOn === undefined || withoutScope(sentOn.address) !== withoutScope(event.source.address)) return;
    bridges.heardAcross(sentOn, event.on);
  };
}

/** Which sockets send, and where to. */
function dispatches(
  to: Destination,
  sockets: readonly PrivateSocket[],
  { groups, port }: Membership,
  joined: readonly NetworkInterface[],
  bridges: Bridges,
): readonly Dispatch[] {
  const toGroup = (socket: PrivateSocket): Dispatch[] => {
    const group = groupOf(socket.interface.family, groups);
    return group === undefined ? [] : [{ socket, to: { address: groupOn(socket.interface, group), port } }];
  };
  switch (to) {
    case 'everyone':
      return sockets.flatMap(toGroup);
    case 'segments':
      return speakers(joined, groups, bridges.current()).flatMap((segment) =>
        sockets
          .filter((socket) => segment.includes(socket.interface))
          .slice(0, 1)
          .flatMap(toGroup),
      );
    default: {
      const socket = socketTowards(to, sockets);
      return socket === undefined ? [] : [{ socket, to }];
    }
  }
}

/** The socket on whose link the address is; for one that is elsewhere, the first of its family. */
function socketTowards({ address }: Source, sockets: readonly PrivateSocket[]): PrivateSocket | undefined {
  const near = interfaceTowards(
    address,
    sockets.map((socket) => socket.interface),
  );
  const family = familyOf(address);
  return sockets.find((socket) =>
    near === undefined ? socket.interface.family === family : socket.interface === near,
  );
}

/** A control datagram that the system refuses is a lost one: whoever relies on it repeats it. */
function post({ socket, to }: Dispatch, bytes: Uint8Array): void {
  socket.send(bytes, to).catch(() => undefined);
}
