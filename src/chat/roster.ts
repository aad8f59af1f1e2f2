// Who has been heard, by client_id. Pure and bounded; says nothing about who is still there.
import { maxPeers } from '../limits.js';

export interface Peer {
  readonly clientId: string;
  /** Sanitised; the latest one heard. */
  readonly handle: string;
  /** Milliseconds since 1970, own clock. */
  readonly firstHeardAt: number;
}

/** Peers in the order in which they were first heard. */
export type Roster = ReadonlyMap<string, Peer>;

export const emptyRoster: Roster = new Map();

/** The roster after hearing somebody: unchanged (the same object) when it holds nothing new. */
export function meet(roster: Roster, clientId: string, handle: string, at: number): Roster {
  const known = roster.get(clientId);
  if (known?.handle === handle) return roster;
  const next = new Map(roster).set(clientId, { clientId, handle, firstHeardAt: known?.firstHeardAt ?? at });
  const [first] = next.keys();
  if (next.size > maxPeers && first !== undefined) next.delete(first);
  return next;
}
