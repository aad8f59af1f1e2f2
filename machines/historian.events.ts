// Every event that the historian takes and tells: its type, and a row of the catalogue in docs/machines.md.
import type { EventCatalogue } from './event-catalogue.js';

/** What the historian takes. */
export interface HistorianEvent {
  readonly type: 'request';
  readonly to: string;
  readonly items: number;
}

/** What it tells its parent to do. */
export type FromHistorian =
  | { readonly type: 'history.give'; readonly to: string; readonly number: number }
  | { readonly type: 'history.given'; readonly to: string };

const to = 'the client id of the late joiner';

export const historianEvents: EventCatalogue<HistorianEvent> = {
  request: {
    from: 'the session, on `ask-history`',
    meaning: 'A late joiner wants to know what was said.',
    carries: { to, items: 'how many messages there are for it' },
  },
};

export const historianTells: EventCatalogue<FromHistorian> = {
  'history.give': {
    from: 'the historian',
    meaning: 'Send this message of the history now.',
    carries: { to, number: 'its number, from 1' },
  },
  'history.given': {
    from: 'the historian',
    meaning: 'This late joiner is given no more, or nothing at all: its history need not be kept.',
    carries: { to },
  },
};
