// Every event that the actor of a share of the peers takes: its type, and a row of the catalogue in docs/machines.md.
import type { EventCatalogue } from './event-catalogue.js';
import type { PeerInput } from './peer.machine.js';
import type { PeerEvent } from './peer.events.js';

/** Of each peer, what its actor begins with; the rest is the same for all. */
type AboutPeer = Omit<PeerInput, 'parent' | 'timing'>;

export type ShardEvent =
  | ({ readonly type: 'peer.begin' } & AboutPeer)
  | { readonly type: 'peer.tell'; readonly clientId: string; readonly event: PeerEvent }
  | { readonly type: 'peer.end'; readonly clientId: string };

const clientId = 'which peer';

export const shardEvents: EventCatalogue<ShardEvent> = {
  'peer.begin': {
    from: 'the session',
    meaning: 'This peer was met, and is to have an actor.',
    carries: {
      clientId,
      kind: "whether it takes part in the control traffic, or speaks the 2012 original's format",
      seed: 'for its chances',
      members: 'how many of our kind are present, ourselves included',
      intervalMs: 'the mean time between two heartbeats of one member, in milliseconds',
    },
  },
  'peer.tell': {
    from: 'the session',
    meaning: 'Something for the actor of this peer.',
    carries: { clientId, event: 'what it is told' },
  },
  'peer.end': {
    from: 'the session',
    meaning: 'This peer is gone, or makes room for another.',
    carries: { clientId },
  },
};
