// Plain text instead of JSON: what the first two scripts of the 2012 article speak, on a group of their own.
import { maxAcceptedDatagramBytes, maxChatDatagramBytes } from '../limits.js';
import type { Encoded } from './encode.js';

export type DecodedRaw =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly reason: 'too-long' };

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A line's end as `puts` writes it, or as a program on Windows does. */
const trailingNewline = /\r?\n$/;

/**
 * Writes plain text as UTF-8; a lone surrogate becomes U+FFFD.
 *
 * @param maxBytes the most that the datagram may have; the article's scripts read no more than 1,024 bytes
 */
export function encodeRaw(text: string, maxBytes = maxChatDatagramBytes): Encoded {
  const bytes = encoder.encode(text);
  return bytes.length <= maxBytes ? { ok: true, bytes } : { ok: false, reason: 'too-long' };
}

/** Reads plain text: what is not UTF-8 becomes U+FFFD, and one newline at the end goes. Not sanitised. */
export function decodeRaw(bytes: Uint8Array): DecodedRaw {
  if (bytes.length > maxAcceptedDatagramBytes) return { ok: false, reason: 'too-long' };
  return { ok: true, text: decoder.decode(bytes).replace(trailingNewline, '') };
}
