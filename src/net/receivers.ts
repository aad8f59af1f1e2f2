// The sockets that receive a room's groups, and which interfaces let them in: one socket for IPv4, and one for each
// interface where a group is another on each. Must not know who sends, nor what bytes mean.
import type { RemoteInfo, Socket } from 'node:dgram';
import {
  catchError,
  combineLatest,
  fromEvent,
  map,
  merge,
  mergeMap,
  type Observable,
  of,
  type SchedulerLike,
  throwError,
} from 'rxjs';
import { familyOf } from './addresses.js';
import { groupOn, handleOf, isLinkLocal } from './groups.js';
import { codeOf, type InterfaceAnswer, refusing, willing } from './interface-answers.js';
import { deviceOf, interfaceTowards } from './interfaces.js';
import { growReceiveBuffer, receiveSocket } from './multicast-sockets.js';
import { bindError, joinError, noFamilyError, noNetworkError, socketLostError } from './network-errors.js';
import { rejoinWhenSilent } from './rejoin-when-silent.js';
import type { LanEvent, Membership, NetworkInterface } from './transport.js';

type JoinedEvent = Extract<LanEvent, { readonly type: 'joined' }>;

/** All that receives for one membership, while it lasts. */
export interface Receivers {
  /** Which interfaces let us in. */
  readonly joined: JoinedEvent;
  /** What is received from now on; errors with `socket-lost` when a socket fails. */
  readonly datagrams: Observable<LanEvent>;
}

/** A socket that is wanted: its group, where it binds, and the interfaces on which it is to join. */
interface Plan {
  readonly group: string;
  readonly bind: string;
  readonly interfaces: readonly NetworkInterface[];
}

/** What became of a plan; without a socket, all its interfaces answer with the error. */
interface Receiver extends Plan {
  readonly socket: Socket | undefined;
  readonly answers: readonly InterfaceAnswer[];
}

type OpenReceiver = Receiver & { readonly socket: Socket };

/**
 * Opens, binds and joins; emits once, and closes everything on unsubscribing.
 *
 * @param scheduler the time line on which silence is noticed
 *
 * Errors with `no-network` (no interface of a family that has a group), `bind` (the port could not be opened) or `join`
 * (no interface let us in).
 */
export function openReceivers(membership: Membership, scheduler: SchedulerLike): Observable<Receivers> {
  if (membership.interfaces.length === 0) return throwError(noNetworkError);
  const plans = plansFor(membership);
  if (plans.length === 0) return throwError(() => noFamilyError(membership));
  return combineLatest(plans.map((plan) => openReceiver(plan, membership.port))).pipe(
    map((receivers) => {
      const open = receivers.filter(isOpen);
      const joined = joinedBy(receivers, membership);
      return {
        joined: {
          type: 'joined',
          ...joined,
          receiveBufferBytes: Math.min(...open.map(({ socket }) => growReceiveBuffer(socket))),
        },
        datagrams: merge(...open.map((receiver) => datagramsFrom(receiver, membership, scheduler))),
      };
    }),
  );
}

/**
 * One socket receives IPv4 for all interfaces. On Linux it would get, were it bound to every address, whatever any
 * program of this host joined on this port: other groups too (ip(7), IP_MULTICAST_ALL, which Node cannot clear). Bound to
 * the group's address it gets this group only, and takes no unicast from programs that share the port. A link-local IPv6
 * group is bound to with its scope, and then belongs to exactly one interface. Windows refuses to bind to a group, and
 * for IPv6 only Linux is known not to.
 */
function plansFor({ groups, interfaces }: Membership): Plan[] {
  const { platform } = process;
  return groups.flatMap((group): Plan[] => {
    const family = familyOf(group);
    const own = interfaces.filter((one) => one.family === family);
    if (own.length === 0) return [];
    if (family === 'IPv4')
      return [{ group, bind: platform === 'win32' ? '0.0.0.0' : group, interfaces: own }];
    if (platform !== 'linux') return [{ group, bind: '::', interfaces: own }];
    if (!isLinkLocal(group)) return [{ group, bind: group, interfaces: own }];
    return own.map((one) => ({ group, bind: groupOn(one, group), interfaces: [one] }));
  });
}

/** A taken port is the end of it over IPv4. Over IPv6, which is an addition, it is the interface's refusal. */
function openReceiver(plan: Plan, port: number): Observable<Receiver> {
  return receiveSocket(plan.bind, port).pipe(
    map((socket): Receiver => ({ ...plan, socket, answers: join(socket, plan) })),
    catchError((error: unknown) => {
      if (familyOf(plan.group) === 'IPv4') return throwError(() => bindError(port, error));
      return of({
        ...plan,
        socket: undefined,
        answers: plan.interfaces.map((one) => ({ interface: one, error })),
      });
    }),
  );
}

function isOpen(receiver: Receiver): receiver is OpenReceiver {
  return receiver.socket !== undefined;
}

/** Joins on each interface by name: without one, the system would choose a single one (RFC 1112 §6.1). */
function join(socket: Socket, { group, interfaces }: Plan): InterfaceAnswer[] {
  return interfaces.map((one) => {
    try {
      socket.addMembership(group, handleOf(one));
      return { interface: one };
    } catch (error) {
      // A further address of an interface that is a member already is as good as joined.
      return codeOf(error) === 'EADDRINUSE' ? { interface: one } : { interface: one, error };
    }
  });
}

/** Which interfaces let us in, in the order in which they were given, and which refused. */
function joinedBy(
  receivers: readonly Receiver[],
  membership: Membership,
): Pick<JoinedEvent, 'joined' | 'refused'> {
  const answers = receivers.flatMap((receiver) => receiver.answers);
  const members = willing(answers);
  if (members.length === 0) {
    const unbound = receivers.find((receiver) => !isOpen(receiver));
    if (unbound !== undefined) throw bindError(membership.port, unbound.answers[0]?.error);
    throw joinError(membership, answers);
  }
  const devices = new Set(members.map(deviceOf));
  return {
    joined: membership.interfaces.filter((one) => members.includes(one)),
    // A computer without IPv6 is not in trouble: its refusal is none where the device is a member all the same.
    refused: refusing(answers).filter(
      ({ interface: one }) => one.family === 'IPv4' || !devices.has(deviceOf(one)),
    ),
  };
}

function datagramsFrom(
  { socket, group, answers }: OpenReceiver,
  membership: Membership,
  scheduler: SchedulerLike,
): Observable<LanEvent> {
  const joined = willing(answers);
  const on = remembered((address) => interfaceTowards(address, joined));
  const received = fromEvent(
    socket,
    'message',
    (bytes: Uint8Array, { address, port }: RemoteInfo): LanEvent => ({
      type: 'datagram',
      bytes,
      source: { address, port },
      on: on(address),
    }),
  );
  const lost = fromEvent(socket, 'error').pipe(
    mergeMap((error) => throwError(() => socketLostError({ ...membership, groups: [group] }, error))),
  );
  return merge(received, lost).pipe(rejoinWhenSilent({ receiver: socket, group, joined, scheduler }));
}

/** Remembers the latest answer: a flood comes from one address, and to tell addresses apart is to take them apart. */
function remembered<Answer>(find: (address: string) => Answer): (address: string) => Answer {
  let latest: { readonly address: string; readonly answer: Answer } | undefined;
  return (address) => {
    if (latest?.address !== address) latest = { address, answer: find(address) };
    return latest.answer;
  };
}
