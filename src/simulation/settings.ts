// What a simulation is made of. Numbers and names only.

/** What can go wrong; what each does is in `faults.ts`. */
export const faultNames = [
  'shared',
  'bursts',
  'one-way',
  'partitions',
  'crashes',
  'leavers',
  'joiners',
  'pauses',
  'skew',
  'jumps',
  'original',
  'noise',
  'forger',
] as const;

export type FaultName = (typeof faultNames)[number];

export interface SimulationSettings {
  /** How many computers there are, each with one process. */
  readonly peers: number;
  /** Decides all that is left to chance. */
  readonly seed: number;
  /** The chance, 0 to 1, that a receiver does not get a datagram. */
  readonly loss: number;
  /** The chance, 0 to 1, that a receiver gets it twice. */
  readonly duplicates: number;
  /** The chance, 0 to 1, that a copy may overtake others. */
  readonly reordering: number;
  /** Least and greatest time on the way, in milliseconds. */
  readonly delayMs: readonly [least: number, greatest: number];
  /** For how long there is talk, and trouble, in seconds of simulated time. */
  readonly seconds: number;
  /** Messages a second, of all peers together. */
  readonly rate: number;
  readonly faults: readonly FaultName[];
}

export const defaultSettings: SimulationSettings = {
  peers: 20,
  seed: 1,
  loss: 0.3,
  duplicates: 0.05,
  reordering: 0.1,
  delayMs: [0, 3],
  seconds: 60,
  rate: 2,
  faults: [],
};
