// From bytes to a chat datagram, or to a reason from a closed list. Total: whatever arrives, nothing is thrown.
import { maxAcceptedDatagramBytes } from '../limits.js';
import {
  type ChatDatagram,
  originalDatagramSchema,
  protocolVersion,
  stampedDatagramSchema,
} from './chat-datagram.js';
import { notObjectReasons, readObject } from './json-object.js';
import { usualDatagram } from './usual-datagram.js';

/** Why bytes are not a chat datagram, in the order in which it is checked. */
export const undecodableReasons = [
  ...notObjectReasons, // too long is more bytes than `maxAcceptedDatagramBytes`
  'bad-fields', // one of the original's three keys is missing, of the wrong type or out of bounds
  'bad-stamp', // the three keys are fine, and what we add to them is not
] as const;

export type Undecodable = (typeof undecodableReasons)[number];

export type Decoded =
  | { readonly ok: true; readonly datagram: ChatDatagram }
  | { readonly ok: false; readonly reason: Undecodable };

/**
 * Reads a datagram from the chat port.
 *
 * A stamp of a later version than ours is ignored: the original's three keys keep their meaning in every version.
 * Strings come as they are, lone surrogates and all; whoever shows them sanitises them.
 */
export function decode(bytes: Uint8Array): Decoded {
  const read = readObject(bytes, maxAcceptedDatagramBytes);
  if (!read.ok) return read;
  const { value } = read;
  const usual = usualDatagram(value);
  if (usual !== undefined) return { ok: true, datagram: usual };
  const isOurs = 'v' in value && value.v === protocolVersion;
  if (isOurs) {
    const stamped = stampedDatagramSchema().safeParse(value);
    if (stamped.success) return { ok: true, datagram: stamped.data };
  }
  const original = originalDatagramSchema().safeParse(value);
  if (!original.success) return undecodable('bad-fields');
  return isOurs ? undecodable('bad-stamp') : { ok: true, datagram: original.data };
}

function undecodable(reason: Undecodable): Decoded {
  return { ok: false, reason };
}
