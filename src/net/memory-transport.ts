// The Transport of one program on an in-memory LAN, which has every delay from the scheduler. Must not decide what
// crosses the cable, nor when a host is in trouble.
import { distinctUntilChanged, map, type Observable, pairwise, startWith, subscribeOn } from 'rxjs';
import { refusing, willing } from './interface-answers.js';
import { interfacesChange, interfaceTowards, isSameSet } from './interfaces.js';
import type { Cable, HostBasis, MemoryMember, Plane } from './memory-cable.js';
import { openMember, sendFrom } from './memory-membership.js';
import { notOpenError, sendError } from './network-errors.js';
import { succession } from './succession.js';
import type { Destination, InterfacesChange, NetworkInterface, SendReport, Transport } from './transport.js';

/** The {@link Transport} of one program on the host. */
export function createMemoryTransport(cable: Cable, host: HostBasis): Transport {
  // Opens in a later action of the scheduler, as binding a socket takes until a later tick.
  const memberships = (plane: Plane) =>
    succession(
      (membership) => openMember(cable, host, plane, membership).pipe(subscribeOn(cable.scheduler)),
      cable.scheduler,
    );
  const [chat, control] = [memberships('chat'), memberships('control')];

  return {
    interfaces: () => interfacesOf(host),
    datagrams: chat.datagrams,
    send: async (bytes) => {
      const open = chat.newest();
      if (open === undefined) throw notOpenError();
      return sendOnEach(cable, open.member, bytes);
    },
    control: {
      datagrams: control.datagrams,
      send(bytes, to) {
        const open = control.newest();
        if (open !== undefined) sendTo(cable, open.member, bytes, to);
      },
    },
  };
}

function interfacesOf({ state }: HostBasis): Observable<InterfacesChange> {
  return state.pipe(
    map(({ isPlugged, configured }) => (isPlugged ? configured : [])),
    distinctUntilChanged(isSameSet),
    startWith<readonly NetworkInterface[]>([]),
    pairwise(),
    map(([before, after]) => interfacesChange(before, after)),
  );
}

/** Chat: once on each segment, and with an answer. */
function sendOnEach(cable: Cable, from: MemoryMember, given: Uint8Array): SendReport {
  // A copy, as the kernel takes one: the sender may use its buffer again.
  const bytes = Uint8Array.from(given);
  const answers = from.speaking.map(({ on, group }) => sendFrom(cable, from, on, group, bytes));
  const sentOn = willing(answers);
  if (sentOn.length === 0) throw sendError(from.membership, answers);
  return { sentOn, refused: refusing(answers) };
}

/** Control: to whom it is for, and without an answer. For an address that is on no link of ours, it leaves by none. */
function sendTo(cable: Cable, from: MemoryMember, given: Uint8Array, to: Destination): void {
  const bytes = Uint8Array.from(given);
  switch (to) {
    case 'everyone':
      for (const { on, group } of from.joined) sendFrom(cable, from, on, group, bytes);
      return;
    case 'segments':
      for (const { on, group } of from.speaking) sendFrom(cable, from, on, group, bytes);
      return;
    default: {
      const interfaces = from.joined.map(({ on }) => on);
      const towards = interfaceTowards(to.address, interfaces);
      if (towards !== undefined) sendFrom(cable, from, towards, to, bytes);
    }
  }
}
