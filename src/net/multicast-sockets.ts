// The UDP sockets that multicast needs, set up. Each is an Observable of the bound socket that closes it on
// unsubscribing, so that however an opening ends, nothing stays open. Must not know what is sent or received.
import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import { catchError, map, Observable, throwError } from 'rxjs';
import { bindError } from './network-errors.js';
import type { Membership, NetworkInterface } from './transport.js';

/**
 * How much the system is asked to hold while the event loop is busy. Its default is full after 92 datagrams of 1 KB,
 * this holds 3,640. Linux grants at most `net.core.rmem_max`, and reports twice what it grants (socket(7)).
 */
const wantedReceiveBufferBytes = 4 * 1024 * 1024;

/** Below this a system that refuses is left with its own default, which is about as much. */
const leastReceiveBufferBytes = 256 * 1024;

/**
 * One socket receives for all interfaces. On Linux it would get, were it bound to every address, whatever any program of
 * this host joined on this port: other groups too (ip(7), IP_MULTICAST_ALL, which Node cannot clear). Bound to the
 * group's address it gets this group only, and takes no unicast from programs that share the port. Windows refuses that.
 */
export function receiveSocket({ group, port }: Membership): Observable<Socket> {
  const address = process.platform === 'win32' ? '0.0.0.0' : group;
  return boundSocket({ type: 'udp4', reuseAddr: true }, address, port).pipe(
    catchError((error: unknown) => throwError(() => bindError(port, error))),
  );
}

/**
 * One socket sends on one interface: one shared by several answers ENETUNREACH for ever after one of them changed.
 * Bound to the interface's address and a port of its own, so that it is the sender's alone.
 */
export function sendSocket(on: NetworkInterface, { ttl }: Membership): Observable<Socket> {
  return boundSocket({ type: 'udp4', lookup: literalAddress }, on.address, 0).pipe(
    map((socket) => {
      // What goes wrong with a datagram is told to whoever sent it; the rest must not end the program.
      socket.on('error', () => {});
      socket.setMulticastInterface(on.address);
      socket.setMulticastTTL(ttl);
      socket.setMulticastLoopback(true);
      return socket;
    }),
  );
}

/**
 * A bound socket. Closes it on unsubscribing, also while it is being bound, and also when binding fails: a socket whose
 * `bind` failed stays open otherwise. Memberships end with the socket that holds them.
 */
function boundSocket(options: SocketOptions, address: string, port: number): Observable<Socket> {
  return new Observable((subscriber) => {
    const socket = createSocket(options);
    const fail = (error: Error) => subscriber.error(error);
    socket.once('error', fail);
    socket.bind({ address, port }, () => {
      socket.off('error', fail);
      subscriber.next(socket);
    });
    return () => socket.close();
  });
}

/** Asks for a large receive buffer, and for less where that is refused (macOS caps it); returns what was granted. */
export function growReceiveBuffer(receiver: Socket): number {
  for (let bytes = wantedReceiveBufferBytes; bytes >= leastReceiveBufferBytes; bytes /= 2) {
    try {
      receiver.setRecvBufferSize(bytes);
      break;
    } catch {
      // Refused: half of it, then.
    }
  }
  return receiver.getRecvBufferSize();
}

/**
 * Takes the place of a DNS look-up, as groups and interfaces are named by address anyway. Node's own puts each send off
 * until a later tick, and if the socket closes in between, its callback is never called. Binding is done at once too, so
 * that nothing is missed between joining and listening.
 */
const literalAddress: NonNullable<SocketOptions['lookup']> = (address, _options, callback) => {
  callback(null, address, 4);
};
