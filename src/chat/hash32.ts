// A small hash of a text, the same on every computer. Not for secrets: anybody can find texts with the hash they like.

// FNV-1a, 32 bit (RFC 9923).
const fnvOffsetBasis = 0x811c9dc5;
const fnvPrime = 0x01000193;

// The finaliser of MurmurHash3 (Austin Appleby, public domain): FNV-1a alone hardly spreads the last units of a text into
// the upper bits, and whoever is compared by size needs them spread.
const firstMultiplier = 0x85ebca6b;
const secondMultiplier = 0xc2b2ae35;

/** @returns 32 bits, as a number from 0 */
export function hash32(text: string): number {
  let hash = fnvOffsetBasis;
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), fnvPrime);
  }
  hash = Math.imul(hash ^ (hash >>> 16), firstMultiplier);
  hash = Math.imul(hash ^ (hash >>> 13), secondMultiplier);
  return (hash ^ (hash >>> 16)) >>> 0;
}
