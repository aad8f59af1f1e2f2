// Why we are rebinding, in words: `eth0 is gone, wlan0 10.0.0.7 came`. Pure.
import type { InterfacesChange, NetworkInterface } from '../src/net/transport.js';

/** A change of the interfaces as one sentence without a full stop. */
export function changeSentence({ removed, added, changed }: InterfacesChange): string {
  const clauses = [
    ...removed.map(({ name }) => `${name} is gone`),
    ...added.map((one) => `${named(one)} came`),
    ...changed.map((one) => `${named(one)} changed`),
  ];
  return clauses.join(', ') || 'the network interfaces changed';
}

function named({ name, address }: NetworkInterface): string {
  return `${name} ${address}`;
}
