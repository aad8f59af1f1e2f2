// What is said of a handful of runs: the middle, and how far they lie apart. Pure.
import type { Figure, Sample } from './measurement.js';

/** The middle of some numbers, and their range. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/**
 * The smallest of the values that is not below `share` of them (nearest rank): always one that was measured.
 *
 * @param share from 0 to 1; 0.5 is p50, 0.99 is p99
 * @throws {RangeError} when there are no values
 */
export function percentile(values: readonly number[], share: number): number {
  const rank = Math.max(1, Math.ceil(share * values.length));
  const value = values.toSorted((one, other) => one - other)[rank - 1];
  if (value === undefined) throw new RangeError('no values, or a share above 1');
  return value;
}

/** The middle value, or half-way between the two in the middle. @throws {RangeError} when there are no values */
export function median(values: readonly number[]): number {
  // The upper one of an even number of values is the lower one seen from the other end.
  const upper = -percentile(
    values.map((value) => -value),
    1 / 2,
  );
  return (percentile(values, 1 / 2) + upper) / 2;
}

/** @throws {RangeError} when there are no values */
export function summarise(values: readonly number[]): Summary {
  return { median: median(values), min: percentile(values, 0), max: percentile(values, 1) };
}

/** How many times as much as bare Node it costs: above 1 is dearer, whichever way the figure counts. */
export function costRatio({ backchannel, bare }: Required<Sample>, better: Figure['better']): number {
  return better === 'lower' ? backchannel / bare : bare / backchannel;
}
