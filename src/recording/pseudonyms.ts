// Other names for people, programs and places, the same each time: so that a redacted recording tells who is who, and not
// who that is.
import { distinctText, maskedText } from './masked-text.js';

export interface Pseudonyms {
  /** For what somebody calls themselves; takes the same room. */
  readonly handle: (handle: string) => string;
  /** For a `client_id`; ours, which are drawn by lot, stay. */
  readonly clientId: (id: string) => string;
  /** For an IP address; addresses of one network stay so, groups and loopback stay what they are. */
  readonly address: (address: string) => string;
  /** For a hardware address. */
  readonly mac: (mac: string) => string;
  /** A sentence of our own with other addresses. */
  readonly sentence: (sentence: string) => string;
}

/** Ours: ten hexadecimal digits, drawn by lot. */
const drawn = /^[0-9a-f]{10}$/u;

const ipv4 = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/u;

/** Whatever may be an address in a sentence. */
const addresses =
  /\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}(?:[0-9a-f]{1,4}(?!\w)|(?<=::)(?![\w:]))/giu;

const octet = 0xff;

/** The octets that stay: those that tell what kind of network it is (RFC 1918, RFC 3927). */
function keptOctets(first: number, second: number): number {
  if (first === 127 || first >= 224) return 4;
  const isKindInTwo = (first === 192 && second === 168) || (first === 169 && second === 254) || first === 172;
  return isKindInTwo ? 2 : 1;
}

/**
 * Names that are given in the order of asking.
 *
 * @param key a whole number of 32 bits that nobody knows: by it addresses of IPv4 are turned into others
 */
export function createPseudonyms(key: number): Pseudonyms {
  const handles = new Map<string, string>();
  const given = new Set<string>();
  let distinct = 0;
  const ids = counted((number) => number.toString(16).padStart(10, '0'));
  const macs = counted((number) => `02:00:00:${bytesOf(number)}`);
  const hosts = counted((number) => number.toString(16));
  const networks = counted((number) => number.toString(16));

  const handle = (name: string): string => {
    const known = handles.get(name);
    if (known !== undefined) return known;
    let other = distinctText(name, distinct);
    // A short one may have been given already to another; a name for nothing but punctuation cannot be told apart.
    for (let attempt = 0; given.has(other) && attempt < maxAttempts; attempt += 1) {
      distinct += 1;
      other = distinctText(name, distinct);
    }
    distinct += 1;
    given.add(other);
    handles.set(name, other);
    return other;
  };

  const ofIPv4 = (octets: readonly number[]): string => {
    const [first = 0, second = 0] = octets;
    const kept = keptOctets(first, second);
    return octets.map((each, at) => (at < kept ? each : each ^ ((key >>> (8 * at)) & octet))).join('.');
  };
  const ofIPv6 = (address: string): string => {
    const [whole = '', scope] = address.split('%');
    const lower = whole.toLowerCase();
    const suffix = scope === undefined ? '' : `%${scope}`;
    if (lower === '::1' || lower === '::' || lower.startsWith('ff')) return address;
    const groups = unfolded(lower);
    const host = hosts(groups.slice(4).join(':'));
    if (lower.startsWith('fe80:')) return `fe80::${host}${suffix}`;
    // Addresses for documents (RFC 3849).
    return `2001:db8:0:${networks(groups.slice(0, 4).join(':'))}::${host}${suffix}`;
  };
  const address = (given4or6: string): string => {
    const octets = ipv4.exec(given4or6)?.slice(1).map(Number);
    if (octets !== undefined) return ofIPv4(octets);
    return given4or6.includes(':') ? ofIPv6(given4or6) : maskedText(given4or6);
  };

  return {
    handle,
    clientId: (id) => (drawn.test(id) ? id : ids(id)),
    address,
    mac: macs,
    sentence: (sentence) => sentence.replaceAll(addresses, (found) => address(found)),
  };
}

/** A name of one letter has so many others. */
const maxAttempts = 100;

/** Gives each text a number, and what is made of that. */
function counted(nameOf: (number: number) => string): (text: string) => string {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined) return known;
    const name = nameOf(names.size + 1);
    names.set(text, name);
    return name;
  };
}

function bytesOf(number: number): string {
  const digits = number.toString(16).padStart(6, '0');
  return [digits.slice(-6, -4), digits.slice(-4, -2), digits.slice(-2)].join(':');
}

/** The eight groups of an IPv6 address (RFC 4291 §2.2). */
function unfolded(address: string): readonly string[] {
  const [before = '', after] = address.split('::');
  const head = before === '' ? [] : before.split(':');
  const tail = after === undefined || after === '' ? [] : after.split(':');
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  return after === undefined ? head : [...head, ...zeros, ...tail];
}
