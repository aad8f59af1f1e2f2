// Every event that the announcer takes, and what it tells its parent: the type, and a row of the catalogue.
import type { Gathered, Person } from '../src/chat/announcements.js';
import type { EventCatalogue } from './event-catalogue.js';

export type AnnouncerEvent =
  | { readonly type: 'joined' }
  | { readonly type: 'came'; readonly person: Person; readonly wasHere: boolean; readonly isFewHere: boolean }
  | { readonly type: 'left'; readonly person: Person };

/** What the announcer tells its parent: who is to be named in which of three sentences, in the order of their coming and going. */
export type FromAnnouncer = { readonly type: 'announce' } & Gathered;

const person = 'client id and handle';

export const announcerEvents: EventCatalogue<AnnouncerEvent> = {
  joined: {
    from: 'the session',
    meaning: 'We can hear others: for the first time, or again, on this network or another.',
    carries: {},
  },
  came: {
    from: 'the session',
    meaning: 'Somebody is in the roster who was not, or who was gone.',
    carries: {
      person,
      wasHere:
        'whether they were here before us, by how long they say that they have been running, and have not been away since',
      isFewHere: 'whether so few are here that each may be named whenever they are heard',
    },
  },
  left: { from: 'the session', meaning: 'Somebody is gone, and people may know it.', carries: { person } },
};

export const announcerTells: EventCatalogue<FromAnnouncer> = {
  announce: {
    from: 'the announcer',
    meaning: 'Tell the person who came and went.',
    carries: {
      here: 'who was here already',
      joined: 'who has come',
      left: 'who has gone',
    },
  },
};
