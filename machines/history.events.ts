// Every event that the history actor takes and tells: its type, and a row of the catalogue in docs/machines.md.
import type { Source } from '../src/net/transport.js';
import type { EventCatalogue } from './event-catalogue.js';

/** What the history actor takes. */
export type HistoryEvent =
  | { readonly type: 'joined' }
  | {
      readonly type: 'candidate';
      readonly clientId: string;
      readonly address: Source;
      readonly upMs: number;
    }
  | { readonly type: 'roster'; readonly from: string; readonly messages: number }
  | { readonly type: 'part'; readonly from: string; readonly number: number; readonly count: number }
  | { readonly type: 'covered'; readonly from: string };

/** What it tells its parent to do. */
export type FromHistory =
  | { readonly type: 'history.ask'; readonly to: string; readonly address: Source }
  | { readonly type: 'history.ask.everybody' }
  | {
      readonly type: 'history.done';
      readonly from?: string;
      readonly lost?: number;
      readonly isCovered: boolean;
    };

const from = 'the client id of who sent it';

export const historyEvents: EventCatalogue<HistoryEvent> = {
  joined: {
    from: 'the session',
    meaning: 'We are in the group; others may have been there before.',
    carries: {},
  },
  candidate: {
    from: 'the session, on a sign of life',
    meaning: 'Somebody was here before us, and can be asked what was said.',
    carries: {
      clientId: 'its client id',
      address: 'where it can be asked',
      upMs: 'how long it has been running, in milliseconds',
    },
  },
  roster: {
    from: 'the session',
    meaning: 'An answer begins: who is there, and how much was said.',
    carries: { from, messages: 'how many parts follow' },
  },
  part: {
    from: 'the session',
    meaning: 'One message of the history has come.',
    carries: { from, number: 'its number, from 1', count: 'how many there are' },
  },
  covered: {
    from: 'the session',
    meaning: 'It has been said how far the history goes: what is missing after that is none of it.',
    carries: { from },
  },
};

export const historyTells: EventCatalogue<FromHistory> = {
  'history.ask': {
    from: 'the history actor',
    meaning: 'Ask this peer what was said before we came.',
    carries: { to: 'its client id', address: 'where it can be asked' },
  },
  'history.ask.everybody': {
    from: 'the history actor',
    meaning: 'Nobody who was asked has answered: ask the group.',
    carries: {},
  },
  'history.done': {
    from: 'the history actor',
    meaning: 'What was said before we came is here, as far as it can be had; or there is nobody who knows.',
    carries: {
      from: 'the client id of who gave it; absent when nobody did',
      lost: 'how many of its parts have not come; absent when all have',
      isCovered: 'whether we know how far it goes',
    },
  },
};
