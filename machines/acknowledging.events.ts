// Every event that the acknowledging actor takes and tells: its type, and a row of the catalogue in docs/machines.md.
import type { EventCatalogue } from './event-catalogue.js';

/** What the acknowledging actor takes. */
export interface AcknowledgingEvent {
  readonly type: 'held';
  readonly streams: readonly string[];
}

/** What it tells its parent to do. */
export interface FromAcknowledging {
  readonly type: 'acknowledge';
  readonly streams: readonly string[];
}

export const acknowledgingEvents: EventCatalogue<AcknowledgingEvent> = {
  held: {
    from: 'the session',
    meaning: 'We hold something new of these streams, and their authors should know.',
    carries: { streams: 'their keys' },
  },
};

export const acknowledgingTells: EventCatalogue<FromAcknowledging> = {
  acknowledge: {
    from: 'the acknowledging actor',
    meaning: 'Say now how far these streams are held.',
    carries: { streams: 'their keys, each once' },
  },
};
