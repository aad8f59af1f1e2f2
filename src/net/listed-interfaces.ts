// Which of this host's interfaces to use. Pure functions over what the system lists; must not read anything itself.
import type { NetworkInterfaceInfo } from 'node:os';
import { compareNaturally } from './natural-order.js';
import type { NetworkInterface } from './transport.js';

/** What `os.networkInterfaces()` returns: the addresses of each interface, by the interface's name. */
export type SystemInterfaces = NodeJS.Dict<NetworkInterfaceInfo[]>;

/**
 * Interfaces that lead to containers and virtual machines of this host, not to people: Docker's default bridge and its
 * bridges of user-defined networks (`br-` and 12 hex digits), ends of virtual cables, libvirt's bridges.
 */
const virtualInterface = /^(?:docker0|veth.*|virbr.*|br-[0-9a-f]{12})$/;

/** The prefix length of an address whose mask the system could not tell: a segment of its own. */
const wholeAddressBits = { IPv4: 32, IPv6: 128 } as const;

/** `fe80::/10`: the addresses that each interface gives itself (RFC 4291 §2.5.6). */
const linkLocalAddress = /^fe[89ab][0-9a-f]:/u;

/** What Node reports of an interface that has no hardware address. */
const noMac = '00:00:00:00:00:00';

/**
 * Every interface of this host, in a stable order: those that leave the computer first, then by name, family and address.
 * Each IPv4 address is one, and of each device's IPv6 addresses the first link-local one.
 *
 * @param platform decides how a scope is spelled: by number on Windows, elsewhere by the interface's name
 */
export function allInterfaces(
  listed: SystemInterfaces,
  platform: NodeJS.Platform = process.platform,
): NetworkInterface[] {
  return Object.entries(listed)
    .flatMap(([name, addresses = []]) =>
      ipv4Of(name, addresses).concat(linkLocalOf(name, addresses, platform)),
    )
    .toSorted(
      (one, other) =>
        Number(one.internal) - Number(other.internal) ||
        compareNaturally(one.name, other.name) ||
        compareNaturally(one.family, other.family) ||
        compareNaturally(one.address, other.address),
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
 * @param wanted names (`eth0`, for all its addresses) or addresses (`192.168.1.7`, `fe80::1%eth0`, for that one alone);
 *   none at all means every one
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

function ipv4Of(name: string, addresses: readonly NetworkInterfaceInfo[]): NetworkInterface[] {
  return addresses.filter(({ family }) => family === 'IPv4').map((info) => interfaceOf(name, info));
}

function interfaceOf(name: string, info: NetworkInterfaceInfo): NetworkInterface {
  const { address, cidr, family, internal, mac } = info;
  const prefixLength = cidr === null ? wholeAddressBits[family] : Number(cidr.split('/')[1]);
  return { name, address, prefixLength, family, internal, ...(mac && mac !== noMac ? { mac } : {}) };
}

/** A device may have several, and one is enough to speak through it. */
function linkLocalOf(
  name: string,
  addresses: readonly NetworkInterfaceInfo[],
  platform: NodeJS.Platform,
): NetworkInterface[] {
  const [first] = addresses
    .flatMap((info) => (info.family === 'IPv6' && linkLocalAddress.test(info.address) ? [info] : []))
    .toSorted((one, other) => compareNaturally(one.address, other.address));
  if (first === undefined) return [];
  const scope = platform === 'win32' ? first.scopeid : name;
  return [{ ...interfaceOf(name, first), address: `${first.address}%${scope}` }];
}
