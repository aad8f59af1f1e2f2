// Every event that the machine of one peer takes, and what it tells its parent: the type, and a row of the catalogue.
import type { EventCatalogue } from './event-catalogue.js';

export type PeerEvent =
  | { readonly type: 'evidence'; readonly intervalMs: number }
  | { readonly type: 'group.size'; readonly members: number; readonly intervalMs: number }
  | { readonly type: 'query.heard' }
  | { readonly type: 'bye' }
  | { readonly type: 'deaf' }
  | { readonly type: 'hearing' }
  | { readonly type: 'replaced' };

/** What the machine of one peer tells its parent. */
export type FromPeer =
  | { readonly type: 'peer.query'; readonly clientId: string }
  | { readonly type: 'peer.quiet'; readonly clientId: string }
  | { readonly type: 'peer.returned'; readonly clientId: string }
  | { readonly type: 'peer.left'; readonly clientId: string; readonly silently: boolean };

const intervalMs = 'the mean time between two heartbeats of one member, in milliseconds';
const clientId = 'which peer';

export const peerEvents: EventCatalogue<PeerEvent> = {
  evidence: {
    from: 'the session',
    meaning: 'A datagram came from this peer, of whatever kind.',
    carries: { intervalMs },
  },
  'group.size': {
    from: 'the session, when the interval has changed by much',
    meaning: 'Everybody beats at another pace now.',
    carries: { members: 'how many of our kind are present, ourselves included', intervalMs },
  },
  'query.heard': {
    from: 'the session',
    meaning: 'Somebody else asked this peer whether it is there.',
    carries: {},
  },
  bye: { from: 'the session', meaning: 'This peer said that it leaves.', carries: {} },
  deaf: {
    from: 'the session',
    meaning: 'We hear nobody of our like: the network is gone, or the sockets are being opened anew.',
    carries: {},
  },
  hearing: { from: 'the session', meaning: 'We can hear again.', carries: {} },
  replaced: {
    from: 'the session',
    meaning: 'Somebody of the same handle came, likely the same person with the program started anew.',
    carries: {},
  },
};

export const peerTells: EventCatalogue<FromPeer> = {
  'peer.query': {
    from: "a peer's machine",
    meaning: 'Ask this peer whether it is there.',
    carries: { clientId },
  },
  'peer.quiet': {
    from: "a peer's machine",
    meaning: 'Nothing was heard of it for long.',
    carries: { clientId },
  },
  'peer.returned': {
    from: "a peer's machine",
    meaning: 'It was heard again, before anybody was told that it left.',
    carries: { clientId },
  },
  'peer.left': {
    from: "a peer's machine",
    meaning: 'It is gone; its machine has ended.',
    carries: { clientId, silently: 'whether people are not told' },
  },
};
