// What people see of a handle: two who are present under the same one are told apart. Pure.
import { hash32 } from './hash32.js';
import { isPresent } from './peer.js';
import type { Roster } from './roster.js';

/** As many hexadecimal digits tell namesakes apart: they are few, and each digit takes room on every line. */
const tagDigits = 4;

/** Said of somebody whom nobody knows any more, as the sanitiser says it of a handle with nothing in it. */
const unknownHandle = '?';

/**
 * The handle, with the beginning of the client id when somebody else who is present has the same one: `alice#a1b2`. Who is
 * gone is not told apart: mostly it is the same person, with the program started anew.
 *
 * @param handle the one that a line was said under; without it, the latest one known
 */
export function displayHandle(roster: Roster, clientId: string, handle?: string): string {
  const isSelf = roster.self?.clientId === clientId;
  const peer = roster.peers.get(clientId);
  const shown = handle ?? (isSelf ? roster.self?.handle : peer?.handle) ?? unknownHandle;
  const isHere = isSelf || (peer !== undefined && isPresent(peer));
  const namesakes = roster.handles.get(shown) ?? 0;
  return isHere && namesakes > 1 ? `${shown}#${tag(clientId)}` : shown;
}

const isHex = /^[\da-f]+$/u;

/** Other programs' client ids may be any text, which has no business on the screen: such an id is hashed. */
function tag(clientId: string): string {
  const beginning = clientId.slice(0, tagDigits);
  if (isHex.test(beginning)) return beginning;
  return (hash32(clientId) % 16 ** tagDigits).toString(16).padStart(tagDigits, '0');
}
