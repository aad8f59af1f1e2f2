// Every event that the session takes and emits: its type, and a row of the catalogue that docs/machines.md shows.
import type { MessageEntry } from '../src/chat/transcript.js';
import type { Trouble } from '../src/errors.js';
import type { InterfacesChange, InterfaceTrouble, NetworkInterface, Source } from '../src/net/transport.js';
import type { ChatDatagram } from '../src/wire/chat-datagram.js';
import type { Undecodable } from '../src/wire/decode.js';

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
  | {
      readonly type: 'datagram.heard';
      readonly datagram: ChatDatagram;
      readonly source: Source;
      readonly at: number;
    }
  | { readonly type: 'datagram.unreadable'; readonly reason: Undecodable };

/** What the session tells whoever listens, beside its snapshots. */
export type SessionEmitted =
  | { readonly type: 'taken' }
  | { readonly type: 'refused'; readonly sentence: string }
  | {
      readonly type: 'heard';
      readonly message: MessageEntry;
      readonly datagram: ChatDatagram;
      readonly source: Source;
    };

/** A row of the catalogue: the compiler holds `carries` to the event's own fields. */
export type EventRow<Event extends { readonly type: string }> = {
  readonly from: string;
  readonly meaning: string;
  readonly carries: Readonly<Record<Exclude<keyof Event, 'type'>, string>>;
};

/** One row for each event of a union, no more and no fewer. */
export type EventCatalogue<Events extends { readonly type: string }> = {
  readonly [Type in Events['type']]: EventRow<Extract<Events, { readonly type: Type }>>;
};

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
  'datagram.heard': {
    from: 'the actor `lan`',
    meaning: 'A readable datagram came in, our own echo included.',
    carries: { datagram: 'what it says', source: 'the address and port it came from', at },
  },
  'datagram.unreadable': {
    from: 'the actor `lan`',
    meaning: 'A datagram came in that is not chat; it is counted, and never answered.',
    carries: { reason: 'which rule it breaks' },
  },
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
    carries: { message: 'its entry in the transcript', datagram: 'as it came', source: 'where it came from' },
  },
};
