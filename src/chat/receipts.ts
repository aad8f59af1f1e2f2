// Who holds which of our own messages: of those who were there when it went out and still are. Pure and bounded.
import { maxPeers, maxReceipts } from '../limits.js';
import type { Receipt } from './entry.js';
import {
  emptyMap,
  entriesOf,
  type PersistentMap,
  valueOf,
  withEntry,
  withoutEntry,
} from './persistent-map.js';

/** Somebody who is there, and of our kind: whoever speaks the 2012 original's format says nothing of what it holds. */
interface Member {
  /** The first of our messages that went out while it was there, by its place among all. */
  readonly since: number;
  /** It holds our datagrams up to this number. */
  readonly upTo: number;
}

interface SentMessage extends Receipt {
  /** The key of its entry in the transcript. */
  readonly key: string;
  /** Its place among all own messages. */
  readonly place: number;
  /** The sequence number of its last datagram. */
  readonly last: number;
}

export interface Receipts {
  readonly members: PersistentMap<Member>;
  /** The latest messages, the oldest first. */
  readonly messages: readonly SentMessage[];
  /** How many messages have gone out. */
  readonly sent: number;
}

/** What is to be shown beside an own message now. */
export interface ReceiptChange extends Receipt {
  readonly key: string;
}

/** The receipts after something happened, and which of them are others now. */
export interface Receipted {
  readonly receipts: Receipts;
  readonly changed: readonly ReceiptChange[];
}

/** Client ids of those who hold a message, and of those who do not (yet). */
export interface Holders {
  readonly holding: readonly string[];
  readonly lacking: readonly string[];
}

export const noReceipts: Receipts = { members: emptyMap, messages: [], sent: 0 };

/**
 * A message has gone out.
 *
 * @param key of its entry in the transcript
 * @param lastSequence the number of its last datagram
 * @param present client ids of those of our kind who are there now
 */
export function sent(
  receipts: Receipts,
  key: string,
  lastSequence: number,
  present: readonly string[],
): Receipted {
  const place = receipts.sent + 1;
  const { receipts: here, changed } = onlyPresent(receipts, present);
  const members = present.reduce(
    (all, clientId) =>
      valueOf(all, clientId) === undefined ? withEntry(all, clientId, { since: place, upTo: 0 }) : all,
    here.members,
  );
  const heldBy = present.filter((clientId) => (valueOf(members, clientId)?.upTo ?? 0) >= lastSequence).length;
  const message = { key, place, last: lastSequence, heldBy, of: members.size };
  const messages = [...here.messages, message].slice(-maxReceipts);
  return {
    receipts: { members, messages, sent: place },
    changed: members.size > 0 ? [...changed, changeOf(message)] : changed,
  };
}

/**
 * Somebody was there all the time, though we have learnt of it only now: it counts for what went out before, too. Whoever
 * is known already changes nothing.
 */
export function wasHere(receipts: Receipts, clientId: string): Receipted {
  const { members } = receipts;
  if (members.size >= maxPeers || valueOf(members, clientId) !== undefined) return { receipts, changed: [] };
  const known = { ...receipts, members: withEntry(members, clientId, { since: 0, upTo: 0 }) };
  return changeEach(known, (message) => ({ ...message, of: message.of + 1 }));
}

/** Somebody says that it holds our datagrams up to this number. */
export function acknowledged(receipts: Receipts, clientId: string, upTo: number): Receipted {
  const member = valueOf(receipts.members, clientId);
  if (member === undefined || upTo <= member.upTo) return { receipts, changed: [] };
  const members = withEntry(receipts.members, clientId, { ...member, upTo });
  return changeEach({ ...receipts, members }, (message) => {
    const isNew = message.last > member.upTo && message.last <= upTo && message.place >= member.since;
    return isNew ? { ...message, heldBy: message.heldBy + 1 } : message;
  });
}

/** Somebody is not there any more: neither counted as holding nor as lacking anything. */
export function left(receipts: Receipts, clientId: string): Receipted {
  const member = valueOf(receipts.members, clientId);
  if (member === undefined) return { receipts, changed: [] };
  const members = withoutEntry(receipts.members, clientId);
  return changeEach({ ...receipts, members }, (message) => {
    if (message.place < member.since) return message;
    const heldBy = message.heldBy - (member.upTo >= message.last ? 1 : 0);
    return { ...message, heldBy, of: message.of - 1 };
  });
}

/** Who holds a message and who does not; `undefined` for one that we do not know (any more). */
export function holders({ members, messages }: Receipts, key: string): Holders | undefined {
  const message = messages.findLast((other) => other.key === key);
  if (message === undefined) return undefined;
  const counted = [...entriesOf(members)].filter(([, { since }]) => since <= message.place);
  const holds = ([, { upTo }]: readonly [string, Member]): boolean => upTo >= message.last;
  const [holding, lacking] = [counted.filter(holds), counted.filter((member) => !holds(member))];
  return { holding: holding.map(([clientId]) => clientId), lacking: lacking.map(([clientId]) => clientId) };
}

function onlyPresent(receipts: Receipts, present: readonly string[]): Receipted {
  const here = new Set(present);
  let now: Receipted = { receipts, changed: [] };
  for (const [clientId] of entriesOf(receipts.members)) {
    if (here.has(clientId)) continue;
    const { receipts: without, changed } = left(now.receipts, clientId);
    now = { receipts: without, changed: [...now.changed, ...changed] };
  }
  return now;
}

/** The messages that `change` gives back as they are stay the same objects, and are not among the changed ones. */
function changeEach(receipts: Receipts, change: (message: SentMessage) => SentMessage): Receipted {
  const messages = receipts.messages.map(change);
  const changed = messages.filter((message, index) => message !== receipts.messages[index]);
  return {
    receipts: changed.length > 0 ? { ...receipts, messages } : receipts,
    changed: changed.map(changeOf),
  };
}

function changeOf({ key, heldBy, of }: SentMessage): ReceiptChange {
  return { key, heldBy, of };
}
