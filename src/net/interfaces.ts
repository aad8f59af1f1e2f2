// Which of this host's interfaces to use, how two sets of them differ, and which of them are on one LAN segment.
// Pure functions over what the system lists; must not read anything itself.
import type { NetworkInterfaceInfo } from 'node:os';
import type { InterfacesChange, NetworkInterface } from './transport.js';

/** What `os.networkInterfaces()` returns: the addresses of each interface, by the interface's name. */
export type SystemInterfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/** The interfaces that are on one LAN segment, at least one. */
export type Segment = readonly [NetworkInterface, ...NetworkInterface[]];

/**
 * Interfaces that lead to containers and virtual machines of this host, not to people: Docker's default bridge and its
 * bridges of user-defined networks (`br-` and 12 hex digits), ends of virtual cables, libvirt's bridges.
 */
const virtualInterface = /^(?:docker0|veth.*|virbr.*|br-[0-9a-f]{12})$/;

/** The prefix length of an address whose mask the system could not tell: a segment of its own. */
const wholeAddressBits = 32;

/** What Node reports of an interface that has no hardware address. */
const noMac = '00:00:00:00:00:00';

/** Orders `eth2` before `eth10`, the same way on every computer. */
const naturalOrder = new Intl.Collator('en', { numeric: true });

/**
 * Every IPv4 interface of this host, in a stable order: those that leave the computer first, then by name and address.
 * IPv6 is not used by this version.
 */
export function allInterfaces(listed: SystemInterfaces): NetworkInterface[] {
  return Object.entries(listed)
    .flatMap(([name, addresses = []]) => addresses.flatMap((info) => interfaceOf(name, info)))
    .toSorted(
      (one, other) =>
        Number(one.internal) - Number(other.internal) ||
        naturalOrder.compare(one.name, other.name) ||
        naturalOrder.compare(one.address, other.address),
    );
}

/**
 * The interfaces to use unless the user names some: all that may lead to other people. Loopback leads to nobody: what is
 * said while there is no network waits for one, rather than being told as sent.
 */
export function usableInterfaces(listed: SystemInterfaces): NetworkInterface[] {
  return allInterfaces(listed).filter(({ name, internal }) => !internal && !virtualInterface.test(name));
}

/**
 * The interfaces whose name or address is wanted.
 *
 * @param wanted names (`eth0`) or addresses (`192.168.1.7`); none at all means every one
 */
export function selectInterfaces(
  available: readonly NetworkInterface[],
  wanted: readonly string[],
): readonly NetworkInterface[] {
  if (wanted.length === 0) return available;
  return available.filter(({ name, address }) => wanted.includes(name) || wanted.includes(address));
}

/** The interfaces to use: the wanted ones, be they loopback or virtual, or else all usable ones. */
export function interfacesToUse(
  listed: SystemInterfaces,
  wanted: readonly string[],
): readonly NetworkInterface[] {
  return wanted.length === 0 ? usableInterfaces(listed) : selectInterfaces(allInterfaces(listed), wanted);
}

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
 * On one segment are those with one network prefix (a laptop's cable and its wireless), and those that are further
 * addresses of one interface.
 */
export function segments(interfaces: readonly NetworkInterface[]): Segment[] {
  let found: [NetworkInterface, ...NetworkInterface[]][] = [];
  for (const candidate of interfaces) {
    const [home, ...others] = found.filter((segment) =>
      segment.some((member) => isSameSegment(member, candidate)),
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

/** The segment that an address is on, by its prefix. */
export function segmentOf(address: string, among: readonly Segment[]): Segment | undefined {
  return among.find((segment) => segment.some((one) => isSameNetwork(one, { ...one, address })));
}

/** Whether two interfaces, of one host or of two, have the same network prefix. */
export function isSameNetwork(one: NetworkInterface, other: NetworkInterface): boolean {
  return one.prefixLength === other.prefixLength && networkNumber(one) === networkNumber(other);
}

function isSameSegment(one: NetworkInterface, other: NetworkInterface): boolean {
  return deviceName(one) === deviceName(other) || isSameNetwork(one, other);
}

/** Linux lists a labelled further address of `eth0` as `eth0:1`: the device is the same. */
function deviceName({ name }: NetworkInterface): string {
  return name.replace(/:.*$/, '');
}

function networkNumber({ address, prefixLength }: NetworkInterface): number {
  const wholeAddress = address.split('.').reduce((number, octet) => number * 256 + Number(octet), 0);
  return Math.floor(wholeAddress / 2 ** (wholeAddressBits - prefixLength));
}

function interfaceOf(name: string, info: NetworkInterfaceInfo): NetworkInterface[] {
  if (info.family !== 'IPv4') return [];
  const { address, cidr, internal, mac } = info;
  const prefixLength = cidr === null ? wholeAddressBits : Number(cidr.split('/')[1]);
  return [
    { name, address, prefixLength, family: 'IPv4', internal, ...(mac && mac !== noMac ? { mac } : {}) },
  ];
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
