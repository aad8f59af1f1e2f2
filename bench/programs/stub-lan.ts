// A LAN without sockets for one session: what comes on it is said by the benchmark, what the session sends is taken and
// forgotten. So whatever it costs is the session's own.
import { asyncScheduler, NEVER, type Observable, observeOn, of, Subject, startWith, switchMap } from 'rxjs';
import type { SchedulerLike } from 'rxjs';
import type { LanEvent, Membership, NetworkInterface, Source, Transport } from '../../src/net/transport.js';

export interface StubLan {
  readonly transport: Transport;
  /** A datagram comes in on the chat port, or on the control port. */
  readonly say: (bytes: Uint8Array, source: Source) => void;
  readonly control: (bytes: Uint8Array, source: Source) => void;
}

const receiveBufferBytes = 4 * 1024 * 1024;

/** @param interfaces how many there are, each on a LAN of its own */
export function createStubLan(interfaces: number, scheduler: SchedulerLike = asyncScheduler): StubLan {
  const listed = Array.from({ length: interfaces }, (_, index) => interfaceNumber(index));
  const [chat, control] = [new Subject<LanEvent>(), new Subject<LanEvent>()];
  const opened = (incoming: Observable<LanEvent>) => (membership: Membership) => {
    const joined: LanEvent = {
      type: 'joined',
      joined: membership.interfaces,
      refused: [],
      receiveBufferBytes,
    };
    return of(joined).pipe(
      observeOn(scheduler),
      switchMap((event) => incoming.pipe(startWith(event))),
    );
  };
  return {
    transport: {
      interfaces: () =>
        NEVER.pipe(startWith({ interfaces: listed, added: listed, removed: [], changed: [] })),
      datagrams: opened(chat),
      send: async () => await Promise.resolve({ sentOn: listed, refused: [] }),
      control: { datagrams: opened(control), send: () => undefined },
    },
    say: (bytes, source) => chat.next({ type: 'datagram', bytes, source, on: listed[0] }),
    control: (bytes, source) => control.next({ type: 'datagram', bytes, source, on: listed[0] }),
  };
}

function interfaceNumber(index: number): NetworkInterface {
  const address = `10.${index}.0.1`;
  return { name: `eth${index}`, address, prefixLength: 16, family: 'IPv4', internal: false };
}
