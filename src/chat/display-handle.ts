// What people see of a handle: those who go by the same one are told apart. Pure.
import { hash32 } from './hash32.js';
import { isPerson, isPresent, type Peer } from './peer.js';
import type { Roster } from './roster.js';

/** As many hexadecimal digits tell namesakes apart: they are few, and each digit takes room on every line. */
const tagDigits = 4;

/**
 * The handle, with the beginning of the client id when more than one goes by it: `alice#a1b2`.
 *
 * @param handle the one that a line was said under; without it, the latest one known
 */
export function displayHandle(roster: Roster, clientId: string, handle?: string): string {
  const isSelf = roster.self?.clientId === clientId;
  const peer = roster.peers.get(clientId);
  const shown = handle ?? (isSelf ? roster.self?.handle : peer?.handle) ?? unknownName(clientId);
  // Who has left while another of that name is here has to be told from them, even if it is the same person.
  const hasSuccessor = peer !== undefined && !isPresent(peer) && roster.handles.has(shown);
  return hasSuccessor || sharedHandles(roster).has(shown) ? taggedHandle(shown, clientId) : shown;
}

/** The handle of one of several who go by it: `alice#a1b2`. */
export function taggedHandle(handle: string, clientId: string): string {
  return `${handle}#${tag(clientId)}`;
}

/** Somebody of whom only the id is known: others have told of what they said. */
export function unknownName(clientId: string): string {
  return `somebody (${tag(clientId)})`;
}

const noHandles: ReadonlySet<string> = new Set();

/** A roster never changes: it is read once, however many lines are drawn with it. */
const sharedByRoster = new WeakMap<Roster, ReadonlySet<string>>();

/**
 * The handles that more than one is known to go by: two who are here at the same time, or on different computers, also when
 * one of them has left. One after the other on one computer is mostly the same person, with the program started anew. And
 * those that somebody else went by before.
 */
export function sharedHandles(roster: Roster): ReadonlySet<string> {
  const known = sharedByRoster.get(roster);
  if (known !== undefined) return known;
  const shared = readSharedHandles(roster);
  sharedByRoster.set(roster, shared);
  return shared;
}

/** What is known of all so far who go by a handle. */
interface Bearers {
  /** Whether one of them is here, and a person as far as is known. */
  readonly isHere: boolean;
  /** Of the first whose is known. */
  readonly address: string | undefined;
}

function readSharedHandles({ self, peers, putDown }: Roster): ReadonlySet<string> {
  let shared: Set<string> | undefined;
  // Who takes another's name for a while would otherwise leave behind lines that look like theirs.
  const isTaken = ({ clientId, handle }: Pick<Peer, 'clientId' | 'handle'>): boolean => {
    const former = putDown.get(handle);
    return former !== undefined && former !== clientId;
  };
  if (self !== undefined && isTaken(self)) shared = new Set([self.handle]);
  const bearers = new Map<string, Bearers>();
  for (const peer of peers.values()) {
    const { handle } = peer;
    const address = peer.address?.address;
    const before = bearers.get(handle);
    // What a person pipes into the chat beside talking in it goes by their name, too.
    const isHere = isPerson(peer) && isPresent(peer);
    const isBeside = before?.isHere === true && isHere;
    const isElsewhere = isOtherComputer(before?.address, address);
    // We have been here all the time, so that whoever has our name had it beside us.
    const isOurs = handle === self?.handle && isPerson(peer);
    if (isBeside || isElsewhere || isOurs || isTaken(peer)) shared = (shared ?? new Set()).add(handle);
    bearers.set(handle, { isHere: isHere || before?.isHere === true, address: before?.address ?? address });
  }
  return shared ?? noHandles;
}

/** Whether two addresses are known to be of two computers: one computer has one in each family. */
function isOtherComputer(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.includes(':') === other.includes(':') && one !== other;
}

const isHex = /^[\da-f]+$/u;

/** Other programs' client ids may be any text, which has no business on the screen: such an id is hashed. */
function tag(clientId: string): string {
  const beginning = clientId.slice(0, tagDigits);
  if (isHex.test(beginning)) return beginning;
  return (hash32(clientId) % 16 ** tagDigits).toString(16).padStart(tagDigits, '0');
}
