// What the parts of an in-memory LAN know of each other: the cable, the computers on it, and who listens. Only shapes.
import type { BehaviorSubject, Observable, SchedulerLike } from 'rxjs';
import type { ErrorTag } from '../errors.js';
import type { Reception } from './lan-conditions.js';
import type { Membership, NetworkInterface, Source } from './transport.js';

/** What a transport needs of the cable. */
export interface Cable {
  readonly scheduler: SchedulerLike;
  /** A port that no other membership sends from. */
  freePort(): number;
  /** From now on the member hears; the transport enters its own members. */
  enter(member: MemoryMember): void;
  /** From now on the member hears nothing, be it on its way already. */
  leave(member: MemoryMember): void;
  /** Carries a program's datagram from one interface to all that hear it, and shows it to whoever follows the LAN. */
  transmit(packet: Packet): void;
  /** Carries what no program of ours has sent, and shows it to nobody else. */
  carry(packet: Packet): void;
  /** Loses what a host has sent and what has not arrived yet. */
  dropFrom(host: HostBasis): void;
  /** The groups that somebody listens to on a port. */
  groupsOn(port: number): Iterable<string>;
}

/** A datagram as it leaves by one interface of its sender. */
export interface Packet {
  readonly from: MemorySender;
  readonly on: NetworkInterface;
  /** Where it says it comes from. */
  readonly source: Source;
  /** A multicast group or a host's address, and a port. */
  readonly to: Source;
  readonly bytes: Uint8Array;
}

/** What a transport needs of its computer. */
export interface HostState {
  readonly isPlugged: boolean;
  /** While the computer is paused: how many datagrams the system keeps for each membership. */
  readonly keepsWhilePaused: number | undefined;
  /** The interfaces with their addresses, which a pulled cable does not change. */
  readonly configured: readonly NetworkInterface[];
  /** The system's code with which each send fails, if it does. */
  readonly sendFailure: string | undefined;
  /** What goes wrong with each attempt to open a membership, if anything does. */
  readonly openingFailure: ErrorTag | undefined;
}

/** A computer as its programs' transports share it. */
export interface HostBasis {
  readonly state: BehaviorSubject<HostState>;
  /** Fires, with the system's code, when every open socket is lost. */
  readonly socketsLost: Observable<string>;
  /** How well it receives just now. */
  readonly reception: Reception;
}

/** Whoever sends; what one sender sends keeps its order unless the conditions say otherwise. */
export interface MemorySender {
  readonly host: HostBasis;
  /** How many routers its datagrams may cross; 0 keeps them on its own computer. */
  readonly ttl: number;
}

/** An interface, and the group and port that it has joined. */
export interface Joining {
  readonly on: NetworkInterface;
  readonly group: Source;
}

/** The chat is received on the shared port alone; the control plane also on the port that it sends from. */
export type Plane = 'chat' | 'control';

/** One open membership of one program. */
export interface MemoryMember extends MemorySender {
  readonly plane: Plane;
  readonly membership: Membership;
  readonly joined: readonly Joining[];
  /** Those of {@link joined} that speak, one on each segment. */
  readonly speaking: readonly Joining[];
  readonly sourcePort: number;
  /** Takes a copy that has arrived. */
  receive(arrival: Arrival): void;
}

/** A copy of a datagram at one interface of one member. */
export interface Arrival {
  readonly packet: Packet;
  readonly to: MemoryMember;
  readonly on: NetworkInterface;
  /** Whether it came by its group, and not to this member alone. */
  readonly isMulticast: boolean;
}
