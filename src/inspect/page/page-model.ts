// All that the page has been told: whom it is connected with, and what happened there. A reducer over what comes on the
// stream. Pure; knows no DOM, and nothing of what the person looks at.
import type { InspectionEvent, InspectionHello } from '../inspection-event.js';
import { emptyTimeline, extended, type Timeline } from './timeline.js';

/** What may come on the stream, or of it. */
export type PageMessage =
  | { readonly type: 'hello'; readonly hello: InspectionHello }
  | { readonly type: 'event'; readonly event: InspectionEvent }
  /** Something that the page cannot read. */
  | { readonly type: 'unreadable' }
  /** The stream broke off; the browser tries again by itself. */
  | { readonly type: 'lost' };

export interface PageModel {
  /** How the program described itself; nothing yet if `undefined`. */
  readonly hello: InspectionHello | undefined;
  readonly link: 'connecting' | 'connected' | 'reconnecting';
  readonly timeline: Timeline;
  /** Messages that could not be read. */
  readonly unreadable: number;
  /** Counts how often the whole picture has come: numbers of events mean nothing across it. */
  readonly run: number;
}

export const emptyModel: PageModel = {
  hello: undefined,
  link: 'connecting',
  timeline: emptyTimeline,
  unreadable: 0,
  run: 0,
};

/** The model after some messages. */
export function received(model: PageModel, messages: readonly PageMessage[]): PageModel {
  let now = model;
  let events: InspectionEvent[] = [];
  const flush = (): void => {
    if (events.length > 0) now = { ...now, timeline: extended(now.timeline, events) };
    events = [];
  };
  for (const message of messages) {
    if (message.type === 'event') events.push(message.event);
    else {
      flush();
      now = told(now, message);
    }
  }
  flush();
  return now;
}

function told(model: PageModel, message: Exclude<PageMessage, { readonly type: 'event' }>): PageModel {
  switch (message.type) {
    case 'hello':
      // What comes now is the whole picture again.
      return { ...emptyModel, hello: message.hello, link: 'connected', run: model.run + 1 };
    case 'unreadable':
      return { ...model, unreadable: model.unreadable + 1 };
    case 'lost':
      return { ...model, link: 'reconnecting' };
  }
}
