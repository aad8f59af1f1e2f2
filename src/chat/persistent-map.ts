// A persistent map with strings for keys: one change copies one bucket, where a `Map` of 256 would have to be copied as a
// whole for each datagram. Pure; its owners see to the bounds.
import { hash32 } from './hash32.js';

/** An immutable map in no particular order; make one with {@link emptyMap}, {@link withEntry} and {@link withLatest}. */
export interface PersistentMap<Value> {
  readonly buckets: readonly Bucket<Value>[];
  readonly size: number;
}

type Bucket<Value> = readonly (readonly [key: string, value: Value])[];

/** With 256 keys a bucket has four: what a change copies is short. */
const bucketCount = 64;

export const emptyMap: PersistentMap<never> = {
  buckets: Array.from({ length: bucketCount }, () => []),
  size: 0,
};

export function valueOf<Value>({ buckets }: PersistentMap<Value>, key: string): Value | undefined {
  return buckets[bucketOf(key)]?.find(([other]) => other === key)?.[1];
}

/** The map with this value in place of the one that the key had before. */
export function withEntry<Value>(map: PersistentMap<Value>, key: string, value: Value): PersistentMap<Value> {
  const at = bucketOf(key);
  const bucket = map.buckets[at] ?? [];
  const index = bucket.findIndex(([other]) => other === key);
  if (index === -1) return { buckets: map.buckets.with(at, [...bucket, [key, value]]), size: map.size + 1 };
  return { buckets: map.buckets.with(at, bucket.with(index, [key, value])), size: map.size };
}

/** The same, with the key as the one that was used last: for {@link longestUnused}. */
export function withLatest<Value>(
  map: PersistentMap<Value>,
  key: string,
  value: Value,
): PersistentMap<Value> {
  const at = bucketOf(key);
  const bucket = map.buckets[at] ?? [];
  const others = bucket.filter(([other]) => other !== key);
  const size = map.size + 1 + others.length - bucket.length;
  return { buckets: map.buckets.with(at, [...others, [key, value]]), size };
}

/** The map without this key; the very same if it had none. */
export function withoutEntry<Value>(map: PersistentMap<Value>, key: string): PersistentMap<Value> {
  const at = bucketOf(key);
  const bucket = map.buckets[at] ?? [];
  const kept = bucket.filter(([other]) => other !== key);
  if (kept.length === bucket.length) return map;
  return { buckets: map.buckets.with(at, kept), size: map.size - 1 };
}

/** Of the keys that share a bucket with this one, that which has been in it for longest: the one to drop when there are too many. */
export function oldestBeside({ buckets }: PersistentMap<unknown>, key: string): string | undefined {
  return buckets[bucketOf(key)]?.[0]?.[0];
}

/**
 * Of the entries that this is true of, the one that goes before the others by this order, if each was put in by
 * {@link withLatest} and the order is that of their use: so it takes a look at the first of each bucket, and no more.
 */
export function longestUnused<Value>(
  { buckets }: PersistentMap<Value>,
  isMeant: (value: Value) => boolean,
  isBefore: (one: Value, other: Value) => boolean,
): readonly [key: string, value: Value] | undefined {
  let found: readonly [string, Value] | undefined;
  for (const bucket of buckets) {
    for (const entry of bucket) {
      if (!isMeant(entry[1])) continue;
      if (found === undefined || isBefore(entry[1], found[1])) found = entry;
      break;
    }
  }
  return found;
}

/** The entry that goes before all others by this order. */
export function firstEntry<Value>(
  { buckets }: PersistentMap<Value>,
  isBefore: (one: Value, other: Value) => boolean,
): readonly [key: string, value: Value] | undefined {
  let found: readonly [string, Value] | undefined;
  for (const bucket of buckets) {
    for (const entry of bucket) if (found === undefined || isBefore(entry[1], found[1])) found = entry;
  }
  return found;
}

export function* entriesOf<Value>({ buckets }: PersistentMap<Value>): Generator<readonly [string, Value]> {
  for (const bucket of buckets) yield* bucket;
}

/** Who makes keys collide slows one bucket. */
function bucketOf(key: string): number {
  return hash32(key) % bucketCount;
}
