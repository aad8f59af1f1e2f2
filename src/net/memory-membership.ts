// One open membership on an in-memory LAN: answers as sockets would. Must not decide what crosses the cable, nor when a
// host is in trouble.
import { merge, mergeMap, Observable, Subject, throwError } from 'rxjs';
import { BackchannelError } from '../errors.js';
import { groupOf } from './groups.js';
import { type InterfaceAnswer, refusing, willing } from './interface-answers.js';
import { withoutInterfaceCopies } from './interface-copies.js';
import type { Arrival, Cable, HostBasis, HostState, Joining, MemoryMember, Plane } from './memory-cable.js';
import { joinError, noFamilyError, noNetworkError, socketLostError } from './network-errors.js';
import { speakers } from './speakers.js';
import type { Joined } from './succession.js';
import type { LanEvent, Membership, NetworkInterface, Source } from './transport.js';

/** More than this does not fit into a UDP datagram over IPv4: 65,535 bytes less both headers (RFC 768, RFC 791). */
const maxUdpPayloadBytes = 65_507;

/** What the real transport asks the system for; here nothing overflows but what a pause leaves unread. */
const receiveBufferBytes = 4 * 1024 * 1024;

/** A membership while it lasts, and who its sender is on the cable. */
export interface OpenMember extends Joined {
  readonly member: MemoryMember;
}

/**
 * Plugs one more member in; emits once, and unplugs it on unsubscribing. Errors as `Transport.datagrams` does.
 */
export function openMember(
  cable: Cable,
  host: HostBasis,
  plane: Plane,
  membership: Membership,
): Observable<OpenMember> {
  return new Observable((subscriber) => {
    const answers = join(host.state.value, membership);
    const joined = willing(answers);
    const inbox = openInbox(host);
    const { groups, port, ttl } = membership;
    // Found out once, since much is sent.
    const joining = (on: NetworkInterface): Joining => ({
      on,
      group: { address: groupOf(on.family, groups) ?? '', port },
    });
    const member: MemoryMember = {
      host,
      plane,
      membership,
      joined: joined.map(joining),
      speaking: speakers(joined, groups, []).map(([speaker]) => joining(speaker)),
      ttl,
      sourcePort: cable.freePort(),
      receive: inbox.receive,
    };
    const lost = host.socketsLost.pipe(
      mergeMap((code) => throwError(() => socketLostError(membership, systemError(code)))),
    );
    cable.enter(member);
    subscriber.add(host.state.subscribe(inbox.readKept));
    subscriber.next({
      member,
      joined: { type: 'joined', joined, refused: refusing(answers), receiveBufferBytes },
      datagrams: merge(
        inbox.byGroup.pipe(withoutInterfaceCopies(joined, cable.scheduler)),
        inbox.toUsAlone,
        lost,
      ),
    });
    return () => cable.leave(member);
  });
}

/** Each interface that has a group of its family answers whether it joins. */
function join({ configured, openingFailure }: HostState, membership: Membership): readonly InterfaceAnswer[] {
  if (openingFailure !== undefined) {
    throw new BackchannelError(openingFailure, `the scenario refuses to open port ${membership.port}`);
  }
  if (membership.interfaces.length === 0) throw noNetworkError();
  const wanted = membership.interfaces.filter(
    ({ family }) => groupOf(family, membership.groups) !== undefined,
  );
  if (wanted.length === 0) throw noFamilyError(membership);
  const answers = wanted.map((one) =>
    configured.some(({ address }) => address === one.address)
      ? { interface: one }
      : { interface: one, error: systemError('ENODEV') },
  );
  if (willing(answers).length === 0) throw joinError(membership, answers);
  return answers;
}

/** What a membership hears; while its host is paused, the system keeps what it has room for, and drops the rest. */
function openInbox(host: HostBasis) {
  const byGroup = new Subject<LanEvent>();
  const toUsAlone = new Subject<LanEvent>();
  const kept: Arrival[] = [];
  const hear = ({ packet: { bytes, source }, on, isMulticast }: Arrival): void =>
    (isMulticast ? byGroup : toUsAlone).next({ type: 'datagram', bytes, source, on });

  const receive = (arrival: Arrival): void => {
    if (!isReachable(host, arrival)) return;
    const { keepsWhilePaused } = host.state.value;
    if (keepsWhilePaused === undefined) hear(arrival);
    else if (kept.length < keepsWhilePaused) kept.push(arrival);
  };
  const readKept = ({ keepsWhilePaused }: HostState): void => {
    if (keepsWhilePaused === undefined) for (const arrival of kept.splice(0)) hear(arrival);
  };

  return { byGroup, toUsAlone, receive, readKept };
}

/**
 * A membership belongs to the interface, not to its address, to which alone unicast goes; and what the host sends itself
 * crosses no cable.
 */
function isReachable(host: HostBasis, { packet, on, isMulticast }: Arrival): boolean {
  const { isPlugged, configured } = host.state.value;
  const isThere = configured.some(({ name, address }) =>
    isMulticast ? name === on.name : address === on.address,
  );
  return isThere && (isPlugged || packet.from.host === host);
}

/**
 * Hands a datagram to one interface of the member; with the cable pulled it takes it, and the datagram is lost.
 *
 * @param to a group or a host's address, and a port
 * @returns the interface's answer
 */
export function sendFrom(
  cable: Cable,
  from: MemoryMember,
  on: NetworkInterface,
  to: Source,
  bytes: Uint8Array,
): InterfaceAnswer {
  const failure = sendFailure(from.host.state.value, on, bytes);
  if (failure !== undefined) return { interface: on, error: systemError(failure) };
  cable.transmit({ from, on, source: { address: on.address, port: from.sourcePort }, to, bytes });
  return { interface: on };
}

/** The code with which the system refuses. */
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
