// What the operating system tells about its network beside its sockets: kind of machine, interfaces that cannot be used,
// memberships, routes, ports. Read from files under /proc where there are any; a file that is not there is no error.
import { endianness, networkInterfaces } from 'node:os';
import type { Family } from './addresses.js';
import {
  allInterfaces,
  selectInterfaces,
  type SystemInterfaces,
  usableInterfaces,
} from './listed-interfaces.js';

/** Whether an interface is used, or the first reason why it is not. */
export type InterfaceUse =
  | 'used'
  | 'not-wanted' // the user named others
  | 'loopback' // and there are others
  | 'virtual' // it leads to containers and virtual machines of this computer
  | 'no-ipv4' // the group needs one, and it has IPv6 addresses only
  | 'no-ipv6' // the group needs a link-local one, and it has none
  | 'down'; // switched off, unplugged, or without any address

/** One address of one interface, of the group's family, or an interface that has none. */
export interface ListedInterface {
  readonly name: string;
  readonly address: string | undefined;
  readonly internal: boolean;
  readonly use: InterfaceUse;
}

/** A row of the routing table (proc(5), /proc/net/route). */
export interface Route {
  readonly interface: string;
  readonly destination: string;
  readonly mask: string;
}

/** A UDP socket of any program on this computer (proc(5), /proc/net/udp). */
export interface UdpSocket {
  readonly address: string;
  readonly port: number;
  /** The user id of its owner. */
  readonly user: number;
  /** Datagrams that the system dropped because the program was too slow. */
  readonly drops: number;
}

export interface SystemFacts {
  readonly platform: NodeJS.Platform;
  /** The version of the Windows Subsystem for Linux, if this is one. */
  readonly wsl: 1 | 2 | undefined;
  /** The kind of container that this runs in, if there is a sign of one. */
  readonly container: string | undefined;
  /** Names of interfaces that look like tunnels of a VPN. */
  readonly vpnInterfaces: readonly string[];
  readonly interfaces: readonly ListedInterface[];
  /** The groups joined by any program, by interface; `undefined` where the system has no such list. */
  readonly memberships: ReadonlyMap<string, readonly string[]> | undefined;
  readonly routes: readonly Route[] | undefined;
  readonly udpSockets: readonly UdpSocket[] | undefined;
  /** The most that the system grants as a receive buffer, in bytes. */
  readonly maxReceiveBufferBytes: number | undefined;
}

/** Where the facts come from; tests bring their own. */
export interface SystemSources {
  /** The text of a file, or `undefined` if it cannot be read. */
  readonly read: (path: string) => string | undefined;
  readonly platform: NodeJS.Platform;
  /** Names or addresses of the only interfaces to use; none means every usable one. */
  readonly wanted: readonly string[];
  /** The family of the room's group; IPv4 if it is left out. */
  readonly family?: Family;
  readonly listed?: SystemInterfaces;
  /** In which order the kernel prints an address's bytes: as this processor keeps them. */
  readonly byteOrder?: 'BE' | 'LE';
}

/** Interfaces of the usual VPNs: tunnels of the kernel, WireGuard, PPP, macOS, Tailscale, ZeroTier, and some products. */
const vpnInterface = /^(?:tun|tap|wg|ppp|utun|ipsec|tailscale|zt|nordlynx|proton|cscotun|gpd)[\w-]*$/u;

/** Reads everything; never throws. */
export function readSystemFacts({
  read,
  platform,
  wanted,
  family = 'IPv4',
  listed = networkInterfaces(),
  byteOrder = endianness(),
}: SystemSources): SystemFacts {
  const address = (hex: string) => addressOf(hex, byteOrder);
  const devices = devicesIn(read('/proc/net/dev') ?? '');
  const limit = read('/proc/sys/net/core/rmem_max');
  const interfaces = interfaceUses(listed, wanted, devices, family);
  return {
    platform,
    wsl: wslOf(read('/proc/version') ?? ''),
    container: containerOf(read),
    vpnInterfaces: [...new Set(interfaces.map(({ name }) => name))].filter((name) => vpnInterface.test(name)),
    interfaces,
    memberships:
      family === 'IPv4'
        ? mapped(read('/proc/net/igmp'), (text) => membershipsIn(text, address))
        : mapped(read('/proc/net/igmp6'), membershipsIn6),
    // A link-local group takes no route.
    routes:
      family === 'IPv4' ? mapped(read('/proc/net/route'), (text) => routesIn(text, address)) : undefined,
    udpSockets: mapped(read('/proc/net/udp'), (text) => udpSocketsIn(text, address)),
    maxReceiveBufferBytes: limit === undefined ? undefined : Number(limit),
  };
}

