// A socket of one's own on one interface: multicast goes out through it, and unicast answers come back to this very
// process, which a shared port could not promise. Must not know what a datagram says.
import type { RemoteInfo } from 'node:dgram';
import { fromEvent, map, type Observable } from 'rxjs';
import { sendSocket } from './multicast-sockets.js';
import type { Membership, NetworkInterface, Source } from './transport.js';

/** A datagram that came to this process alone. */
export interface PrivateDatagram {
  readonly bytes: Uint8Array;
  readonly source: Source;
}

export interface PrivateSocket {
  readonly interface: NetworkInterface;
  /** Its port, which no other socket of this host has. */
  readonly port: number;
  readonly datagrams$: Observable<PrivateDatagram>;
  /** Sends to a group or to one host; rejects with the system's error. */
  send(bytes: Uint8Array, to: Source): Promise<void>;
}

/** Opens the socket; emits it once, and closes it on unsubscribing. Errors with what the system says. */
export function privateSocket(
  on: NetworkInterface,
  membership: Pick<Membership, 'ttl'>,
): Observable<PrivateSocket> {
  return sendSocket(on, membership).pipe(
    map((socket) => {
      // An answer goes where a datagram says it came from, and that can be forged: it may go no further than multicast.
      socket.setTTL(Math.max(1, membership.ttl));
      return {
        interface: on,
        port: socket.address().port,
        datagrams$: fromEvent(
          socket,
          'message',
          (bytes: Uint8Array, { address, port }: RemoteInfo): PrivateDatagram => ({
            bytes,
            source: { address, port },
          }),
        ),
        send: async (bytes, { address, port }) =>
          await new Promise<void>((resolve, reject) => {
            // Without a callback, the system's refusals would vanish.
            socket.send(bytes, port, address, (error) => (error ? reject(error) : resolve()));
          }),
      };
    }),
  );
}
