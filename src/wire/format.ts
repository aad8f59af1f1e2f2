// The two ways to speak on the chat port: JSON chat datagrams, and the plain text of the 2012 article's first scripts.
// One row a format, so that nobody else needs to know which one is spoken.
import { type Composed, compose, type Sender } from './compose.js';
import { type Decoded, decode } from './decode.js';
import { decodeRaw, encodeRaw } from './raw.js';
import { sanitiseText } from './sanitise.js';

export type Format = 'chat' | 'raw';

interface Codec {
  /** Turns a message into its datagrams. */
  readonly compose: (text: string, sender: Sender) => Composed;
  /** Reads a datagram; `from` names its source where the datagram itself does not. */
  readonly read: (bytes: Uint8Array, from: { readonly address: string; readonly port: number }) => Decoded;
}

export const formats: Readonly<Record<Format, Codec>> = {
  chat: { compose: (text, sender) => compose(text, sender), read: (bytes) => decode(bytes) },
  raw: {
    compose: (text) => {
      const safe = sanitiseText(text).trimEnd();
      if (safe === '') return { ok: false, reason: 'empty' };
      const encoded = encodeRaw(safe);
      return encoded.ok ? { ok: true, text: safe, datagrams: [encoded.bytes] } : encoded;
    },
    read: (bytes, { address, port }) => {
      const decoded = decodeRaw(bytes);
      if (!decoded.ok) return decoded;
      return {
        ok: true,
        datagram: { client_id: `${address}:${port}`, handle: address, content: decoded.text },
      };
    },
  },
};
