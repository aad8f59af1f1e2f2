// What the parts of an in-memory LAN know of each other: the cable, the computers on it, and who listens. Only shapes.
import type { BehaviorSubject, Observable, SchedulerLike } from 'rxjs';
import type { ErrorTag } from '../errors.js';
import type { Passage } from './lan-conditions.js';
import type { Membership, NetworkInterface, Source } from './transport.js';

/** What a transport needs of the cable. */
export interface Cable {
  readonly scheduler: SchedulerLike;
  /** Who listens; the transport enters its own memberships and takes them out again. */
  readonly members: Set<MemoryMember>;
  /** A port that no other membership sends from. */
  freePort(): number;
  /** Carries a datagram from a member's interface to all that hear it. */
  transmit(from: MemoryMember, on: NetworkInterface, bytes: Uint8Array): void;
}

/** What a transport needs of its computer. */
export interface HostState {
  readonly isPlugged: boolean;
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
}

/** One open membership of one program. */
export interface MemoryMember {
  readonly host: HostBasis;
  readonly membership: Membership;
  readonly joined: readonly NetworkInterface[];
  readonly sourcePort: number;
  /** Takes a copy that is on its way to this member. */
  receive(arrival: Arrival): void;
}

/** A copy of a datagram on its way to one interface of one member. */
export interface Arrival extends Passage {
  readonly from: MemoryMember;
  readonly on: NetworkInterface;
  readonly bytes: Uint8Array;
  readonly source: Source;
}
