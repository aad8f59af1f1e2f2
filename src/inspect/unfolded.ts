// The collections of the chat, which share structure between versions, as what they stand for: only so much of the end of
// each as an inspector shows. Recognises them by their shape.
import { between, type SequenceMap } from '../chat/sequence-map.js';
import { entriesOf, type PersistentMap } from '../chat/persistent-map.js';
import { newestFirst, type Transcript } from '../chat/transcript.js';

/** A collection as pairs or as items, the latest last. */
export type Unfolded =
  | { readonly pairs: readonly (readonly [string, unknown])[]; readonly size: number }
  | { readonly items: readonly unknown[]; readonly size: number };

/**
 * A collection, unfolded; `undefined` for anything else.
 *
 * @param most no more than so many of its entries, the last ones
 */
export function unfolded(value: object, most: number): Unfolded | undefined {
  if (Array.isArray(value)) return { items: value.slice(-most), size: value.length };
  if (value instanceof Set) return { items: [...value].slice(-most), size: value.size };
  if (value instanceof Map) {
    const pairs = [...value].slice(-most).map(([key, item]) => [String(key), item] as const);
    return { pairs, size: value.size };
  }
  if (isPersistentMap(value)) return { pairs: first(entriesOf(value), most), size: value.size };
  if (isSequenceMap(value)) {
    const pairs = between(value, 0, Number.MAX_SAFE_INTEGER).slice(-most);
    return { pairs: pairs.map(([sequence, item]) => [String(sequence), item]), size: value.size };
  }
  if (isTranscript(value)) {
    return { items: first(newestFirst(value), most).toReversed(), size: value.length };
  }
  return undefined;
}

function first<Item>(items: Iterable<Item>, most: number): Item[] {
  const found: Item[] = [];
  for (const item of items) {
    if (found.length >= most) break;
    found.push(item);
  }
  return found;
}

function isPersistentMap(value: object): value is PersistentMap<unknown> {
  return 'buckets' in value && Array.isArray(value.buckets) && 'size' in value;
}

function isSequenceMap(value: object): value is SequenceMap<unknown> {
  return 'blocks' in value && Array.isArray(value.blocks) && 'size' in value;
}

function isTranscript(value: object): value is Transcript {
  return 'chunks' in value && Array.isArray(value.chunks) && 'length' in value && 'units' in value;
}
