// From bytes to a chat datagram, or to a reason from a closed list. Total: whatever arrives, nothing is thrown.
import { maxAcceptedDatagramBytes } from '../limits.js';
import {
  type ChatDatagram,
  originalDatagramSchema,
  protocolVersion,
  stampedDatagramSchema,
} from './chat-datagram.js';

/** Why bytes are not a chat datagram, in the order in which it is checked. */
export const undecodableReasons = [
  'empty',
  'too-long', // more bytes than `maxAcceptedDatagramBytes`
  'not-utf-8',
  'not-json', // a byte order mark counts: RFC 8259 §8.1 forbids it, and the original dies of it
  'not-an-object',
  'bad-fields', // one of the original's three keys is missing, of the wrong type or out of bounds
  'bad-stamp', // the three keys are fine, and what we add to them is not
] as const;

export type Undecodable = (typeof undecodableReasons)[number];

export type Decoded =
  | { readonly ok: true; readonly datagram: ChatDatagram }
  | { readonly ok: false; readonly reason: Undecodable };

// Without `ignoreBOM` (sic) the decoder would swallow a byte order mark, and we would accept what the original cannot.
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Reads a datagram from the chat port.
 *
 * A stamp of a later version than ours is ignored: the original's three keys keep their meaning in every version.
 * Strings come as they are, lone surrogates and all; whoever shows them sanitises them.
 */
export function decode(bytes: Uint8Array): Decoded {
  if (bytes.length === 0) return undecodable('empty');
  if (bytes.length > maxAcceptedDatagramBytes) return undecodable('too-long');
  const text = textOf(bytes);
  if (text === undefined) return undecodable('not-utf-8');
  const value = valueOf(text);
  if (value === undefined) return undecodable('not-json');
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return undecodable('not-an-object');

  const isOurs = 'v' in value && value.v === protocolVersion;
  if (isOurs) {
    const stamped = stampedDatagramSchema.safeParse(value);
    if (stamped.success) return { ok: true, datagram: stamped.data };
  }
  const original = originalDatagramSchema.safeParse(value);
  if (!original.success) return undecodable('bad-fields');
  return isOurs ? undecodable('bad-stamp') : { ok: true, datagram: original.data };
}

function undecodable(reason: Undecodable): Decoded {
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
