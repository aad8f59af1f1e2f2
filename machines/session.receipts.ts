// Who holds our own messages, as the session works it out. Pure functions on a turn.
import { acknowledged, type Receipted, sent, wasHere } from '../src/chat/receipts.js';
import { noteReceipts } from '../src/chat/room.js';
import { isPresent } from '../src/chat/peer.js';
import { ourKind } from '../src/chat/roster.js';
import { highestSent } from './session.context.js';
import { remember, type Turn } from './session.turn.js';

/** A message has gone out: those who are there now are the ones who should hold it. */
export function sentMessage(turn: Turn, key: string, lastSequence: number): void {
  const present = ourKind(turn.context.roster).map(({ clientId }) => clientId);
  noteReceipted(turn, sent(turn.context.receipts, key, lastSequence, present));
}

/**
 * Somebody says how far they hold what we said. Not believed: whoever has not said that they are here, and whoever claims
 * to hold what has not been said.
 */
export function heardReceipt(turn: Turn, from: string, upTo: number): void {
  const peer = turn.context.roster.peers.get(from);
  if (peer?.kind !== 'ours' || !isPresent(peer) || upTo > highestSent(turn.context)) return;
  // Whoever holds what we said was here when we said it, also if we have not heard of them until now.
  noteReceipted(turn, wasHere(turn.context.receipts, from));
  noteReceipted(turn, acknowledged(turn.context.receipts, from, upTo));
}

/** Remembers who holds what, and shows it beside the messages. */
export function noteReceipted(turn: Turn, { receipts, changed }: Receipted): void {
  if (receipts === turn.context.receipts) return;
  remember(turn, { receipts, room: noteReceipts(turn.context.room, changed) });
}
