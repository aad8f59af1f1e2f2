// Why we are rebinding, in words: `eth0 is gone, wlan0 10.0.0.7 came`. Pure.
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

/** Of a device with both families, the address that people know. */
function told(interfaces: readonly NetworkInterface[]): readonly NetworkInterface[] {
  const withIPv4 = new Set(interfaces.filter(({ family }) => family === 'IPv4').map(({ name }) => name));
  return interfaces.filter(({ name, family }) => family === 'IPv4' || !withIPv4.has(name));
}

/** A link-local address is nobody's to remember. */
function named({ name, address, family }: NetworkInterface): string {
  return family === 'IPv6' ? `${name} IPv6` : `${name} ${address}`;
}
