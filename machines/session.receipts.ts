// Who holds our own messages, as the session works it out. Pure functions on a turn.
import type { Ranges } from '../src/chat/ranges.js';
import type { Range } from '../src/wire/control.js';
import { acknowledged, introduced, type Listener, type Receipted, sent } from '../src/chat/receipts.js';
import { noteReceipts } from '../src/chat/room.js';
import { isPerson, isPresent, type Peer } from '../src/chat/peer.js';
import { participants } from '../src/chat/roster.js';
import { highestSent } from './session.context.js';
import { remember, type Turn } from './session.turn.js';

/** A message has gone out: those who are there now are the ones who should hold it. */
export function sentMessage(turn: Turn, key: string, sequences: Range): void {
  const { roster, receipts, settings } = turn.context;
  noteReceipted(turn, sent(receipts, key, sequences, settings.upMs(), participants(roster).map(listener)));
}

/** Somebody has said how long they have been running: from then on, what we say is for them. */
export function meetListener(turn: Turn, clientId: string): void {
  const peer = turn.context.roster.peers.get(clientId);
  if (peer?.startedMs === undefined) return;
  noteReceipted(turn, introduced(turn.context.receipts, listener(peer), peer.startedMs));
}

/**
 * Somebody says how far they hold what we said. Not believed: whoever has not said that they are here, and whoever claims
 * to hold what has not been said.
 */
export function heardReceipt(turn: Turn, from: string, upTo: number, lacks: Ranges): void {
  const peer = turn.context.roster.peers.get(from);
  if (peer?.kind !== 'ours' || !isPresent(peer) || upTo > highestSent(turn.context)) return;
  // Of whom we did not know at that time, it counts only for what went out since they came: the rest is history to them.
  meetListener(turn, from);
  noteReceipted(turn, acknowledged(turn.context.receipts, from, upTo, lacks));
}

function listener(peer: Peer): Listener {
  return { clientId: peer.clientId, isPerson: isPerson(peer) };
}

/** Remembers who holds what, and shows it beside the messages. */
export function noteReceipted(turn: Turn, { receipts, changed }: Receipted): void {
  if (receipts === turn.context.receipts) return;
  remember(turn, { receipts, room: noteReceipts(turn.context.room, changed) });
}
