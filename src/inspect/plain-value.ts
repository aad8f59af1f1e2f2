// Anything that a context or an event may hold as plain JSON of bounded size: deep, long and many things are cut short, and
// what people say becomes its length unless it may be shown.
import { isLeftOut, isShown, type Place } from './shown-strings.js';
import { unfolded } from './unfolded.js';

/** JSON, with no other value in it. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [key: string]: Plain };

/** Deeper is cut: the deepest thing that matters, a missing range of a stream of the room, lies at 7. */
const maxDepth = 10;

/** Entries of one collection: a screenful; more nobody reads, and each snapshot would carry them again. */
const maxEntries = 40;

/** From this depth on collections are details of details, */
const detailDepth = 5;
/** and fewer of their entries are enough. */
const maxEntriesOfDetails = 10;

/** All values together: about a millisecond of work and 100 KiB of JSON, however the bounds above multiply. */
const maxValues = 6000;

/** UTF-16 units of one text: a few lines. */
const maxTextUnits = 500;

/** Bytes that are shown as text, where they may be: any datagram of the chat port, nearly. */
const maxShownBytes = 500;

interface Work {
  readonly content: boolean;
  valuesLeft: number;
}

/**
 * @param content whether what people say may be shown; otherwise a text becomes `text of 12 characters`, and bytes
 *   `bytes: 230`
 * @param key under which the value stands, if it does: it decides what is content
 */
export function plainValue(value: unknown, content: boolean, key = ''): Plain {
  const place = { key, parent: '', owner: {} };
  return plain(value, place, 0, { content, valuesLeft: maxValues });
}

/** The fields of an object, each as {@link plainValue} has it. */
export function plainFields(value: object, content: boolean): Readonly<Record<string, Plain>> {
  const work = { content, valuesLeft: maxValues };
  const shown = Object.entries(value)
    .slice(0, maxEntries)
    .map(([key, item]) => [key, plain(item, { key, parent: '', owner: value }, 1, work)] as const);
  return Object.fromEntries(shown);
}

function plain(value: unknown, place: Place, depth: number, work: Work): Plain {
  work.valuesLeft -= 1;
  switch (typeof value) {
    case 'string':
      return work.content || isShown(place) ? shortened(value) : `text of ${value.length} characters`;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'boolean':
      return value;
    case 'function':
      return 'function';
    case 'object':
      if (value === null) return null;
      if (depth >= maxDepth || work.valuesLeft <= 0) return '…';
      return isLeftOut(place.key) ? 'left out' : plainObject(value, place, depth, work);
    default:
      return typeof value;
  }
}

function plainObject(value: object, place: Place, depth: number, work: Work): Plain {
  if (value instanceof Uint8Array) return plainBytes(value, work.content);
  if (isActor(value)) return `actor ${value.sessionId}`;
  if (value instanceof Error) {
    return plainPairs(
      [
        ['name', value.name],
        ['message', value.message],
      ],
      value,
      place.key,
      depth,
      work,
    );
  }
  const most = depth < detailDepth ? maxEntries : maxEntriesOfDetails;
  const collection = unfolded(value, most);
  if (collection === undefined) {
    const pairs = Object.entries(value);
    return plainPairs(pairs.slice(0, maxEntries), value, place.key, depth, work, pairs.length);
  }
  if ('items' in collection) {
    const { items, size } = collection;
    const shown = items.map((item) => plain(item, place, depth + 1, work));
    return size > items.length ? [`… ${size - items.length} more`, ...shown] : shown;
  }
  // Its keys are data, and not names of fields: what the map as a whole is, its values are.
  const shown = collection.pairs.map(([key, item]) => [key, plain(item, place, depth + 1, work)] as const);
  return fromPairs(shown, collection.size);
}

function plainPairs(
  pairs: readonly (readonly [string, unknown])[],
  owner: object,
  parent: string,
  depth: number,
  work: Work,
  size = pairs.length,
): Plain {
  const shown = pairs
    .filter(([, item]) => item !== undefined)
    .map(([key, item]) => [key, plain(item, { key, parent, owner }, depth + 1, work)] as const);
  return fromPairs(shown, size - (pairs.length - shown.length));
}

function fromPairs(shown: readonly (readonly [string, Plain])[], size: number): Plain {
  // Not by assignment: a key such as `__proto__`, which a peer may choose, is one like the others.
  const object = Object.fromEntries(shown);
  return size > shown.length ? { ...object, '…': `${size - shown.length} more` } : object;
}

function plainBytes(bytes: Uint8Array, content: boolean): string {
  if (!content) return `bytes: ${bytes.length}`;
  const text = new TextDecoder().decode(bytes.subarray(0, maxShownBytes));
  return `bytes: ${bytes.length}: ${text}${bytes.length > maxShownBytes ? '…' : ''}`;
}

function shortened(text: string): string {
  return text.length <= maxTextUnits ? text : `${text.slice(0, maxTextUnits)}… (${text.length} characters)`;
}

function isActor(value: object): value is { readonly sessionId: string } {
  return 'sessionId' in value && typeof value.sessionId === 'string' && 'getSnapshot' in value;
}
