// The one door to the network: what a LAN looks like to the rest of the program, and what it promises.
// Bytes know nothing of meaning: nothing here knows what a datagram says.
import type { Observable } from 'rxjs';

/** One address of one network interface of this host, as far as multicast needs it. */
export interface NetworkInterface {
  /** The system's name for it: `eth0`, `wlan0`, `Wi-Fi`. */
  readonly name: string;
  /** Its unicast address; one of IPv6 is link-local and has its scope: `fe80::1%eth0` (RFC 4007 §11). */
  readonly address: string;
  /** Length of the network prefix in bits; two IPv4 interfaces with one prefix are on one LAN segment. */
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
  /**
   * The multicast groups, at most one of each family, the preferred family first. Interfaces are joined to the group of
   * their family; one of a family without a group is left alone.
   */
  readonly groups: readonly string[];
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
      /** Where it came in, as far as that can be told: by the scope of an IPv6 address, or by an IPv4 prefix. */
      readonly on?: NetworkInterface | undefined;
    };

/** The address and UDP port that a datagram came from. */
export interface Source {
  /** A link-local IPv6 address comes with its scope: `fe80::1%eth0` (RFC 4007 §11). */
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
 * Whom a control datagram is for. `everyone`: it leaves on each interface in each family, so that also hosts of one family
 * hear it, and two interfaces on one segment find that out. `segments`: once on each LAN segment, in the preferred family.
 * An address: to one process, by unicast.
 */
export type Destination = 'everyone' | 'segments' | Source;

/**
 * The LAN's side channel, on a port of its own. Besides what is sent to the group, a subscription to {@link datagrams}
 * emits what is sent by unicast to the sockets that {@link send} sends from: they are this process's alone.
 */
export interface ControlPlane {
  /** As {@link Transport.datagrams}, and with the same guarantees. */
  datagrams(membership: Membership): Observable<LanEvent>;
  /**
   * Sends, or does not: nothing is answered, and nothing thrown. Whoever relies on a control datagram repeats it, since
   * the LAN may lose it as well.
   */
  send(bytes: Uint8Array, to: Destination): void;
}

/**
 * A LAN as this program sees it. Two implementations, real multicast and an in-memory LAN, pass the same contract
 * tests (`test/net/transport-contract.ts`, `control-contract.ts`), which hold these guarantees:
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
  /** The side channel. */
  readonly control: ControlPlane;
}
