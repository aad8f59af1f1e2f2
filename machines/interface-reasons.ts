// Why we are rebinding, and what has become of it, in words: `eth0 is gone, wlan0 10.0.0.7 came`. Pure.
import type { InterfacesChange, NetworkInterface } from '../src/net/transport.js';

/** A change of the interfaces as one sentence without a full stop: one clause for each device and kind of change. */
export function changeSentence({ interfaces, removed, added, changed }: InterfacesChange): string {
  const left = new Set(interfaces.map(({ name }) => name));
  const clauses = [
    ...removed.map((one) => (left.has(one.name) ? `${one.name} lost ${one.family}` : `${one.name} is gone`)),
    ...told(added).map((one) => `${named(one)} came`),
    ...told(changed).map((one) => `${named(one)} changed`),
  ];
  return [...new Set(clauses)].join(', ') || 'the network interfaces changed';
}

/** More interfaces than these would be no calm line. */
const maxNamed = 3;

/**
 * On which interfaces we are now, and what is not as it was: `now on wlan0 10.0.0.7 (eth0 is gone)`.
 *
 * @param before those that people know of
 * @returns `undefined` when they are the same to people, or there is none now
 */
export function moveSentence(
  before: readonly NetworkInterface[],
  now: readonly NetworkInterface[],
): string | undefined {
  const [was, is] = [byDevice(before), byDevice(now)];
  const names = [...is.values()];
  const gone = [...was.keys()].filter((name) => !is.has(name));
  const came = [...is.keys()].filter((name) => !was.has(name));
  const changed = [...is].flatMap(([name, all]) => (was.has(name) && was.get(name) !== all ? [name] : []));
  if (names.length === 0 || gone.length + came.length + changed.length === 0) return undefined;
  const clauses = [
    ...gone.map((name) => `${name} is gone`),
    // Where nothing of before is left, what came is all there is.
    ...(gone.length < was.size ? came.map((name) => `${name} came`) : []),
    ...changed.map((name) => `${name} changed`),
  ];
  const more = names.length > maxNamed ? ` and ${names.length - maxNamed} more` : '';
  const why = clauses.length > 0 ? ` (${clauses.join(', ')})` : '';
  return `now on ${names.slice(0, maxNamed).join(', ')}${more}${why}`;
}

/** What people know of each device: `eth0 10.0.0.1`; with several addresses, all of them. */
function byDevice(interfaces: readonly NetworkInterface[]): ReadonlyMap<string, string> {
  const devices = new Map<string, string>();
  for (const one of told(interfaces)) {
    const known = devices.get(one.name);
    devices.set(one.name, known === undefined ? named(one) : `${known} ${one.address}`);
  }
  return devices;
}

/** Of a device with both families, the address that people know. */
function told(interfaces: readonly NetworkInterface[]): readonly NetworkInterface[] {
  const withIPv4 = new Set(interfaces.filter(({ family }) => family === 'IPv4').map(({ name }) => name));
  return interfaces.filter(({ name, family }) => family === 'IPv4' || !withIPv4.has(name));
}

/** A link-local address is nobody's to remember. */
function named({ name, address, family }: NetworkInterface): string {
  return family === 'IPv6' ? `${name} IPv6` : `${name} ${address}`;
}
