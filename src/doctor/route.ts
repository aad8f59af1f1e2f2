// Which row of a routing table an address takes: the most specific that fits (RFC 1812 §5.2.4.3). Pure.
import type { Route } from '../net/system-facts.js';

const bitsPerOctet = 8;

/** The route to an IPv4 address, or `undefined` if none fits. */
export function routeTo(address: string, routes: readonly Route[]): Route | undefined {
  const wanted = octetsOf(address);
  return routes
    .filter(({ destination, mask }) => {
      const [network, bits] = [octetsOf(destination), octetsOf(mask)];
      return wanted.every((octet, at) => (octet & (bits[at] ?? 0)) === network[at]);
    })
    .toSorted((one, other) => prefixLength(other.mask) - prefixLength(one.mask))
    .at(0);
}

function prefixLength(mask: string): number {
  return octetsOf(mask)
    .flatMap((octet) => Array.from({ length: bitsPerOctet }, (_, bit) => (octet >> bit) & 1))
    .reduce((sum, bit) => sum + bit, 0);
}

function octetsOf(address: string): number[] {
  return address.split('.').map(Number);
}
