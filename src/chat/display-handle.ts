// What people see of a handle: those who go by the same one are told apart. Pure.
import { hash32 } from './hash32.js';
import { isPerson, isPresent, type Peer } from './peer.js';
import { valueOf } from './persistent-map.js';
import type { Roster } from './roster.js';

/** As many hexadecimal digits mostly tell namesakes apart: they are few, and each digit takes room on every line. */
const tagDigits = 4;

/** More of them when two have the same ones, which somebody may see to; as many as our ids have. */
const maxTagDigits = 10;

/** The handles that more than one goes by, each with how many digits of their ids tell them apart. */
export type SharedHandles = ReadonlyMap<string, number>;

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
  const hasSuccessor = peer !== undefined && !isPresent(peer) && valueOf(roster.handles, shown) !== undefined;
  const digits = sharedHandles(roster).get(shown);
  return hasSuccessor || digits !== undefined ? taggedHandle(shown, clientId, digits) : shown;
}

/** The handle of one of several who go by it: `alice#a1b2`. */
export function taggedHandle(handle: string, clientId: string, digits = tagDigits): string {
  return `${handle}#${tag(clientId, digits)}`;
}

/** Somebody of whom only the id is known: others have told of what they said. */
export function unknownName(clientId: string): string {
  return `somebody (${tag(clientId, tagDigits)})`;
}

const noHandles: SharedHandles = new Map();

/** A roster never changes: it is read once, however many lines are drawn with it. */
const sharedByRoster = new WeakMap<Roster, SharedHandles>();

/**
 * The handles that more than one is known to go by: two who are here at the same time, or on different computers, also when
 * one of them has left. One after the other on one computer is mostly the same person, with the program started anew. And
 * those that somebody else went by before.
 */
export function sharedHandles(roster: Roster): SharedHandles {
  const known = sharedByRoster.get(roster);
  if (known !== undefined) return known;
  const shared = withDigits(readSharedHandles(roster), roster);
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

/** How many digits it takes to tell all apart whom anybody knows under a handle. */
function withDigits(
  shared: ReadonlySet<string> | undefined,
  { self, peers, putDown }: Roster,
): SharedHandles {
  if (shared === undefined) return noHandles;
  const bearers = new Map(Array.from(shared, (handle): [string, Set<string>] => [handle, new Set()]));
  if (self !== undefined) bearers.get(self.handle)?.add(self.clientId);
  for (const { handle, clientId } of peers.values()) bearers.get(handle)?.add(clientId);
  for (const [handle, clientId] of putDown) bearers.get(handle)?.add(clientId);
  return new Map(Array.from(bearers, ([handle, clientIds]) => [handle, digitsFor([...clientIds])]));
}

/** The fewest by which these are all different. */
function digitsFor(clientIds: readonly string[]): number {
  for (let digits = tagDigits; digits < maxTagDigits; digits += 1) {
    const tags = new Set(clientIds.map((clientId) => tag(clientId, digits)));
    if (tags.size === clientIds.length) return digits;
  }
  return maxTagDigits;
}

function readSharedHandles({ self, peers, putDown }: Roster): ReadonlySet<string> | undefined {
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
    // Whoever has our name and was heard here had it beside us. Who is gone and was only told of was mostly ourselves, before
    // the program was started anew.
    const isKnown = isPresent(peer) || address !== undefined;
    const isOurs = handle === self?.handle && isPerson(peer) && isKnown;
    if (isBeside || isElsewhere || isOurs || isTaken(peer)) shared = (shared ?? new Set()).add(handle);
    bearers.set(handle, { isHere: isHere || before?.isHere === true, address: before?.address ?? address });
  }
  return shared;
}

/** Whether two addresses are known to be of two computers: one computer has one in each family. */
function isOtherComputer(one: string | undefined, other: string | undefined): boolean {
  if (one === undefined || other === undefined) return false;
  return one.includes(':') === other.includes(':') && one !== other;
}

const isHex = /^[\da-f]+$/u;

/** Other programs' client ids may be any text, which has no business on the screen: such an id is hashed. */
function tag(clientId: string, digits: number): string {
  const beginning = clientId.slice(0, digits);
  if (isHex.test(beginning)) return beginning;
  return hash32(clientId).toString(16).padStart(digits, '0').slice(-digits);
}
