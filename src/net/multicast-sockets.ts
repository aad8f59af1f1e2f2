// The UDP sockets that multicast needs, set up. Each is an Observable of the bound socket that closes it on
// unsubscribing, so that however an opening ends, nothing stays open. Must not know what is sent or received.
import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import { map, Observable } from 'rxjs';
import { familyOf } from './addresses.js';
import { handleOf } from './groups.js';
import type { Membership, NetworkInterface } from './transport.js';

/**
 * How much the system is asked to hold while the event loop is busy. Its default is full after 92 datagrams of 1 KB,
 * this holds 3,640. Linux grants at most `net.core.rmem_max`, and reports twice what it grants (socket(7)).
 */
const wantedReceiveBufferBytes = 4 * 1024 * 1024;

/** Below this a system that refuses is left with its own default, which is about as much. */
const leastReceiveBufferBytes = 256 * 1024;

/** How Node calls a socket of each family. An IPv6 socket leaves IPv4 to the other, which has the same port. */
const socketOptions = {
  IPv4: { type: 'udp4' },
  IPv6: { type: 'udp6', ipv6Only: true },
} as const;

/** A socket that shares its port with those of other programs. Errors with what the system says. */
export function receiveSocket(address: string, port: number): Observable<Socket> {
  const options = { ...socketOptions[familyOf(address)], lookup: literalAddressLater, reuseAddr: true };
  return boundSocket(options, address, port);
}

/**
 * One socket sends on one interface: one shared by several answers ENETUNREACH for ever after one of them changed.
 * It has a port of its own, so that it is the sender's alone. Over IPv4 it is bound to the interface's address; over IPv6
 * to none, since an interface that has just come may not be bound to until its address is known to be unique (RFC 4862
 * §5.4), and its scope says as much.
 */
export function sendSocket(on: NetworkInterface, { ttl }: Pick<Membership, 'ttl'>): Observable<Socket> {
  const options = { ...socketOptions[on.family], lookup: literalAddress };
  return boundSocket(options, on.family === 'IPv4' ? on.address : '::', 0).pipe(
    map((socket) => {
      // What goes wrong with a datagram is told to whoever sent it; the rest must not end the program.
      socket.on('error', () => {});
      socket.setMulticastInterface(handleOf(on));
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
const literalAddress: NonNullable<SocketOptions['lookup']> = (address, { family }, callback) => {
  callback(null, address, family === 'IPv6' || family === 6 ? 6 : 4);
};

/**
 * The same for a socket that only listens, in a later tick as ever: whoever opens it has then been given the way to close it.
 * Node's own would first make the regular expressions by which it knows an address from a name, for milliseconds.
 */
const literalAddressLater: typeof literalAddress = (address, options, callback) => {
  process.nextTick(literalAddress, address, options, callback);
};
