// In which directions two doctors get through to each other. Pure.
import type { PeerFacts } from './probe-log.js';

/** Which way works between this computer and another. */
export type Reach =
  | 'both'
  | 'only-inward' // we hear it, it does not hear us
  | 'only-outward' // it hears us, we do not hear it
  | 'answers-lost' // both hear each other's multicast, but no unicast answer comes
  | 'too-short'; // it was there for too short a time to tell

/** Fewer probes than this in either direction say nothing: half a second of them. */
const leastProbes = 5;

export function reachOf({ heard, expected, answered, asked, hearsUs }: PeerFacts): Reach {
  if (heard > 0 && answered > 0) return 'both';
  if (heard > 0 && hearsUs) return asked < leastProbes ? 'too-short' : 'answers-lost';
  if (heard > 0) return asked < leastProbes ? 'too-short' : 'only-inward';
  return expected < leastProbes ? 'too-short' : 'only-outward';
}
