// Who has been heard, by client_id, and who of them is present. Pure and bounded; when somebody counts as quiet or gone
// is decided by machines/peer.machine.ts.
import { maxPeers } from '../limits.js';
import { inPresence, isPresent, type Peer, type PeerFacts, stranger, takesPart, withFacts } from './peer.js';
import { emptyMap, type PersistentMap, valueOf, withEntry, withoutEntry } from './persistent-map.js';
import { emptyRing, type Ring, withMember, withoutMember } from './ring.js';

/** Make one with {@link emptyRoster}. What does not change it gives back the very same object, and costs no copy. */
export interface Roster {
  /** In the order in which they were first heard. */
  readonly peers: ReadonlyMap<string, Peer>;
  /** How many are present and {@link takesPart take part}, ourselves not included. */
  readonly ours: number;
  /** Who these are. */
  readonly ring: Ring;
  /** How many are present, of whatever kind, ourselves not included. */
  readonly here: number;
  /** How many of them have been heard over IPv6 alone. */
  readonly onIPv6Alone: number;
  /** Ourselves, once that is known. */
  readonly self?: Pick<Peer, 'clientId' | 'handle'>;
  /** How many of those present have a handle, ourselves included. */
  readonly handles: PersistentMap<number>;
  /** Who went by a handle before taking another; the one put down first comes first. What they said stands under it. */
  readonly putDown: ReadonlyMap<string, string>;
}

export const emptyRoster: Roster = {
  peers: new Map(),
  ours: 0,
  ring: emptyRing,
  here: 0,
  onIPv6Alone: 0,
  handles: emptyMap,
  putDown: new Map(),
};

/** The roster that knows who we are: people of our own handle are told apart from us too. */
export function introduceSelf(roster: Roster, clientId: string, handle: string): Roster {
  const { self } = roster;
  if (self?.clientId === clientId && self.handle === handle) return roster;
  return {
    ...roster,
    self: { clientId, handle },
    handles: counted(roster.handles, self?.handle, handle),
    putDown: self === undefined ? roster.putDown : afterRenaming(roster.putDown, self, handle),
  };
}

/** Handles remembered that somebody has put down: the one put down first is forgotten first. */
const maxHandlesPutDown = 256;

function afterRenaming(
  putDown: Roster['putDown'],
  { clientId, handle: before }: Pick<Peer, 'clientId' | 'handle'>,
  handle: string,
): Roster['putDown'] {
  if (before === handle) return putDown;
  const next = new Map(putDown);
  next.delete(before);
  next.set(before, clientId);
  const [oldest] = next.keys();
  if (next.size > maxHandlesPutDown && oldest !== undefined) next.delete(oldest);
  return next;
}

/**
 * The roster after hearing somebody, known or not: they are here, whatever was thought of them before. Beyond the bound
 * somebody makes room: see {@link displaced}.
 *
 * @param handle sanitised
 * @param at when it was heard, own clock, milliseconds since 1970
 * @param facts what else it tells; without a kind, somebody unknown is of the original's
 */
export function meet(
  roster: Roster,
  clientId: string,
  handle: string,
  at: number,
  facts: Omit<PeerFacts, 'handle'> = {},
): Roster {
  const known = roster.peers.get(clientId);
  if (known !== undefined)
    return replace(roster, known, withFacts(inPresence(known, 'here'), { ...facts, handle }));
  const crowded = displaced(roster, clientId);
  const room = crowded === undefined ? roster : replace(roster, crowded, undefined);
  return replace(room, undefined, withFacts(stranger(clientId, handle, at), facts));
}

/** The roster after a datagram told more of somebody who has been met; unchanged for anybody else. */
export function heard(roster: Roster, clientId: string, facts: PeerFacts): Roster {
  return change(roster, clientId, (peer) => withFacts(peer, facts));
}

/**
 * Whether anybody is present who understands what we tell of ourselves: those who {@link takesPart take part}, and whoever of our
 * kind has so far said only a line.
 */
export function mayBeHeard({ ours, peers }: Roster): boolean {
  // Who takes part is of our kind: mostly no look at each is needed.
  return ours > 0 || [...peers.values()].some((peer) => peer.kind === 'ours' && isPresent(peer));
}

