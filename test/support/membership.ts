// Whether anybody in a network namespace listens to a multicast group: the kernel knows, and says so in /proc/net.
import { readFile } from 'node:fs/promises';
import { isIPv6 } from 'node:net';
import { endianness } from 'node:os';
import { waitUntil } from './wait-until.js';

/** The kernel's tables of groups and of UDP sockets in each family (proc(5)). */
const tables = { IPv4: ['igmp', 'udp'], IPv6: ['igmp6', 'udp6'] } as const;

/** Resolves when a UDP socket of the process's network namespace is bound to the port and an interface is in the group. */
export async function untilJoined(pid: number, group: string, port: number): Promise<void> {
  const family = isIPv6(group) ? 'IPv6' : 'IPv4';
  const member = new RegExp(`\\s${family === 'IPv6' ? hexOfIPv6(group) : hexOfIPv4(group)}\\s`, 'm');
  const bound = new RegExp(`^\\s*\\d+: [0-9A-F]+:${hex(port, 4)} `, 'm');
  await waitUntil(`somebody to listen to ${group}:${port}`, async () => {
    const [groups, sockets] = await Promise.all(
      tables[family].map(async (table) => await readFile(`/proc/${pid}/net/${table}`, 'utf8')),
    );
    return groups !== undefined && sockets !== undefined && member.test(groups) && bound.test(sockets)
      ? true
      : undefined;
  });
}

/** An address as the kernel prints it: the number in memory, which on little-endian machines has its bytes reversed. */
function hexOfIPv4(address: string): string {
  const bytes = address.split('.').map((octet) => hex(Number(octet), 2));
  return (endianness() === 'LE' ? bytes.toReversed() : bytes).join('');
}

/** Pieces of an IPv6 address, of four digits each (RFC 4291 §2.2). */
const ipv6Pieces = 8;

/** An address as the kernel prints it among the groups: all 32 digits, in their order. */
function hexOfIPv6(address: string): string {
  const [before = [], after = []] = address.split('::').map(piecesOf);
  const between = Array.from({ length: ipv6Pieces - before.length - after.length }, () => '0000');
  return [...before, ...between, ...after].join('');
}

function piecesOf(part: string): string[] {
  return part
    .split(':')
    .filter((piece) => piece !== '')
    .map((piece) => piece.padStart(4, '0'));
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
