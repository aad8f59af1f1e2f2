// When others were heard in each IP family. What everybody says of themselves comes in both; of a family that has been
// silent while the other was not, a filter on this computer or its access point keeps us from hearing. Pure.
import type { Family } from './peer.js';

/** Milliseconds since 1970, own clock. */
interface Span {
  readonly since: number;
  readonly last: number;
}

/** Since the sockets were opened. */
export type FamiliesHeard = Readonly<Partial<Record<Family, Span>>>;

export const noFamilies: FamiliesHeard = {};

/** Silence is told in seconds: noting each datagram would only cost. */
const stepMs = 1000;

/** Somebody was heard in a family; the very same object if that was so a moment ago. */
export function noteFamily(heard: FamiliesHeard, family: Family, at: number): FamiliesHeard {
  const { since = at, last = Number.NEGATIVE_INFINITY } = heard[family] ?? {};
  return Math.abs(at - last) < stepMs ? heard : { ...heard, [family]: { since, last: at } };
}

/**
 * Whether others are heard over IPv6, and for this long nobody was over IPv4, in which the chat is. The other way round is
 * no news: many computers have no IPv6.
 */
export function isIPv4Silent({ IPv4, IPv6 }: FamiliesHeard, silenceMs: number): boolean {
  return IPv6 !== undefined && IPv6.last - (IPv4?.last ?? IPv6.since) >= silenceMs;
}
