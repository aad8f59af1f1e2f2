// How two sets of interfaces differ, and which interfaces are on one LAN segment. Pure; must not know what a system lists.
import { type Family, familyOf, scopeOf } from './addresses.js';
import type { InterfacesChange, NetworkInterface } from './transport.js';

/** The interfaces that are on one LAN segment, at least one. */
export type Segment = readonly [NetworkInterface, ...NetworkInterface[]];

/** The names of two devices that are known to be on one LAN segment, whatever their prefixes say. */
export type Bridge = readonly [one: string, other: string];

const ipv4Bits = 32;

/** Whether two sets hold the same interfaces with the same properties, in whatever order. */
export function isSameSet(one: readonly NetworkInterface[], other: readonly NetworkInterface[]): boolean {
  return one.length === other.length && without(one, other).length === 0;
}

/** Those of the wanted interfaces that are not among the present ones as they were. */
export function missingFrom(
  present: readonly NetworkInterface[],
  wanted: readonly NetworkInterface[],
): readonly NetworkInterface[] {
  return without(wanted, present);
}

/** How `after` differs from `before`. An interface that only got another address or prefix is `changed`, nothing else. */
export function interfacesChange(
  before: readonly NetworkInterface[],
  after: readonly NetworkInterface[],
): InterfacesChange {
  const removed = without(before, after);
  const added: NetworkInterface[] = [];
  const changed: NetworkInterface[] = [];
  for (const candidate of without(after, before)) {
    const earlier = removed.findIndex(
      ({ name, family }) => name === candidate.name && family === candidate.family,
    );
    if (earlier === -1) {
      added.push(candidate);
    } else {
      removed.splice(earlier, 1);
      changed.push(candidate);
    }
  }
  return { interfaces: after, added, removed, changed };
}

/**
 * Groups interfaces by LAN segment, so that a datagram can go out once on each: the first of a segment speaks for it.
 * On one segment are those with one IPv4 network prefix (a laptop's cable and its wireless), all addresses of one device,
 * and what the bridges say. A link-local IPv6 prefix says nothing: it is the same everywhere.
 */
export function segments(
  interfaces: readonly NetworkInterface[],
  bridges: readonly Bridge[] = [],
): Segment[] {
  let found: [NetworkInterface, ...NetworkInterface[]][] = [];
  for (const candidate of interfaces) {
    const [home, ...others] = found.filter((segment) =>
      segment.some((member) => isSameSegment(member, candidate, bridges)),
    );
    if (home === undefined) {
      found.push([candidate]);
    } else {
      home.push(...others.flat(), candidate);
      found = found.filter((segment) => !others.includes(segment));
    }
  }
  return found;
}

/** The segment that an address is on, by its prefix or its scope. */
export function segmentOf(address: string, among: readonly Segment[]): Segment | undefined {
  return among.find((segment) => segment.some((one) => isOnLink(one, address)));
}

/** Whether an address is on the link of an interface: by its IPv4 prefix, or by its IPv6 scope. */
export function isOnLink(one: NetworkInterface, address: string): boolean {
  if (familyOf(address) !== one.family) return false;
  if (one.family === 'IPv6')
    return scopeOf(address) !== undefined && scopeOf(address) === scopeOf(one.address);
  return networkNumber(one.address, one.prefixLength) === networkNumber(address, one.prefixLength);
}

/** Whether two interfaces, of one host or of two, have the same IPv4 network prefix, or the same IPv6 scope. */
export function isSameNetwork(one: NetworkInterface, other: NetworkInterface): boolean {
  return one.prefixLength === other.prefixLength && isOnLink(one, other.address);
}

/** The LAN segment that an interface is on, as people know it: `10.0.0.0/24`, or its device where addresses do not tell. */
export function networkOf({ name, address, prefixLength, family }: NetworkInterface): string {
  if (family === 'IPv6') return `link-local on ${name}`;
  const first = networkNumber(address, prefixLength) * 2 ** (ipv4Bits - prefixLength);
  const octets = [24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256);
  return `${octets.join('.')}/${prefixLength}`;
}

/** The interface by which an address is reached, or by which something came from it, as far as the address tells. */
export function interfaceTowards(
  address: string,
  among: readonly NetworkInterface[],
): NetworkInterface | undefined {
  return among.find((one) => one.address === address) ?? among.find((one) => isOnLink(one, address));
}

/** The device that an interface is an address of. Linux lists a labelled further address of `eth0` as `eth0:1`. */
export function deviceOf({ name }: NetworkInterface): string {
  return name.replace(/:.*$/, '');
}

/** How many devices there are among interfaces of one family. */
export function deviceCount(interfaces: readonly NetworkInterface[], family: Family): number {
  return new Set(interfaces.filter((one) => one.family === family).map(deviceOf)).size;
}

function isSameSegment(one: NetworkInterface, other: NetworkInterface, bridges: readonly Bridge[]): boolean {
  const [device, otherDevice] = [deviceOf(one), deviceOf(other)];
  return (
    device === otherDevice ||
    (one.family === 'IPv4' && isSameNetwork(one, other)) ||
    bridges.some((bridge) => bridge.includes(device) && bridge.includes(otherDevice))
  );
}

function networkNumber(address: string, prefixLength: number): number {
  const wholeAddress = address.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
  return Math.floor(wholeAddress / 2 ** (ipv4Bits - prefixLength));
}

function without(all: readonly NetworkInterface[], taken: readonly NetworkInterface[]): NetworkInterface[] {
  return all.filter((one) => !taken.some((other) => isEqual(one, other)));
}

function isEqual(one: NetworkInterface, other: NetworkInterface): boolean {
  return (
    one.name === other.name &&
    one.address === other.address &&
    one.prefixLength === other.prefixLength &&
    one.family === other.family &&
    one.internal === other.internal &&
    one.mac === other.mac &&
    one.incarnation === other.incarnation
  );
}
