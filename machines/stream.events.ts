// Every event that a stream's actor takes and tells: its type, and a row of the catalogue that docs/machines.md shows.
import type { Ranges } from '../src/chat/ranges.js';
import type { EventCatalogue } from './event-catalogue.js';

/** What a stream's actor takes. Each event says when it happened: from that and from its own timers it knows the time. */
export type StreamEvent =
  | {
      readonly type: 'missing';
      readonly ranges: Ranges;
      readonly members: number;
      readonly isHoldingBack: boolean;
      readonly at: number;
    }
  | { readonly type: 'asked.by.another'; readonly ranges: Ranges; readonly at: number }
  | {
      readonly type: 'wanted';
      readonly sequences: readonly number[];
      readonly members: number;
      readonly at: number;
    }
  | { readonly type: 'said'; readonly sequence: number; readonly at: number }
  | { readonly type: 'repaired'; readonly sequence: number; readonly at: number }
  | { readonly type: 'held.elsewhere'; readonly ranges: Ranges; readonly at: number };

/** What a stream's actor tells its parent to do. */
export type FromStream =
  | { readonly type: 'stream.ask'; readonly stream: string; readonly ranges: Ranges }
  | { readonly type: 'stream.lost'; readonly stream: string; readonly ranges: Ranges }
  | { readonly type: 'stream.seek'; readonly stream: string; readonly ranges: Ranges }
  | { readonly type: 'stream.release'; readonly stream: string; readonly through: number }
  | { readonly type: 'stream.answer'; readonly stream: string; readonly sequences: readonly number[] };

const at = 'when, in milliseconds since 1970';
const members = 'how many of us there are, for the back-off';
const stream = 'the key of the stream';

export const streamEvents: EventCatalogue<StreamEvent> = {
  missing: {
    from: 'the session, when what is missing changes',
    meaning: 'This is missing now, and nothing else.',
    carries: {
      ranges: 'the missing sequence numbers; none when the stream is complete',
      members,
      isHoldingBack: 'whether something later has come, and is kept from the screen',
      at,
    },
  },
  'asked.by.another': {
    from: 'the session, on a nack of another',
    meaning: 'Another has asked for some of what is missing.',
    carries: { ranges: 'what it asked for; may be far more than is missing here', at },
  },
  wanted: {
    from: 'the session, on a nack of another',
    meaning: 'Another misses something of this stream that we hold.',
    carries: { sequences: 'what it misses and we hold', members, at },
  },
  said: {
    from: 'the session, when the network has taken a datagram of ours while the LAN loses some',
    meaning: 'To be repeated unasked: some have lost it.',
    carries: { sequence: 'its sequence number', at },
  },
  repaired: {
    from: 'the session, on a repair of another',
    meaning: 'This number has been repeated: nobody needs to ask for it or repeat it just now.',
    carries: { sequence: 'its sequence number', at },
  },
  'held.elsewhere': {
    from: 'the session, on a heartbeat or an ack of another',
    meaning: 'Somebody who is there may hold what has been given up.',
    carries: { ranges: 'what is lost here, and not lost there', at },
  },
};

export const streamTells: EventCatalogue<FromStream> = {
  'stream.ask': {
    from: "a stream's actor",
    meaning: 'Ask everybody for these.',
    carries: { stream, ranges: 'at most as many as one datagram lists' },
  },
  'stream.lost': {
    from: "a stream's actor",
    meaning: 'These have been asked for often enough; they are lost.',
    carries: { stream, ranges: 'the lost sequence numbers' },
  },
  'stream.seek': {
    from: "a stream's actor",
    meaning: 'These were lost, and are worth asking for once more: somebody may hold them after all.',
    carries: { stream, ranges: 'the lost sequence numbers' },
  },
  'stream.release': {
    from: "a stream's actor",
    meaning: 'A hole has held back later messages for long enough: show them.',
    carries: {
      stream,
      through: 'no hole up to this number holds back anything any more; later ones still do',
    },
  },
  'stream.answer': {
    from: "a stream's actor",
    meaning: 'Repeat these now: others miss them, and nobody else has repeated them.',
    carries: { stream, sequences: 'the sequence numbers' },
  },
};
