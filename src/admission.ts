// Which datagrams are read at all: so many a second from each source address, so that one host that has gone mad costs no
// more than that. It keeps out a broken program, not somebody who forges a new address for each datagram.
import { admittedBurst, admittedPerSecond, maxAdmittedSources } from './limits.js';
import { fullBucket, type TokenBucket, take } from './token-bucket.js';

export interface AdmissionLimits {
  /** Datagrams a second and source. Higher: a flood costs more. Lower: busy computers are not fully heard. */
  readonly perSecond: number;
  /** Datagrams of one source that may come at once. */
  readonly burst: number;
  /** Sources that are told apart at one time. */
  readonly maxSources: number;
}

/** The door keeper: it remembers the sources that it has seen. */
export interface Admission {
  /**
   * Whether a datagram is to be read.
   *
   * @param address the address that it came from; the port is anybody's choice and would give a flood as many buckets as
   *   there are ports
   * @param at the time now, in milliseconds
   */
  admits(address: string, at: number): boolean;
  /** How many datagrams have been turned away. */
  readonly refused: number;
}

const defaultLimits: AdmissionLimits = {
  perSecond: admittedPerSecond,
  burst: admittedBurst,
  maxSources: maxAdmittedSources,
};

/** Begins with nobody known: the first datagrams of any source pass. */
export function admission({ perSecond, burst, maxSources }: AdmissionLimits = defaultLimits): Admission {
  const limit = { rate: perSecond, burst };
  // A Map keeps its order: whoever was heard longest ago is first, and goes first.
  const buckets = new Map<string, TokenBucket>();
  let refused = 0;
  return {
    admits(address, at) {
      const { bucket, ok } = take(buckets.get(address) ?? fullBucket(at, limit), 1, at, limit);
      buckets.delete(address);
      buckets.set(address, bucket);
      if (buckets.size > maxSources) removeFirst(buckets);
      if (!ok) refused += 1;
      return ok;
    },
    get refused() {
      return refused;
    },
  };
}

function removeFirst(buckets: Map<string, TokenBucket>): void {
  for (const address of buckets.keys()) {
    buckets.delete(address);
    return;
  }
}
