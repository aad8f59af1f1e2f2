// A flood in words: how many lines it has, and of whom. Pure; what has been counted once is not counted again.
import type { Entry } from '../chat/entry.js';
import type { Transcript } from '../chat/transcript.js';
import { handleText } from './handle-text.js';

/** What sums up lines: how many there are, of how many people, and how many more are missing among them. */
export interface FloodCount {
  readonly lines: number;
  readonly missing: number;
  /** The handles, each once. */
  readonly names: ReadonlySet<string>;
}

/** Counts what these entries have. */
export function countFlood(entries: Iterable<Entry>): FloodCount {
  let lines = 0;
  let missing = 0;
  const names = new Set<string>();
  for (const entry of entries) {
    if (entry.kind !== 'message' && entry.kind !== 'hole') continue;
    names.add(entry.handle);
    if (entry.kind === 'hole') missing += entry.count;
    else lines += 1;
  }
  return { lines, missing, names };
}

/** What whole chunks of a transcript have: a flood that goes on grows at its end alone. */
const counts = new WeakMap<readonly Entry[], FloodCount>();

/** Chunks that follow each other, and what they have together. */
interface Counted {
  readonly chunks: readonly (readonly Entry[])[];
  readonly count: FloodCount;
}

/** By the first of them: of a thousand people, to put together the names of each chunk again is more work than to paint. */
const together = new WeakMap<readonly Entry[], Counted>();

/** Counts what a transcript has from one index up to and including another. */
export function countBetween({ chunks }: Transcript, first: number, last: number): FloodCount {
  const wholes: (readonly Entry[])[] = [];
  const parts: FloodCount[] = [];
  let start = 0;
  for (const { entries } of chunks) {
    const from = Math.max(0, first - start);
    const to = Math.min(entries.length, last + 1 - start);
    start += entries.length;
    if (from >= to) continue;
    // The one in which it ends may grow still.
    if (from === 0 && start <= last) wholes.push(entries);
    else if (from === 0 && to === entries.length) parts.push(countWhole(entries));
    else parts.push(countFlood(entries.slice(from, to)));
  }
  return total([countTogether(wholes), ...parts]);
}

function countTogether(chunks: readonly (readonly Entry[])[]): FloodCount {
  const [first] = chunks;
  if (first === undefined) return total([]);
  const known = together.get(first);
  const isBegun = known?.chunks.every((entries, at) => entries === chunks[at]) ?? false;
  const before = isBegun ? known : undefined;
  if (before?.chunks.length === chunks.length) return before.count;
  const more = chunks.slice(before?.chunks.length ?? 0).map(countWhole);
  const count = total(before === undefined ? more : [before.count, ...more]);
  together.set(first, { chunks, count });
  return count;
}

/** The sum; the names of the first, if the others have none beside. */
function total(parts: readonly FloodCount[]): FloodCount {
  const names = parts[0]?.names ?? new Set<string>();
  const areAll = parts.every(
    (part) => part.names === names || [...part.names].every((name) => names.has(name)),
  );
  return {
    lines: parts.reduce((sum, { lines }) => sum + lines, 0),
    missing: parts.reduce((sum, { missing }) => sum + missing, 0),
    names: areAll ? names : new Set(parts.flatMap((part) => [...part.names])),
  };
}

function countWhole(entries: readonly Entry[]): FloodCount {
  const known = counts.get(entries);
  if (known !== undefined) return known;
  const count = countFlood(entries);
  counts.set(entries, count);
  return count;
}

/** The flood in words: `3,412 lines from 37 names`. */
export function floodText({ lines, missing, names }: FloodCount): string {
  const [name = ''] = names;
  const from =
    names.size === 1 ? (name === '' ? 'somebody' : handleText(name)) : `${grouped(names.size)} names`;
  if (lines === 0) return `${linesText(missing, 'missing ')} from ${from}`;
  const rest = missing === 0 ? '' : `, ${grouped(missing)} missing`;
  return `${linesText(lines)} from ${from}${rest}`;
}

function linesText(count: number, kind = ''): string {
  return `${grouped(count)} ${kind}${count === 1 ? 'line' : 'lines'}`;
}

/** With a comma between thousands. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}
