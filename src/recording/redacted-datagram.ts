// Datagrams with nothing left of what they say: ids, epochs and numbers stay, texts become masks of the same length. What is
// no datagram of ours is masked as a whole.
import { maskedText } from './masked-text.js';
import type { Pseudonyms } from './pseudonyms.js';

/** How the strings of a datagram are made into others. */
export interface DatagramRedaction {
  readonly names: Pseudonyms;
  /** What somebody says. */
  readonly content: (text: string) => string;
}

const fatalUtf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Keys of ours; those of others may say anything. */
const knownKeys: ReadonlySet<string> = new Set(
  'client_id handle content v epoch seq clock part kind id role upMs highest why oldest held wanted to messages bytes members number count datagram nonce'.split(
    ' ',
  ),
);

/** Words of ours, which say nothing of anybody. */
const knownWords: ReadonlySet<string> = new Set(
  'hello heartbeat nack ack query bye ask-history roster repair history probe answer joined woke moved person program'.split(
    ' ',
  ),
);

/** The same datagram without what it says. */
export function redactedDatagram(bytes: Uint8Array, redaction: DatagramRedaction): Uint8Array {
  const value = objectIn(bytes);
  if (value === undefined) return Uint8Array.from(bytes, (byte) => (byte < 0x80 ? 'x'.charCodeAt(0) : byte));
  return Buffer.from(JSON.stringify(redactedValue(value, '', redaction)));
}

function objectIn(bytes: Uint8Array): object | undefined {
  try {
    const value: unknown = JSON.parse(fatalUtf8.decode(bytes));
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

/** @param key that it is the value of, or of the list that it is in */
function redactedValue(value: unknown, key: string, redaction: DatagramRedaction): unknown {
  if (typeof value === 'string') return redactedString(value, key, redaction);
  if (Array.isArray(value)) return value.map((each: unknown, at) => redactedItem(each, key, at, redaction));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]: [string, unknown]) => [
      knownKeys.has(name) ? name : maskedText(name),
      redactedValue(each, name, redaction),
    ]),
  );
}

/** A member is listed as `[client_id, epoch, handle]`; other lists begin with an id. */
function redactedItem(item: unknown, key: string, at: number, redaction: DatagramRedaction): unknown {
  if (Array.isArray(item)) {
    return item.map((each: unknown, index) => redactedItem(each, key, index, redaction));
  }
  if (typeof item !== 'string') return redactedValue(item, key, redaction);
  if (key === 'members' && at === 2) return redaction.names.handle(item);
  return redactedString(item, ['members', 'held', 'wanted'].includes(key) ? 'id' : '', redaction);
}

function redactedString(text: string, key: string, { names, content }: DatagramRedaction): string {
  switch (key) {
    case 'content':
      return content(text);
    case 'handle':
      return names.handle(text);
    case 'client_id':
    case 'id':
    case 'to':
      return names.clientId(text);
    default:
      return knownWords.has(text) ? text : maskedText(text);
  }
}