function interfaceUses(
  listed: SystemInterfaces,
  wanted: readonly string[],
  devices: readonly string[],
  family: Family,
): ListedInterface[] {
  const all = allInterfaces(listed).filter((one) => one.family === family);
  const usable = usableInterfaces(listed).filter((one) => one.family === family);
  const selected = selectInterfaces(all, wanted);
  const used = wanted.length === 0 ? usable : selected;
  const addressed = all.map((one): ListedInterface => {
    const { name, address, internal } = one;
    const isUsed = used.some((other) => other.name === name && other.address === address);
    const unused = wanted.length > 0 ? 'not-wanted' : internal ? 'loopback' : 'virtual';
    return { name, address, internal, use: isUsed ? 'used' : unused };
  });
  const running = Object.keys(listed);
  const without = [...new Set([...running, ...devices])]
    .filter((name) => !all.some((one) => one.name === name))
    .map((name): ListedInterface => {
      const use = !running.includes(name) ? 'down' : family === 'IPv4' ? 'no-ipv4' : 'no-ipv6';
      return { name, address: undefined, internal: listed[name]?.[0]?.internal ?? name === 'lo', use };
    });
  return [...addressed, ...without];
}

function wslOf(version: string): SystemFacts['wsl'] {
  if (!/microsoft/iu.test(version)) return undefined;
  return /wsl2|microsoft-standard/iu.test(version) ? 2 : 1;
}

function containerOf(read: SystemSources['read']): string | undefined {
  if (read('/.dockerenv') !== undefined) return 'docker';
  if (read('/run/.containerenv') !== undefined) return 'podman';
  return /kubepods|docker|containerd|lxc/u.exec(read('/proc/1/cgroup') ?? '')?.[0];
}

/** Two lines of headings, then a device each: `  eth0: 1500 …`. */
function devicesIn(text: string): string[] {
  return Array.from(text.matchAll(/^\s*([^\s:|]+):/gmu), ([, name = '']) => name);
}

/** A line a device (`4 eth0 : 1 V3`), and below it an indented line for each of its groups (`010000E0 1 …`). */
function membershipsIn(text: string, address: (hex: string) => string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  let current: string[] = [];
  for (const line of text.split('\n')) {
    const [, device] = /^\d+\s+(\S+?)\s*:/u.exec(line) ?? [];
    const [, group] = /^\s+([0-9A-F]{8})\s/u.exec(line) ?? [];
    if (device !== undefined) {
      current = [];
      groups.set(device, current);
    } else if (group !== undefined) {
      current.push(address(group));
    }
  }
  return groups;
}

/** A line for each device and group: `4 eth0 ff1200000000000000000000e006080b 1 00000004 0`. */
function membershipsIn6(text: string): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const line of text.split('\n')) {
    const [, device, group] = /^\d+\s+(\S+)\s+([0-9a-f]{32})\s/u.exec(line) ?? [];
    if (device === undefined || group === undefined) continue;
    const pieces = Array.from(group.matchAll(/.{4}/gu), ([piece]) => piece).join(':');
    // In its usual spelling (RFC 5952), which is that of URLs.
    const spelled = new URL(`http://[${pieces}]`).hostname.slice(1, -1);
    groups.set(device, [...(groups.get(device) ?? []), spelled]);
  }
  return groups;
}

function routesIn(text: string, address: (hex: string) => string): Route[] {
  return rowsOf(text).flatMap(([device, destination, , , , , , mask]) =>
    device === undefined || destination === undefined || mask === undefined
      ? []
      : [{ interface: device, destination: address(destination), mask: address(mask) }],
  );
}

function udpSocketsIn(text: string, address: (hex: string) => string): UdpSocket[] {
  return rowsOf(text).flatMap((columns) => {
    const [, local = '', , , , , , user] = columns;
    const [host, port] = local.split(':');
    if (host === undefined || port === undefined) return [];
    return [
      {
        address: address(host),
        port: Number.parseInt(port, 16),
        user: Number(user),
        drops: Number(columns.at(-1)),
      },
    ];
  });
}

/** The rows below the headings, as columns. */
function rowsOf(text: string): string[][] {
  return text
    .split('\n')
    .slice(1)
    .filter((line) => line.trim() !== '')
    .map((line) => line.trim().split(/\s+/u));
}

/** The kernel prints the four bytes as one number of this processor's: `010000E0` is 224.0.0.1 on most. */
function addressOf(hex: string, byteOrder: 'BE' | 'LE'): string {
  const octets = Array.from(hex.matchAll(/../gu), ([octet]) => Number.parseInt(octet, 16));
  return (byteOrder === 'LE' ? octets.toReversed() : octets).join('.');
}

function mapped<Out>(text: string | undefined, read: (text: string) => Out): Out | undefined {
  return text === undefined ? undefined : read(text);
}
