// From a chat datagram to bytes: the one door to the chat port, so nothing leaves that the 2012 original would die of.
import { maxChatDatagramBytes } from '../limits.js';
import { type ChatDatagram, isStamped } from './chat-datagram.js';
import { pictureControls } from './control-pictures.js';

export type Encoded =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly reason: 'too-long' };

const utf8 = new TextEncoder();

/**
 * Writes a datagram for the chat port: one JSON object in UTF-8, keys in a fixed order. Whatever the strings hold, the
 * original can read the result: control characters (NUL ends it, a newline garbles its screen) become
 * visible symbols, lone surrogates U+FFFD. How text should look is the sanitiser's business, not this one's.
 *
 * @param maxBytes the most that the datagram may have, for senders that need room for more; never above
 *   `maxChatDatagramBytes`, whatever is asked for
 */
export function encode(datagram: ChatDatagram, maxBytes = maxChatDatagramBytes): Encoded {
  const bytes = utf8.encode(JSON.stringify(inOrder(datagram)));
  return bytes.length <= Math.min(maxBytes, maxChatDatagramBytes)
    ? { ok: true, bytes }
    : { ok: false, reason: 'too-long' };
}

/** The fields that the format has and no others, in its order. */
function inOrder(datagram: ChatDatagram): ChatDatagram {
  const original = {
    client_id: pictureControls(datagram.client_id),
    handle: pictureControls(datagram.handle),
    content: pictureControls(datagram.content),
  };
  if (!isStamped(datagram)) return original;
  const { v, epoch, seq, clock, part } = datagram;
  return { ...original, v, epoch, seq, clock, ...(part === undefined ? {} : { part }) };
}
