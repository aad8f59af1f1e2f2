// The figures of a simulation: how much of what was said arrived, how soon, and what it cost.
import { areEqual, held } from './invariants.js';
import type { Ledger } from './ledger.js';
import type { SimulatedProcess } from './simulated-process.js';
import type { Traffic } from './traffic.js';

/** What talk came to, among whole peers or in a crowd. */
export interface TalkFigures {
  readonly messages: number;
  /** Of all that should have been shown by somebody, how much was, 0 to 1. */
  readonly delivered: number;
  /** How often somebody showed a message again. */
  readonly shownTwice: number;
  /** How often somebody showed a message after a later one of the same sender: where a hole had been given time enough. */
  readonly outOfOrder: number;
  /** The times from saying to showing, in ascending order, in milliseconds. */
  readonly delaysMs: Float64Array;
  readonly nacks: number;
  readonly repairs: number;
  /** How much time was simulated. */
  readonly simulatedMs: number;
}

export interface Figures extends TalkFigures {
  /** Whether all show the same at the end, as far as they were there. */
  readonly areEqual: boolean;
  /** Bytes on the control port, of the whole LAN. */
  readonly controlBytes: number;
  readonly traffic: Traffic;
}

export function figuresOf(
  all: readonly SimulatedProcess[],
  living: readonly SimulatedProcess[],
  ledger: Ledger,
  traffic: Traffic,
  simulatedMs: number,
): Figures {
  const delays: number[] = [];
  let [expected, arrived] = [0, 0];
  const startedAt = new Map(all.map((process) => [process.name, process.startedAt]));
  for (const { at, by, shownAt } of ledger.said) {
    for (const [name, shown] of shownAt) {
      if (name !== by && (startedAt.get(name) ?? 0) <= at) delays.push(shown - at);
    }
  }
  for (const { at, by, shownAt } of held(living, ledger)) {
    for (const process of living) {
      if (process.startedAt > at || process.name === by) continue;
      expected += 1;
      if (shownAt.has(process.name)) arrived += 1;
    }
  }
  return {
    messages: ledger.said.length,
    delivered: expected === 0 ? 1 : arrived / expected,
    shownTwice: ledger.shownTwice(),
    outOfOrder: ledger.outOfOrder(),
    areEqual: areEqual(living, arrived === expected),
    delaysMs: Float64Array.from(delays).toSorted(),
    nacks: traffic.kinds.get('nack') ?? 0,
    repairs: traffic.kinds.get('repair') ?? 0,
    controlBytes: traffic.controlBytes,
    simulatedMs,
    traffic,
  };
}

/** The delay that this share of all does not exceed, in milliseconds; `NaN` if there is none. */
export function percentile({ delaysMs }: TalkFigures, share: number): number {
  return delaysMs[Math.min(delaysMs.length - 1, Math.floor(delaysMs.length * share))] ?? Number.NaN;
}
