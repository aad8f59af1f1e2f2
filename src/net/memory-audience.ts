// Who listens on an in-memory LAN, kept so that a datagram's receivers are found without asking everybody. Must not know
// what becomes of a datagram on its way.
import { isSameNetwork } from './interfaces.js';
import type { MemoryMember } from './memory-cable.js';
import type { NetworkInterface, Source } from './transport.js';

/** One interface on which a member hears what is sent to one address and port. */
export interface Ear {
  readonly member: MemoryMember;
  readonly on: NetworkInterface;
  /** What it hears: a group or a host's address, and a port. */
  readonly to: Source;
  readonly isMulticast: boolean;
  /** Equal for interfaces on one LAN segment. */
  readonly segment: number;
}

/** Everybody who listens. */
export interface Audience {
  readonly enter: (member: MemoryMember) => void;
  readonly leave: (member: MemoryMember) => void;
  readonly has: (member: MemoryMember) => boolean;
  /** How many members there are. */
  readonly size: () => number;
  /** Where a datagram with this destination is heard, if it gets there. */
  readonly earsFor: (to: Source) => Iterable<Ear>;
  /** The groups that somebody listens to on a port. */
  readonly groupsOn: (port: number) => ReadonlySet<string>;
  /** The number of the LAN segment that an interface is on. */
  readonly segmentOf: (one: NetworkInterface) => number;
}

/** An audience of nobody. */
export function createAudience(): Audience {
  const earsOf = new Map<MemoryMember, readonly Ear[]>();
  const earsAt = new Map<string, Set<Ear>>();
  const segmentOf = segmentNumbers();

  return {
    enter(member) {
      const ears = openEars(member, segmentOf);
      earsOf.set(member, ears);
      for (const ear of ears) {
        const key = keyOf(ear.to);
        earsAt.set(key, (earsAt.get(key) ?? new Set()).add(ear));
      }
    },
    leave(member) {
      for (const ear of earsOf.get(member) ?? []) {
        const key = keyOf(ear.to);
        const ears = earsAt.get(key);
        ears?.delete(ear);
        if (ears?.size === 0) earsAt.delete(key);
      }
      earsOf.delete(member);
    },
    has: (member) => earsOf.has(member),
    size: () => earsOf.size,
    earsFor: (to) => earsAt.get(keyOf(to)) ?? [],
    groupsOn: (port) =>
      new Set(
        [...earsOf.values()]
          .flat()
          .filter(({ isMulticast, to }) => isMulticast && to.port === port)
          .map(({ to }) => to.address),
      ),
    segmentOf,
  };
}

/** A member hears its groups on the shared port; what is sent to its own port, only where it is the control plane's. */
function openEars(member: MemoryMember, segmentOf: Audience['segmentOf']): Ear[] {
  const { plane, joined, sourcePort } = member;
  return joined.flatMap(({ on, group }) => {
    const ear = { member, on, segment: segmentOf(on) };
    const byGroup = { ...ear, to: group, isMulticast: true };
    const byUnicast = { ...ear, to: { address: on.address, port: sourcePort }, isMulticast: false };
    return plane === 'control' ? [byGroup, byUnicast] : [byGroup];
  });
}

function keyOf({ address, port }: Source): string {
  return `${address} ${port}`;
}

/** Numbers LAN segments as interfaces on them turn up. */
function segmentNumbers(): Audience['segmentOf'] {
  /** One interface on each segment. */
  const samples: NetworkInterface[] = [];
  const known = new WeakMap<NetworkInterface, number>();
  return (one) => {
    const before = known.get(one);
    if (before !== undefined) return before;
    const found = samples.findIndex((sample) => isSameNetwork(sample, one));
    const number = found === -1 ? samples.push(one) - 1 : found;
    known.set(one, number);
    return number;
  };
}
