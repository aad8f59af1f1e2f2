// Sets of sequence numbers as ranges: few numbers say much, however far a peer claims to have got. Pure.
import type { Range } from '../wire/control.js';

/** In ascending order; no two overlap or touch. */
export type Ranges = readonly Range[];

export const noRanges: Ranges = [];

export function includes(ranges: Ranges, number: number): boolean {
  return overlaps(ranges, [number, number]);
}

/** Whether any number of the range is in the set. */
export function overlaps(ranges: Ranges, [first, last]: Range): boolean {
  return ranges.some(([from, to]) => from <= last && to >= first);
}

/** The set with a range more. */
export function withRange(ranges: Ranges, [first, last]: Range): Ranges {
  if (first > last) return ranges;
  const newest = ranges.at(-1);
  if (newest === undefined || newest[1] + 1 < first) return [...ranges, [first, last]];
  const before = ranges.filter(([, to]) => to + 1 < first);
  const after = ranges.filter(([from]) => from > last + 1);
  const merged = ranges.slice(before.length, ranges.length - after.length);
  const from = Math.min(first, merged[0]?.[0] ?? first);
  const to = Math.max(last, merged.at(-1)?.[1] ?? last);
  return [...before, [from, to], ...after];
}

/** The set without a range (which is not empty); the very same when none of it was in. */
export function withoutRange(ranges: Ranges, [first, last]: Range): Ranges {
  if (!overlaps(ranges, [first, last])) return ranges;
  return ranges.flatMap(([from, to]): Ranges => {
    if (to < first || from > last) return [[from, to]];
    const left: Ranges = from < first ? [[from, first - 1]] : [];
    return to > last ? [...left, [last + 1, to]] : left;
  });
}

/** What of the set lies within the range, which may be empty; the very same set when that is all of it. */
export function within(ranges: Ranges, [first, last]: Range): Ranges {
  if (first > last) return noRanges;
  const lowest = ranges[0]?.[0] ?? first;
  const highest = ranges.at(-1)?.[1] ?? last;
  if (lowest >= first && highest <= last) return ranges;
  return ranges
    .filter(([from, to]) => from <= last && to >= first)
    .map(([from, to]) => [Math.max(from, first), Math.min(to, last)]);
}

/** What is in both. */
export function common(ranges: Ranges, others: Ranges): Ranges {
  if (ranges.length === 0) return noRanges;
  return others.reduce((found, range) => union(found, within(ranges, range)), noRanges);
}

/** The set of these numbers, which are in ascending order. */
export function rangesOf(numbers: Iterable<number>): Ranges {
  const found: [number, number][] = [];
  for (const number of numbers) {
    const latest = found.at(-1);
    if (latest?.[1] === number - 1) latest[1] = number;
    else found.push([number, number]);
  }
  return found;
}

/** What is in the first and not in the other. In one go over both: either may be as fragmented as a peer can make it. */
export function minus(ranges: Ranges, others: Ranges): Ranges {
  const found: Range[] = [];
  let at = 0;
  for (const [first, last] of ranges) {
    let from = first;
    while (at < others.length && (others[at]?.[1] ?? 0) < first) at += 1;
    for (let next = at; from <= last; next += 1) {
      const [start, end] = others[next] ?? [last + 1, last + 1];
      if (start > from) found.push([from, Math.min(last, start - 1)]);
      from = Math.max(from, end + 1);
    }
  }
  return found;
}

/** The numbers of the set, in ascending order. */
export function* numbersOf(ranges: Ranges): Generator<number> {
  for (const [first, last] of ranges) {
    for (let number = first; number <= last; number += 1) yield number;
  }
}

/** What is in one or the other. */
export function union(left: Ranges, right: Ranges): Ranges {
  return right.reduce(withRange, left);
}
