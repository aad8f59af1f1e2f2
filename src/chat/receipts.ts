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
import { noRanges, overlaps, type Ranges } from './ranges.js';
import type { Range } from '../wire/control.js';

/** Somebody who is there, and of our kind: whoever speaks the 2012 original's format says nothing of what it holds. */
interface Member {
  /** The first of our messages that went out while it was there, by its place among all. */
  readonly since: number;
  /** It holds our datagrams up to this number, */
  readonly upTo: number;
  /** but for those that it has given up. */
  readonly lacks: Ranges;
  /** Whether it counts beside our messages: a program in a pipe holds them too, but is nobody who reads them. */
  readonly isPerson: boolean;
}

/** Whoever our messages may be for. */
export interface Listener {
  readonly clientId: string;
  readonly isPerson: boolean;
}

interface SentMessage extends Receipt {
  /** The key of its entry in the transcript. */
  readonly key: string;
  /** Its place among all own messages. */
  readonly place: number;
  /** The sequence numbers of its datagrams. */
  readonly sequences: Range;
  /** When it went out, in milliseconds since we started. */
  readonly sentMs: number;
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
 * @param sequences the numbers of its datagrams
 * @param sentMs when it went out, in milliseconds since we started
 * @param present those of our kind who are there now
 */
export function sent(
  receipts: Receipts,
  key: string,
  sequences: Range,
  sentMs: number,
  present: readonly Listener[],
): Receipted {
  const place = receipts.sent + 1;
  const { receipts: here, changed } = onlyPresent(receipts, present);
  const members = present.reduce(
    (all, { clientId, isPerson }) =>
      valueOf(all, clientId) === undefined
        ? withEntry(all, clientId, { since: place, upTo: 0, lacks: noRanges, isPerson })
        : all,
    here.members,
  );
  const people = Array.from(entriesOf(members), ([, member]) => member).filter(({ isPerson }) => isPerson);
  const heldBy = people.filter((member) => holds(member, { sequences })).length;
  const message = { key, place, sequences, sentMs, heldBy, of: people.length };
  const messages = [...here.messages, message].slice(-maxReceipts);
  return {
    receipts: { members, messages, sent: place },
    changed: people.length > 0 ? [...changed, changeOf(message)] : changed,
  };
}

/**
 * Somebody says how long they have been running: what has gone out since they started was for them, too, though we have
 * learnt of them only now. What went out before is history to them, and they do not count for it, hold it as they may. Who
 * is known already counts from where they did.
 *
 * @param startedMs when they started, in milliseconds since we did; negative if they were first
 */
export function introduced(
  receipts: Receipts,
  { clientId, isPerson }: Listener,
  startedMs: number,
): Receipted {
  const known = valueOf(receipts.members, clientId);
  if (known?.isPerson === isPerson) return { receipts, changed: [] };
  // Taken for a person, or for a program, until they said what they are.
  const without = left(receipts, clientId).receipts;
  const since = known?.since ?? receipts.messages.find(({ sentMs }) => sentMs >= startedMs)?.place;
  if (since === undefined || without.members.size >= maxPeers) return { receipts, changed: [] };
  const member = { since, upTo: known?.upTo ?? 0, lacks: known?.lacks ?? noRanges, isPerson };
  const members = withEntry(without.members, clientId, member);
  return changeEach(
    { ...without, members },
    (message) => {
      if (!counts(member, message)) return message;
      return { ...message, heldBy: message.heldBy + (holds(member, message) ? 1 : 0), of: message.of + 1 };
    },
    receipts,
  );
}

/**
 * Somebody says how far it holds our datagrams. What says less than was said before is older, and comes late.
 *
 * @param lacks what below `upTo` it has given up
 */
export function acknowledged(
  receipts: Receipts,
  clientId: string,
  upTo: number,
  lacks: Ranges = noRanges,
): Receipted {
  const member = valueOf(receipts.members, clientId);
  if (member === undefined || upTo < member.upTo) return { receipts, changed: [] };
  if (upTo === member.upTo && isSame(lacks, member.lacks)) return { receipts, changed: [] };
  const now = { ...member, upTo, lacks };
  const members = withEntry(receipts.members, clientId, now);
  return changeEach({ ...receipts, members }, (message) => {
    const change = Number(holds(now, message)) - Number(holds(member, message));
    return change !== 0 && counts(now, message) ? { ...message, heldBy: message.heldBy + change } : message;
  });
}

function isSame(one: Ranges, other: Ranges): boolean {
  return (
    one.length === other.length &&
    one.every(([first, last], at) => first === other[at]?.[0] && last === other[at][1])
  );
}

/** Somebody is not there any more: neither counted as holding nor as lacking anything. */
export function left(receipts: Receipts, clientId: string): Receipted {
  const member = valueOf(receipts.members, clientId);
  if (member === undefined) return { receipts, changed: [] };
  const members = withoutEntry(receipts.members, clientId);
  return changeEach({ ...receipts, members }, (message) => {
    if (!counts(member, message)) return message;
    const heldBy = message.heldBy - (holds(member, message) ? 1 : 0);
    return { ...message, heldBy, of: message.of - 1 };
  });
}

/** Which people hold a message and which do not; `undefined` for one that we do not know (any more). */
export function holders(receipts: Receipts, key: string): Holders | undefined {
  return holdersAmong(receipts, key, ({ isPerson }) => isPerson);
}

/** The same of all whom it was for, programs in pipes among them: to a log a lost line is as lost as to a person. */
export function allHolders(receipts: Receipts, key: string): Holders | undefined {
  return holdersAmong(receipts, key, () => true);
}

function holdersAmong(
  { members, messages }: Receipts,
  key: string,
  isMeant: (member: Member) => boolean,
): Holders | undefined {
  const message = messages.findLast((other) => other.key === key);
  if (message === undefined) return undefined;
  const meant = [...entriesOf(members)].filter(([, member]) => wasThere(member, message) && isMeant(member));
  const ids = (doHold: boolean): readonly string[] =>
    meant.filter(([, member]) => holds(member, message) === doHold).map(([clientId]) => clientId);
  return { holding: ids(true), lacking: ids(false) };
}

/** Whether the message went out while it was there; */
function wasThere({ since }: Member, { place }: SentMessage): boolean {
  return since <= place;
}

/** whether that is counted; */
function counts(member: Member, message: SentMessage): boolean {
  return member.isPerson && wasThere(member, message);
}

/** and whether it holds it. */
function holds({ upTo, lacks }: Member, { sequences }: Pick<SentMessage, 'sequences'>): boolean {
  return upTo >= sequences[1] && !overlaps(lacks, sequences);
}

function onlyPresent(receipts: Receipts, present: readonly Listener[]): Receipted {
  const here = new Set(present.map(({ clientId }) => clientId));
  let now: Receipted = { receipts, changed: [] };
  for (const [clientId] of entriesOf(receipts.members)) {
    if (here.has(clientId)) continue;
    const { receipts: without, changed } = left(now.receipts, clientId);
    now = { receipts: without, changed: [...now.changed, ...changed] };
  }
  return now;
}

/**
 * The messages that `change` gives back as they are stay the same objects, and are not among the changed ones.
 *
 * @param before what the messages are compared with, where `receipts` is a step on the way
 */
function changeEach(
  receipts: Receipts,
  change: (message: SentMessage) => SentMessage,
  before: Receipts = receipts,
): Receipted {
  const messages = receipts.messages.map(change);
  const changed = messages.filter((message, index) => message !== before.messages[index]);
  return {
    receipts: changed.length > 0 ? { ...receipts, messages } : receipts,
    changed: changed.map(changeOf),
  };
}

function changeOf({ key, heldBy, of }: SentMessage): ReceiptChange {
  return { key, heldBy, of };
}
