// What an address says of itself: its family, and the scope that a link-local IPv6 address comes with (RFC 4007 §11).
// Pure; must not know interfaces nor groups.

/** The two kinds of IP addresses, as Node names them. */
export type Family = 'IPv4' | 'IPv6';

/** The family of an address. Expects one; only those of IPv6 have colons, and to judge them whole takes milliseconds. */
export function familyOf(address: string): Family {
  return address.includes(':') ? 'IPv6' : 'IPv4';
}

/** The scope of an address: `eth0` of `fe80::1%eth0`; `undefined` if it has none. On Windows it is a number. */
export function scopeOf(address: string): string | undefined {
  const at = address.indexOf('%');
  return at === -1 ? undefined : address.slice(at + 1);
}

/** The address without its scope: `fe80::1` of `fe80::1%eth0`. */
export function withoutScope(address: string): string {
  return address.replace(/%.*$/u, '');
}
