// The multicast groups of a room: which one stands for it in which family, and how it is named on an interface. Pure.
import { type Family, familyOf, scopeOf } from './addresses.js';
import type { NetworkInterface } from './transport.js';

/** `ff1`: multicast, and nobody has assigned it to us (transient); `2`: it stays on the link (RFC 4291 §2.7). */
const transientLinkLocal = 'ff12::';

/** The fourth digit of a group that stays on one link (RFC 4291 §2.7). */
const linkLocalGroup = /^ff[0-9a-f]2:/u;

/**
 * The groups of a room, the preferred one first. Whoever knows an IPv4 group knows its IPv6 counterpart: the same 32 bits
 * behind `ff12::`, so that two computers without IPv4 addresses meet. An IPv6 group is by itself.
 *
 * @param group a multicast address: `224.6.8.11` gives that and `ff12::e006:80b`
 */
export function groupsOf(group: string): readonly string[] {
  if (familyOf(group) !== 'IPv4') return [group];
  const [first = 0, second = 0, third = 0, fourth = 0] = group.split('.').map(Number);
  const pieces = [first * 256 + second, third * 256 + fourth].map((piece) => piece.toString(16));
  return [group, `${transientLinkLocal}${pieces.join(':')}`];
}

/** The group of this family; `undefined` if the room has none. */
export function groupOf(family: Family, groups: readonly string[]): string | undefined {
  return groups.find((group) => familyOf(group) === family);
}

/** Whether the group never leaves a link, so that it is another one on each interface. */
export function isLinkLocal(group: string): boolean {
  return linkLocalGroup.test(group);
}

/** The group as a socket must name it to mean that of this interface: one of IPv6 gets the interface's scope. */
export function groupOn({ address }: NetworkInterface, group: string): string {
  const scope = scopeOf(address);
  return scope === undefined || familyOf(group) !== 'IPv6' ? group : `${group}%${scope}`;
}

/**
 * How sockets are told which interface is meant: by its address (RFC 1112 §6.1), in IPv6 by its scope (RFC 3493 §5.2).
 */
export function handleOf({ family, address }: NetworkInterface): string {
  return family === 'IPv4' ? address : `::%${scopeOf(address) ?? ''}`;
}
