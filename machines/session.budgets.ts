// What the session sends because others want it to, and whom it takes note of: as much as each token bucket gives. So
// nobody, whatever they send us, makes us send or work more than this. Pure.
import {
  ackBytesPerSecond,
  ackBurstBytes,
  hearsayBurst,
  hearsayPerSecond,
  historyBurstBytes,
  historyBytesPerSecond,
  nackBurstBytes,
  nackBytesPerSecond,
  queriesPerSecond,
  queryBurst,
  renameBurst,
  renamesPerSecond,
  repairBurstBytes,
  strangerBurst,
  seekBurst,
  seeksPerSecond,
  strangersPerSecond,
  watchBurst,
  watchesPerSecond,
} from '../src/limits.js';
import type { ProtocolTiming } from '../src/protocol-timing.js';
import { fullBucket, take, type TokenBucket, type TokenRate } from '../src/token-bucket.js';

/** The first four in bytes; the others are counted. */
export type Budget =
  | 'repairs'
  | 'nacks'
  | 'acks'
  | 'histories'
  | 'queries'
  | 'strangers'
  | 'watches'
  | 'hearsay'
  | 'renames'
  | 'seeks';

export type Budgets = Readonly<Record<Budget, TokenBucket>>;

function ratesOf({ repairBytesPerSecond }: ProtocolTiming): Readonly<Record<Budget, TokenRate>> {
  return {
    repairs: { rate: repairBytesPerSecond, burst: repairBurstBytes },
    nacks: { rate: nackBytesPerSecond, burst: nackBurstBytes },
    acks: { rate: ackBytesPerSecond, burst: ackBurstBytes },
    histories: { rate: historyBytesPerSecond, burst: historyBurstBytes },
    queries: { rate: queriesPerSecond, burst: queryBurst },
    strangers: { rate: strangersPerSecond, burst: strangerBurst },
    watches: { rate: watchesPerSecond, burst: watchBurst },
    hearsay: { rate: hearsayPerSecond, burst: hearsayBurst },
    renames: { rate: renamesPerSecond, burst: renameBurst },
    seeks: { rate: seeksPerSecond, burst: seekBurst },
  };
}

/** Nothing has been spent yet. */
export function fullBudgets(at: number, timing: ProtocolTiming): Budgets {
  const rates = ratesOf(timing);
  return {
    repairs: fullBucket(at, rates.repairs),
    nacks: fullBucket(at, rates.nacks),
    acks: fullBucket(at, rates.acks),
    histories: fullBucket(at, rates.histories),
    queries: fullBucket(at, rates.queries),
    strangers: fullBucket(at, rates.strangers),
    watches: fullBucket(at, rates.watches),
    hearsay: fullBucket(at, rates.hearsay),
    renames: fullBucket(at, rates.renames),
    seeks: fullBucket(at, rates.seeks),
  };
}

/**
 * Spends from a budget, if there is enough in it.
 *
 * @param at now, in milliseconds since 1970
 */
export function spend(
  budgets: Budgets,
  budget: Budget,
  amount: number,
  at: number,
  timing: ProtocolTiming,
): { readonly budgets: Budgets; readonly ok: boolean } {
  const { bucket, ok } = take(budgets[budget], amount, at, ratesOf(timing)[budget]);
  return { budgets: { ...budgets, [budget]: bucket }, ok };
}
