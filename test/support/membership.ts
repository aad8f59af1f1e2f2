// Whether anybody in a network namespace listens to a multicast group: the kernel knows, and says so in /proc/net.
import { readFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import { endianness } from 'node:os';
import { waitUntil } from './wait-until.js';

/** Resolves when a UDP socket of the process's network namespace is bound to the port and an interface is in the group. */
export async function untilJoined(pid: number, group: string, port: number): Promise<void> {
  const member = new RegExp(`^\\s+${hexOfAddress(group)}\\s`, 'm');
  const bound = new RegExp(`^\\s*\\d+: [0-9A-F]{8}:${hex(port, 4)} `, 'm');
  await waitUntil(`somebody to listen to ${group}:${port}`, async () => {
    const [groups, sockets] = await Promise.all(
      ['igmp', 'udp'].map(async (table) => await readFile(`/proc/${pid}/net/${table}`, 'utf8')),
    );
    return groups !== undefined && sockets !== undefined && member.test(groups) && bound.test(sockets)
      ? true
      : undefined;
  });
}

/** An address as the kernel prints it: the number in memory, which on little-endian machines has its bytes reversed. */
function hexOfAddress(address: string): string {
  if (!isIPv4(address)) throw new Error(`${address} is not an IPv4 address`);
  const bytes = address.split('.').map((octet) => hex(Number(octet), 2));
  return (endianness() === 'LE' ? bytes.toReversed() : bytes).join('');
}

function hex(value: number, digits: number): string {
  return value.toString(16).toUpperCase().padStart(digits, '0');
}
