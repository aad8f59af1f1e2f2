// Every event that our presence takes, and what it tells its parent: the type, and a row of the catalogue.
import type { HelloReason } from '../src/wire/control.js';
import type { EventCatalogue } from './event-catalogue.js';

export type PresenceEvent =
  | { readonly type: 'announce'; readonly why: HelloReason }
  | { readonly type: 'silent' }
  | { readonly type: 'spoke' }
  | { readonly type: 'hello.heard'; readonly from: string }
  | { readonly type: 'heartbeat.heard'; readonly from: string }
  | { readonly type: 'queried' }
  | { readonly type: 'group.size'; readonly members: number; readonly bytes: number }
  | { readonly type: 'heartbeat.wanted' };

/** What our presence tells its parent to send. */
export type FromPresence =
  | { readonly type: 'presence.hello'; readonly why: HelloReason }
  | { readonly type: 'presence.heartbeat' };

const why = 'why: joined, woke or moved';
const from = 'its client id: what comes in both IP families, or twice, is of one';

export const presenceEvents: EventCatalogue<PresenceEvent> = {
  announce: {
    from: 'the session, when its sockets are open, or open anew',
    meaning: 'Let the others know that we are here.',
    carries: { why },
  },
  silent: {
    from: 'the session, when its sockets are closed, and when it leaves',
    meaning: 'Nothing can be sent for now, or should be.',
    carries: {},
  },
  spoke: {
    from: 'the session',
    meaning: 'A chat datagram of ours has left.',
    carries: {},
  },
  'hello.heard': {
    from: 'the session',
    meaning: 'Somebody came and wants to know who is here.',
    carries: { from },
  },
  'heartbeat.heard': {
    from: 'the session',
    meaning: 'Somebody else said that they are here.',
    carries: { from },
  },
  queried: {
    from: 'the session',
    meaning: 'Somebody asked whether we are still here.',
    carries: {},
  },
  'group.size': {
    from: 'the session, when either number has changed',
    meaning: 'How many heartbeats have to share what heartbeats may take of the LAN.',
    carries: {
      members: 'how many of our kind are present, ourselves included',
      bytes: 'how long a heartbeat is on average',
    },
  },
  'heartbeat.wanted': {
    from: 'the machine itself',
    meaning: 'One of its regions wants a heartbeat; what the others want is served by the same one.',
    carries: {},
  },
};

export const presenceTells: EventCatalogue<FromPresence> = {
  'presence.hello': { from: 'our presence', meaning: 'Send a hello.', carries: { why } },
  'presence.heartbeat': { from: 'our presence', meaning: 'Send a heartbeat.', carries: {} },
};
