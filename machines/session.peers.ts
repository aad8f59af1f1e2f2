// Which actors of peers there are, and what they are told. Pure functions on a turn; whom there is one for, and what is
// known of a peer, is decided elsewhere.
import { entriesOf, valueOf, withEntry, withoutEntry } from '../src/chat/persistent-map.js';
import { maxPeersPerShard } from '../src/limits.js';
import type { PeerEvent } from './peer.events.js';
import type { PeerInput } from './peer.machine.js';
import type { Actors } from './session.context.js';
import { drawSeed, follow, remember, type Turn } from './session.turn.js';

/** What an actor begins with that is known of its peer. */
type KnownOfPeer = Omit<PeerInput, 'parent' | 'timing' | 'seed'>;

/**
 * Begins an actor for a peer that has none, in the first share that has room.
 *
 * @param at now, in milliseconds since 1970
 */
export function beginPeer(turn: Turn, known: KnownOfPeer, at: number): void {
  const seed = drawSeed(turn);
  const { actors } = turn.context;
  const free = actors.shards.findIndex((count) => count < maxPeersPerShard);
  const shard = free === -1 ? actors.shards.length : free;
  if (free === -1) follow(turn, { kind: 'shard.begin', shard });
  follow(turn, { kind: 'shard', shard, event: { type: 'peer.begin', ...known, seed } });
  const peers = withEntry(actors.peers, known.clientId, { toldAt: at, shard });
  remember(turn, { actors: { ...actors, peers, shards: counted(actors, shard, 1) } });
}

/** Ends the actor of a peer, if it has one. */
export function endPeer(turn: Turn, clientId: string): void {
  const { actors } = turn.context;
  const known = valueOf(actors.peers, clientId);
  if (known === undefined) return;
  follow(turn, { kind: 'shard', shard: known.shard, event: { type: 'peer.end', clientId } });
  const peers = withoutEntry(actors.peers, clientId);
  remember(turn, { actors: { ...actors, peers, shards: counted(actors, known.shard, -1) } });
}

/** Tells the actor of a peer something, if it has one. */
export function tellPeer(turn: Turn, clientId: string, event: PeerEvent): void {
  const known = valueOf(turn.context.actors.peers, clientId);
  if (known === undefined) return;
  follow(turn, { kind: 'shard', shard: known.shard, event: { type: 'peer.tell', clientId, event } });
}

/** Tells it that its peer was heard, and remembers when it was told. */
export function tellEvidence(turn: Turn, clientId: string, intervalMs: number, at: number): void {
  const { actors } = turn.context;
  const known = valueOf(actors.peers, clientId);
  if (known === undefined) return;
  tellPeer(turn, clientId, { type: 'evidence', intervalMs });
  const peers = withEntry(actors.peers, clientId, { toldAt: at, shard: known.shard });
  remember(turn, { actors: { ...actors, peers } });
}

/** Tells all of them something. */
export function tellEachPeer(turn: Turn, event: PeerEvent): void {
  for (const [clientId] of entriesOf(turn.context.actors.peers)) tellPeer(turn, clientId, event);
}

/** The counts of the shares, with so many more in this one. */
function counted({ shards }: Actors, shard: number, more: number): Actors['shards'] {
  const count = (shards[shard] ?? 0) + more;
  return shard < shards.length ? shards.with(shard, count) : [...shards, count];
}
