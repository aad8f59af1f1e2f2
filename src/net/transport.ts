// The one door to the network: what a LAN looks like to the rest of the program, and what it promises.
// Bytes know nothing of meaning: nothing here knows what a datagram says.
import type { Observable } from 'rxjs';

/** One address of one network interface of this host, as far as multicast needs it. */
export interface NetworkInterface {
  /** The system's name for it: `eth0`, `wlan0`, `Wi-Fi`. */
  readonly name: string;
  /** Its unicast address: the handle by which sockets are told which interface is meant (RFC 1112 §6.1). */
  readonly address: string;
  /** Length of the network prefix in bits; two interfaces with one prefix are on one LAN segment. */
  readonly prefixLength: number;
  readonly family: 'IPv4' | 'IPv6';
  /** Its hardware address, where it has one: another card in the place of one is another, whatever it is called. */
  readonly mac?: string;
  /** How often an interface of this name has been taken away since we began: one that came back is another. */
  readonly incarnation?: number;

  /** Whether this is the loopback interface: then only programs on this computer can hear us. */
  readonly internal: boolean;
}

/** Which group to be a member of, where. */
export interface Membership {
  /** The multicast group's address. */
  readonly group: string;
  /** The UDP port; shared with whatever other program of this host listens there. */
  readonly port: number;
  /** How many routers a datagram may cross; 1 stays on the LAN, 0 stays on this computer. */
  readonly ttl: number;
  /** The interfaces to join and send on. */
  readonly interfaces: readonly NetworkInterface[];
}

/** An interface that would not do what was asked of it, and the system's reason. */
export interface InterfaceTrouble {
  readonly interface: NetworkInterface;
  /** The system's error code: `ENETUNREACH`, `ENODEV`, … */
  readonly code: string;
}

/** What an open membership tells: first that it is joined (once), then each datagram. */
export type LanEvent =
  | {
      readonly type: 'joined';
      readonly joined: readonly NetworkInterface[];
      readonly refused: readonly InterfaceTrouble[];
      /** The receive buffer that the system granted, in bytes. */
      readonly receiveBufferBytes: number;
    }
  | {
      readonly type: 'datagram';
      readonly bytes: Uint8Array;
      /** Who sent it, as the IP header says; anybody on the LAN can forge it. */
      readonly source: Source;
    };

/** The address and UDP port that a datagram came from. */
export interface Source {
  readonly address: string;
  readonly port: number;
}

/** What became of one datagram: the interfaces that took it, and those that did not. */
export interface SendReport {
  readonly sentOn: readonly NetworkInterface[];
  readonly refused: readonly InterfaceTrouble[];
}

/** The usable interfaces, and how they differ from what the last such event said. */
export interface InterfacesChange {
  /** All interfaces that are usable now, in a stable order. */
  readonly interfaces: readonly NetworkInterface[];
  readonly added: readonly NetworkInterface[];
  readonly removed: readonly NetworkInterface[];
  /** Interfaces that kept their name and family and changed anything else, as they are now. */
  readonly changed: readonly NetworkInterface[];
}

/**
 * A LAN as this program sees it. Two implementations, real multicast and an in-memory LAN, pass the same contract
 * tests (`test/net/transport-contract.ts`), which hold these guarantees:
 *
 * - {@link datagrams} and {@link interfaces} are cold: nothing is opened before somebody subscribes, and unsubscribing
 *   leaves every group, closes every socket and ends every timer that the subscription began.
 * - A membership that is subscribed in the same turn in which another is left takes its place without a gap: the
 *   sockets of the one close when the other has joined. One that nobody succeeds closes at the end of the turn.
 * - A subscription to {@link datagrams} emits `joined` exactly once, before any datagram, and not before `subscribe` has
 *   returned: opening takes until a later tick. It errors with a `BackchannelError` (`no-network`, `bind`, `join`,
 *   `socket-lost`) when it cannot be or no longer is a member anywhere; a datagram, however malformed, never errors it;
 *   it never completes by itself.
 * - What is sent reaches every member of the group on the LAN, the sender itself included, zero, one or several times
 *   and in any order: UDP promises no more.
 * - {@link send} sends once on each LAN segment, resolves when at least one interface took the datagram, and rejects
 *   with a `BackchannelError` (`not-open`, `send`) otherwise. It uses the sockets of the subscription that joined last
 *   and is still subscribed. It always settles, also when that subscription ends meanwhile; once it has resolved, the
 *   caller may use the bytes' buffer again.
 */
export interface Transport {
  /** The usable interfaces at once, then again whenever they differ. */
  interfaces(): Observable<InterfacesChange>;
  /** Subscribe: open, bind, join. Unsubscribe: leave and close. */
  datagrams(membership: Membership): Observable<LanEvent>;
  /** Hands one datagram to the network. */
  send(bytes: Uint8Array): Promise<SendReport>;
}
