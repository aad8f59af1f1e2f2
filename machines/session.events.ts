// Every event that the session takes and emits: its type, and a row of the catalogue that docs/machines.md shows.
import type { MessageEntry } from '../src/chat/transcript.js';
import type { Trouble } from '../src/errors.js';
import type {
  Destination,
  InterfacesChange,
  InterfaceTrouble,
  NetworkInterface,
  Source,
} from '../src/net/transport.js';
import type { ChatDatagram } from '../src/wire/chat-datagram.js';
import type { ControlMessage } from '../src/wire/control.js';
import type { Ignored } from '../src/wire/control-codec.js';
import type { Undecodable } from '../src/wire/decode.js';
import { acknowledgingTells, type FromAcknowledging } from './acknowledging.events.js';
import { announcerTells, type FromAnnouncer } from './announcer.events.js';
import type { EventCatalogue } from './event-catalogue.js';
import { type FromHistorian, historianTells } from './historian.events.js';
import { type FromHistory, historyTells } from './history.events.js';
import { type FromPeer, peerTells } from './peer.events.js';
import { type FromPresence, presenceTells } from './presence.events.js';
import { type FromStream, streamTells } from './stream.events.js';

/** A datagram that came in, on the chat's port or on the control plane's, our own echo included; or why it could not be read. */
export type Arrival =
  | {
      readonly kind: 'chat';
      readonly datagram: ChatDatagram;
      readonly bytes: Uint8Array;
      readonly source: Source;
      readonly on?: string | undefined;
      readonly at: number;
    }
  | { readonly kind: 'unreadable-chat'; readonly reason: Undecodable }
  | {
      readonly kind: 'control';
      readonly message: ControlMessage;
      readonly source: Source;
      readonly on?: string | undefined;
      readonly at: number;
    }
  | { readonly kind: 'unreadable-control'; readonly reason: Ignored };

/** What the session takes. Each event that depends on time says when it happened, so that a recording replays. */
export type SessionEvent =
  | { readonly type: 'say'; readonly text: string; readonly at: number }
  | { readonly type: 'rename'; readonly handle: string; readonly at: number }
  | { readonly type: 'retry' }
  | { readonly type: 'finish' }
  | { readonly type: 'quit' }
  | { readonly type: 'interfaces.changed'; readonly change: InterfacesChange }
  | { readonly type: 'woke'; readonly asleepMs: number }
  | {
      readonly type: 'lan.joined';
      readonly joined: readonly NetworkInterface[];
      readonly refused: readonly InterfaceTrouble[];
      readonly receiveBufferBytes: number;
    }
  | { readonly type: 'lan.lost'; readonly trouble: Trouble; readonly at: number }
  | { readonly type: 'network.settled' }
  | { readonly type: 'lan.heard'; readonly arrivals: readonly Arrival[] }
  | { readonly type: 'control.joined'; readonly at: number }
  | { readonly type: 'control.lost'; readonly trouble: Trouble }
  | { readonly type: 'turned.away'; readonly datagrams: number }
  | FromOwnActor;

/** What the session's own actors tell it. */
type FromOwnActor =
  | FromPresence
  | FromPeer
  | FromAnnouncer
  | FromStream
  | FromAcknowledging
  | FromHistory
  | FromHistorian;

/** Something that somebody said, or another part of it. */
export interface HeardMessage {
  /** Its entry in the transcript. */
  readonly message: MessageEntry;
  /** The address of who said it, as last heard; absent when that is not known. */
  readonly from: string | undefined;
  /** Whether it was said before we came. */
  readonly isPast: boolean;
}

/** What the session tells whoever listens, beside its snapshots. */
export type SessionEmitted =
  | { readonly type: 'taken' }
  | { readonly type: 'refused'; readonly sentence: string }
  | { readonly type: 'heard'; readonly messages: readonly HeardMessage[] }
  | { readonly type: 'lost'; readonly clientId: string; readonly handle: string; readonly count: number }
  | { readonly type: 'history.over' }
  | { readonly type: 'dispatch'; readonly message: ControlMessage; readonly to: Destination };