/** Nothing has been heard of them for long. Who is gone stays gone. */
export function becomeQuiet(roster: Roster, clientId: string): Roster {
  return change(roster, clientId, (peer) => (peer.presence === 'here' ? inPresence(peer, 'quiet') : peer));
}

/** They are here after all. */
export function returned(roster: Roster, clientId: string): Roster {
  return change(roster, clientId, (peer) => inPresence(peer, 'here'));
}

/** They are gone. They stay in the roster, since their messages stay in the transcript. */
export function leave(roster: Roster, clientId: string): Roster {
  return change(roster, clientId, (peer) => inPresence(peer, 'gone'));
}

/**
 * Who makes room when this peer is met, if anybody has to: of those who are gone, the one known longest; else of the
 * original's kind; else of ours the one known shortest. So a flood of strangers pushes out each other before it pushes out
 * those who take part, and those who have been here all the time last.
 */
export function displaced({ peers }: Roster, clientId: string): Peer | undefined {
  if (peers.size < maxPeers || peers.has(clientId)) return undefined;
  let original: Peer | undefined;
  let latest: Peer | undefined;
  for (const peer of peers.values()) {
    if (peer.presence === 'gone') return peer;
    if (peer.kind === 'original') original ??= peer;
    latest = peer;
  }
  return original ?? latest;
}

/** Those who are here or only quiet, in the order in which they were first heard. */
export function present({ peers }: Roster): readonly Peer[] {
  return [...peers.values()].filter(isPresent);
}

/** Those of them who {@link takesPart take part} in the control traffic. */
export function participants(roster: Roster): readonly Peer[] {
  return present(roster).filter(takesPart);
}

function change(roster: Roster, clientId: string, by: (peer: Peer) => Peer): Roster {
  const known = roster.peers.get(clientId);
  return known === undefined ? roster : replace(roster, known, by(known));
}

/** The one place where peers come, change and go, and so the one that counts. */
function replace(roster: Roster, before: Peer | undefined, after: Peer | undefined): Roster {
  if (before === after) return roster;
  const ring = ringAfter(roster.ring, before, after);
  const peers = new Map(roster.peers);
  if (after !== undefined) peers.set(after.clientId, after);
  else if (before !== undefined) peers.delete(before.clientId);
  return {
    ...roster,
    peers,
    ours: ring.length,
    ring,
    here: roster.here - hereIn(before) + hereIn(after),
    onIPv6Alone: roster.onIPv6Alone - onIPv6AloneIn(before) + onIPv6AloneIn(after),
    handles: counted(roster.handles, handleIn(before), handleIn(after)),
    putDown:
      before === undefined || after === undefined
        ? roster.putDown
        : afterRenaming(roster.putDown, before, after.handle),
  };
}

function hereIn(peer: Peer | undefined): number {
  return peer !== undefined && isPresent(peer) ? 1 : 0;
}

function onIPv6AloneIn(peer: Peer | undefined): number {
  return peer?.families.length === 1 && peer.families[0] === 'IPv6' ? hereIn(peer) : 0;
}

/** The ring with one peer in the place of another, or of itself as it was; the same if that is nothing to it. */
function ringAfter(ring: Ring, before: Peer | undefined, after: Peer | undefined): Ring {
  const was = isOurs(before);
  const is = isOurs(after);
  if (was && !is) return withoutMember(ring, before.clientId);
  return is && !was ? withMember(ring, after.clientId) : ring;
}

function isOurs(peer: Peer | undefined): peer is Peer {
  return peer !== undefined && takesPart(peer) && isPresent(peer);
}

function handleIn(peer: Peer | undefined): string | undefined {
  return peer !== undefined && isPresent(peer) ? peer.handle : undefined;
}

/** The index with one handle less and another more; the same when they are the same. */
function counted(
  handles: Roster['handles'],
  before: string | undefined,
  after: string | undefined,
): Roster['handles'] {
  if (before === after) return handles;
  const without = before === undefined ? handles : withMore(handles, before, -1);
  return after === undefined ? without : withMore(without, after, 1);
}

function withMore(handles: Roster['handles'], handle: string, more: number): Roster['handles'] {
  const count = (valueOf(handles, handle) ?? 0) + more;
  return count > 0 ? withEntry(handles, handle, count) : withoutEntry(handles, handle);
}
