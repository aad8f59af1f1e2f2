// Members on a ring, each where the hash of its client id puts it: whoever asks has the same few after it for everybody, and
// to find out takes no look at the others. Pure; its owners see to the bounds.
import { hash32 } from './hash32.js';

interface Place {
  readonly point: number;
  readonly clientId: string;
}

/** An immutable set of client ids in the order of their points; make one with {@link emptyRing} and {@link withMember}. */
export type Ring = readonly Place[];

export const emptyRing: Ring = [];

export function withMember(ring: Ring, clientId: string): Ring {
  const place = placeOf(clientId);
  return ring.toSpliced(countBefore(ring, place), 0, place);
}

/** The ring without a member that is on it. */
export function withoutMember(ring: Ring, clientId: string): Ring {
  return ring.toSpliced(countBefore(ring, placeOf(clientId)), 1);
}

/**
 * How many members stand between two, going up from the first, and from the highest point on to the lowest. Either may be
 * on the ring or not, and is not counted.
 */
export function countBetween(ring: Ring, fromId: string, toId: string): number {
  const [from, to] = [placeOf(fromId), placeOf(toId)];
  const upToFrom = countBefore(ring, from) + (has(ring, from) ? 1 : 0);
  const beforeTo = countBefore(ring, to);
  return isBefore(to, from) ? ring.length - upToFrom + beforeTo : beforeTo - upToFrom;
}

function placeOf(clientId: string): Place {
  return { point: hash32(clientId), clientId };
}

/** Of one point the id decides, so that everybody comes to the same order. */
function isBefore(one: Place, other: Place): boolean {
  return one.point < other.point || (one.point === other.point && one.clientId < other.clientId);
}

function has(ring: Ring, place: Place): boolean {
  return ring[countBefore(ring, place)]?.clientId === place.clientId;
}

/** By halving. */
function countBefore(ring: Ring, place: Place): number {
  let low = 0;
  let high = ring.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const other = ring[middle];
    if (other !== undefined && isBefore(other, place)) low = middle + 1;
    else high = middle;
  }
  return low;
}