const at = 'when, in milliseconds since 1970';

export const sessionEvents: EventCatalogue<SessionEvent> = {
  say: {
    from: 'the person, by Enter; `send`, a line of input',
    meaning: 'A message wants to go out.',
    carries: { text: 'what was typed', at },
  },
  rename: {
    from: 'the person, by `/nick`',
    meaning: 'Later messages go out under another handle.',
    carries: { handle: 'the new handle, valid', at },
  },
  retry: { from: 'the person, by `/retry`', meaning: 'Try again now instead of waiting.', carries: {} },
  finish: { from: '`send`, at the end of input', meaning: 'Send what waits, then leave.', carries: {} },
  quit: { from: 'the person; SIGINT and SIGTERM', meaning: 'Leave now.', carries: {} },
  'interfaces.changed': {
    from: 'the actor `interfaces`',
    meaning: "This computer's usable network interfaces are not what they were.",
    carries: { change: 'all usable ones now, and which were added, removed and changed' },
  },
  woke: {
    from: 'the actor `interfaces`',
    meaning: 'The computer, or only this program, slept and goes on.',
    carries: { asleepMs: 'for how long, in milliseconds' },
  },
  'lan.joined': {
    from: 'the actor `lan`',
    meaning: 'The sockets are open and in the group.',
    carries: {
      joined: 'the interfaces on which we are members',
      refused: 'those that refused, with the reason',
      receiveBufferBytes: 'the receive buffer that the system granted',
    },
  },
  'lan.lost': {
    from: 'the actor `lan`',
    meaning: 'The sockets could not be opened, or failed.',
    carries: { trouble: 'why', at },
  },
  'network.settled': {
    from: 'the session itself, some time after the latest `lan.joined`',
    meaning: 'The sockets are no longer being opened time and again.',
    carries: {},
  },
  'lan.heard': {
    from: 'the actor `lan`',
    meaning:
      'Datagrams came in, on either port, our own echo included: one, or in a flood those of a few milliseconds.',
    carries: {
      arrivals:
        'in the order in which they came: of each what it says, its bytes, from where it came, on which interface, and when; of one that cannot be read, why',
    },
  },
  'control.joined': {
    from: 'the actor `lan`',
    meaning: 'The side channel is open: others can be told that we are here.',
    carries: { at },
  },
  'control.lost': {
    from: 'the actor `lan`',
    meaning: 'The side channel could not be opened, or failed: the chat goes on without repair and presence.',
    carries: { trouble: 'why' },
  },
  'turned.away': {
    from: 'the actor `lan`',
    meaning: 'Datagrams were not read at all: their source sends too many.',
    carries: { datagrams: 'how many since the start' },
  },
  ...presenceTells,
  ...peerTells,
  ...announcerTells,
  ...streamTells,
  ...acknowledgingTells,
  ...historyTells,
  ...historianTells,
};

export const sessionEmits: EventCatalogue<SessionEmitted> = {
  taken: { from: 'the session', meaning: 'The message is in the outbox and on the screen.', carries: {} },
  refused: {
    from: 'the session',
    meaning: 'The message was not taken; its text stays in the input line.',
    carries: { sentence: 'why, and what to do' },
  },
  heard: {
    from: 'the session',
    meaning: 'Somebody said something, or another part of it came.',
    carries: {
      messages:
        'of each its entry in the transcript, the address of who said it where that is known, and whether it was said before we came',
    },
  },
  lost: {
    from: 'the session',
    meaning:
      'Something that somebody said is missing for good: it was asked for often enough, or is too old to be.',
    carries: {
      clientId: 'the client id of who said it',
      handle: 'its handle',
      count: 'how many datagrams, without the parts of a message that shows itself what is missing of it',
    },
  },
  'history.over': {
    from: 'the session',
    meaning: 'What was said before we came is in the transcript, as far as it can be had.',
    carries: {},
  },
  dispatch: {
    from: 'the session',
    meaning:
      'A control datagram wants to go out. Nobody says what became of it: the protocol repeats what matters.',
    carries: { message: 'what it says', to: 'everyone, each segment, or one process' },
  },
};
