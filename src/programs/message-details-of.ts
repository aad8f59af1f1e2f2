// From the session's snapshot to all that is known of one message.
import type { SessionSnapshot } from '../../machines/session.machine.js';
import { displayHandle } from '../chat/display-handle.js';
import { holders } from '../chat/receipts.js';
import type { MessageDetails } from '../view/message-details.js';
import type { EntryPlace } from '../view/screen-view.js';
import { selectedMessage } from '../view/selection.js';
import { sanitiseLine } from '../wire/sanitise.js';

/** @returns `undefined` when the transcript no longer has a message there */
export function messageDetailsOf(
  { context }: SessionSnapshot,
  place: EntryPlace | undefined,
): MessageDetails | undefined {
  const { room, roster, receipts } = context;
  const message = selectedMessage(room.transcript, place);
  if (message === undefined) return undefined;
  const { key, clientId, handle, at, clock, source, missingParts, delivery, text } = message;
  const address = delivery === undefined ? roster.peers.get(clientId)?.address?.address : undefined;
  const who = delivery === undefined ? undefined : holders(receipts, key);
  const names = (ids: readonly string[]) => ids.map((id) => displayHandle(roster, id)).toSorted();
  return {
    name: displayHandle(roster, clientId, handle),
    clientId: sanitiseLine(clientId),
    at,
    clock,
    missingParts,
    text,
    ...(address === undefined ? {} : { address }),
    ...(source === undefined ? {} : { parts: source.count }),
    ...(delivery === undefined ? {} : { delivery }),
    ...(who === undefined ? {} : { heldBy: names(who.holding), lackedBy: names(who.lacking) }),
  };
}
