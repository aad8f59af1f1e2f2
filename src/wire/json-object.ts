// From bytes to a JSON object, or to a reason from a closed list: what both ports' datagrams are, before it is looked at
// what they say. Total: whatever arrives, nothing is thrown.

/** Why bytes are not a JSON object of bearable length, in the order in which it is checked. */
export const notObjectReasons = [
  'empty',
  'too-long',
  'not-utf-8',
  'not-json', // a byte order mark counts: RFC 8259 §8.1 forbids it, and the 2012 original dies of it
  'not-an-object',
] as const;

export type NotObject = (typeof notObjectReasons)[number];

export type ObjectRead =
  | { readonly ok: true; readonly value: object; readonly text: string }
  | { readonly ok: false; readonly reason: NotObject };

// Without `ignoreBOM` (sic) the decoder would swallow a byte order mark, and we would accept what the original cannot.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads one JSON object.
 *
 * @param maxBytes more than this is not read at all
 */
export function readObject(bytes: Uint8Array, maxBytes: number): ObjectRead {
  if (bytes.length === 0) return notObject('empty');
  if (bytes.length > maxBytes) return notObject('too-long');
  const text = textOf(bytes);
  if (text === undefined) return notObject('not-utf-8');
  const value = valueOf(text);
  if (value === undefined) return notObject('not-json');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return notObject('not-an-object');
  return { ok: true, value, text };
}

function notObject(reason: NotObject): ObjectRead {
  return { ok: false, reason };
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes);
  } catch {
    return undefined;
  }
}

/** What the JSON text says; JSON cannot say `undefined`, so that stands for text that is not JSON. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
