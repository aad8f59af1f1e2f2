// Randomness from a seed: the same seed gives the same run, here, in tests and in a replay. Pure.

/** The state of the generator: 32 bits. */
export type RandomState = number;

/** One draw: a number from 0 up to but not including 1, and the state for the next draw. */
export interface Draw {
  readonly value: number;
  readonly state: RandomState;
}

/** Draws once, by the mulberry32 generator (Tommy Ettinger, 2017; public domain): small, fast, and good enough for jitter and ids. */
export function draw(state: RandomState): Draw {
  const next = (state + 0x6d2b79f5) | 0;
  let mixed = Math.imul(next ^ (next >>> 15), next | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return { value: ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32, state: next };
}

/** The same generator as a function that keeps its own state. */
export function seededRandom(seed: RandomState): () => number {
  let state = seed | 0;
  return () => {
    const drawn = draw(state);
    state = drawn.state;
    return drawn.value;
  };
}
