// One peer as the roster knows it, and what a datagram adds to that. Pure; counts nothing.
import type { Role } from '../wire/control.js';

export type Family = 'IPv4' | 'IPv6';

/** Where a control datagram came from: unicast there reaches that very process. */
export interface PeerAddress {
  readonly address: string;
  readonly port: number;
}

export interface Peer {
  readonly clientId: string;
  /** When its process started, by its own clock; absent while it has not said. */
  readonly epoch?: number;
  /** Sanitised; the latest one heard. */
  readonly handle: string;
  /** Whether it takes part in the control traffic, or speaks only the 2012 original's format. */
  readonly kind: 'ours' | 'original';
  readonly presence: 'here' | 'quiet' | 'gone';
  /** Milliseconds since 1970, own clock. */
  readonly firstHeardAt: number;
  /** Whether a person sits there, or a program in a pipe; absent while it has not said. */
  readonly role?: Role;
  /** Present while it has not said, but others list it, or it has gone on speaking for long: it counts as one of people. */
  readonly isTakenForPerson?: true;
  /**
   * When its process started, by its first word of that: in milliseconds since we did; negative if it was first. Absent
   * while it has not said. The first word stands, since a computer that sleeps stops the clock that later ones are told by.
   */
  readonly startedMs?: number;
  /** The families over which it was heard. */
  readonly families: readonly Family[];
  /** The latest one. */
  readonly address?: PeerAddress;
}

/** What a datagram tells of its sender, beside that it is there. */
export interface PeerFacts
  extends Partial<
    Pick<Peer, 'handle' | 'kind' | 'role' | 'isTakenForPerson' | 'epoch' | 'address' | 'startedMs'>
  > {
  readonly family?: Family;
}

/** The peer that nothing is known of but a datagram's sender. */
export function stranger(clientId: string, handle: string, at: number): Peer {
  return { clientId, handle, kind: 'original', presence: 'here', firstHeardAt: at, families: [] };
}

/** Who is quiet counts as present until they are gone. */
export function isPresent({ presence }: Peer): boolean {
  return presence !== 'gone';
}

/** The peer with these facts; the same object when they are known already. */
export function withFacts(peer: Peer, facts: PeerFacts): Peer {
  const { kind, epoch, handle = peer.handle, role = peer.role, family } = facts;
  const isTakenForPerson = facts.isTakenForPerson ?? peer.isTakenForPerson;
  const isRestarted = epoch !== undefined && epoch !== peer.epoch;
  const startedMs = (isRestarted ? undefined : peer.startedMs) ?? facts.startedMs;
  const address = isSameAddress(facts.address, peer.address) ? peer.address : (facts.address ?? peer.address);
  const families = withFamily(peer.families, family);
  const isKnown =
    !isRestarted &&
    handle === peer.handle &&
    (kind !== 'ours' || peer.kind === 'ours') &&
    role === peer.role &&
    isTakenForPerson === peer.isTakenForPerson &&
    startedMs === peer.startedMs &&
    address === peer.address &&
    families === peer.families;
  if (isKnown) return peer;
  const { startedMs: _, ...rest } = peer;
  return {
    ...rest,
    handle,
    families,
    // Whoever has ever taken part does not stop doing so; a datagram without our keys is easily forged.
    kind: kind === 'ours' ? 'ours' : peer.kind,
    ...(epoch === undefined ? {} : { epoch }),
    ...(role === undefined ? {} : { role }),
    ...(isTakenForPerson === undefined ? {} : { isTakenForPerson }),
    ...(startedMs === undefined ? {} : { startedMs }),
    ...(address === undefined ? {} : { address }),
  };
}

/** Whether it may be one that reads: whoever has not said what it is counts as a person, and programs in pipes do not. */
export function isPerson({ role }: Peer): boolean {
  return role !== 'program';
}

/**
 * Whether people see it among those who are here. The first line of a program in a pipe comes before it says what it is: of
 * our kind, who has not said that is not listed yet. The original's never say.
 */
export function isListed({ kind, role, isTakenForPerson }: Peer): boolean {
  return role === undefined ? kind === 'original' || isTakenForPerson === true : role === 'person';
}

/**
 * Whether it takes part: it has said that it is here, or counts as one who did. A stamped line by itself tells of nobody
 * who beats, acknowledges or answers: a program may have said it and be gone.
 */
export function takesPart({ kind, role, isTakenForPerson }: Peer): boolean {
  return kind === 'ours' && (role !== undefined || isTakenForPerson === true);
}

/** The same object when that is its presence already. */
export function inPresence(peer: Peer, presence: Peer['presence']): Peer {
  return peer.presence === presence ? peer : { ...peer, presence };
}

function withFamily(families: readonly Family[], family: Family | undefined): readonly Family[] {
  return family === undefined || families.includes(family) ? families : [...families, family];
}

function isSameAddress(one: PeerAddress | undefined, other: PeerAddress | undefined): boolean {
  return one?.address === other?.address && one?.port === other?.port;
}
