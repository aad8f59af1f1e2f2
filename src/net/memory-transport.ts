// The Transport of one program on an in-memory LAN: answers as sockets would, and has every delay from the scheduler.
// Must not decide what crosses the cable, nor when a host is in trouble.
import {
  distinctUntilChanged,
  filter,
  map,
  merge,
  mergeMap,
  Observable,
  pairwise,
  type SchedulerLike,
  startWith,
  Subject,
  subscribeOn,
  throwError,
  timer,
} from 'rxjs';
import { BackchannelError } from '../errors.js';
import { withoutInterfaceCopies } from './interface-copies.js';
import { type InterfaceAnswer, refusing, willing } from './interface-answers.js';
import { interfacesChange, isSameSet, segments } from './interfaces.js';
import type { Arrival, Cable, HostBasis, HostState, MemoryMember } from './memory-cable.js';
import { joinError, noNetworkError, notOpenError, sendError, socketLostError } from './network-errors.js';
import { type Joined, succession } from './succession.js';
import type { LanEvent, Membership, NetworkInterface, SendReport, Transport } from './transport.js';

/** More than this does not fit into a UDP datagram over IPv4: 65,535 bytes less both headers (RFC 768, RFC 791). */
const maxUdpPayloadBytes = 65_507;

/** What the real transport asks the system for; here nothing ever overflows. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** The {@link Transport} of one program on the host. */
export function createMemoryTransport(cable: Cable, host: HostBasis): Transport {
  // Opens in a later action of the scheduler, as binding a socket takes until a later tick.
  const { datagrams, newest } = succession(
    (membership) => openMember(cable, host, membership).pipe(subscribeOn(cable.scheduler)),
    cable.scheduler,
  );

  return {
    interfaces: () =>
      host.state.pipe(
        map(({ isPlugged, configured }) => (isPlugged ? configured : [])),
        distinctUntilChanged(isSameSet),
        startWith<readonly NetworkInterface[]>([]),
        pairwise(),
        map(([before, after]) => interfacesChange(before, after)),
      ),

    datagrams,

    send: async (bytes) => {
      const open = newest();
      if (open === undefined) throw notOpenError();
      return send(cable, open.member, bytes);
    },
  };
}

/** Plugs one more member in; emits once, and unplugs it on unsubscribing. */
function openMember(
  cable: Cable,
  host: HostBasis,
  membership: Membership,
): Observable<Joined & { readonly member: MemoryMember }> {
  return new Observable((subscriber) => {
    const { joined, refused } = join(host.state.value, membership);
    const arrivals = new Subject<Arrival>();
    const member: MemoryMember = {
      host,
      membership,
      joined,
      sourcePort: cable.freePort(),
      receive: (arrival) => arrivals.next(arrival),
    };
    const lost = host.socketsLost.pipe(
      mergeMap((code) => throwError(() => socketLostError(membership, systemError(code)))),
    );
    cable.members.add(member);
    subscriber.next({
      member,
      joined: { type: 'joined', joined, refused, receiveBufferBytes },
      datagrams: merge(arrivals.pipe(deliver(cable.scheduler, host)), lost).pipe(
        withoutInterfaceCopies(joined, cable.scheduler),
      ),
    });
    return () => cable.members.delete(member);
  });
}

function join(
  { configured, openingFailure }: HostState,
  membership: Membership,
): Pick<Extract<LanEvent, { type: 'joined' }>, 'joined' | 'refused'> {
  if (openingFailure !== undefined) {
    throw new BackchannelError(openingFailure, `the scenario refuses to open port ${membership.port}`);
  }
  if (membership.interfaces.length === 0) throw noNetworkError();
  const answers = membership.interfaces.map((one) =>
    configured.some(({ address }) => address === one.address)
      ? { interface: one }
      : { interface: one, error: systemError('ENODEV') },
  );
  const joined = willing(answers);
  if (joined.length === 0) throw joinError(membership, answers);
  return { joined, refused: refusing(answers) };
}

/** Lets each copy take its time, in the order of sending unless it may overtake; drops what a pulled cable cuts off. */
function deliver(scheduler: SchedulerLike, host: HostBasis) {
  const latest = new WeakMap<MemoryMember, number>();
  const dueAt = ({ from, delayMs, mayOvertake }: Arrival): number => {
    const earliest = scheduler.now() + delayMs;
    const before = latest.get(from) ?? earliest;
    latest.set(from, Math.max(earliest, before));
    return mayOvertake ? earliest : Math.max(earliest, before);
  };
  return (arrivals: Observable<Arrival>): Observable<LanEvent> =>
    arrivals.pipe(
      mergeMap((arrival) => timer(dueAt(arrival) - scheduler.now(), scheduler).pipe(map(() => arrival))),
      filter((arrival) => isReachable(host, arrival)),
      map(({ bytes, source }) => ({ type: 'datagram', bytes, source })),
    );
}

/** A membership belongs to the interface, not to its address; and what the host sends itself crosses no cable. */
function isReachable(host: HostBasis, { from, on }: Arrival): boolean {
  const { isPlugged, configured } = host.state.value;
  return configured.some(({ name }) => name === on.name) && (isPlugged || from.host === host);
}

function send(cable: Cable, from: MemoryMember, given: Uint8Array): SendReport {
  // A copy, as the kernel takes one: the sender may use its buffer again.
  const bytes = Uint8Array.from(given);
  const answers = segments(from.joined).map(([on]): InterfaceAnswer => {
    const failure = sendFailure(from.host.state.value, on, bytes);
    if (failure !== undefined) return { interface: on, error: systemError(failure) };
    cable.transmit(from, on, bytes);
    return { interface: on };
  });
  const sentOn = willing(answers);
  if (sentOn.length === 0) throw sendError(from.membership, answers);
  return { sentOn, refused: refusing(answers) };
}

/** The code with which the system refuses; with the cable pulled it does not, and the datagram is lost. */
function sendFailure(
  { sendFailure: told, configured }: HostState,
  on: NetworkInterface,
  bytes: Uint8Array,
): string | undefined {
  if (told !== undefined) return told;
  if (bytes.length > maxUdpPayloadBytes) return 'EMSGSIZE';
  return configured.some(({ address }) => address === on.address) ? undefined : 'ENETUNREACH';
}

function systemError(code: string): Error {
  return Object.assign(new Error(`${code} on the in-memory LAN`), { code });
}
