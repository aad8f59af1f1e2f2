// What the page shows: what it has been told, and what the person looks at, which actor at which moment. A reducer. Pure.
import { firstChoice } from './actor-tree.js';
import { emptyModel, type PageMessage, type PageModel, received } from './page-model.js';
import type { ActorPicture } from './actor-picture.js';
import type { Entry, Picture } from './picture.js';
import { emptyPicture } from './picture.js';
import { entryAt, firstOf, pictureAt } from './timeline.js';

export interface PageState {
  readonly model: PageModel;
  /** The session id of the actor that is looked at; the person's choice, or the first one. */
  readonly chosen: string | undefined;
  /** The number of the event after which things are shown as they were; `undefined`: as they are now. */
  readonly moment: number | undefined;
  /** The picture of that moment. */
  readonly picture: Picture;
}

export type PageAction =
  | { readonly type: 'received'; readonly messages: readonly PageMessage[] }
  | { readonly type: 'choose'; readonly sessionId: string }
  /** To the moment right after the event with that number. */
  | { readonly type: 'go'; readonly to: number }
  /** By one event, or to the next snapshot of the chosen actor. */
  | { readonly type: 'step'; readonly by: 1 | -1; readonly along: 'events' | 'chosen' }
  | { readonly type: 'live' };

export const initialState: PageState = {
  model: emptyModel,
  chosen: undefined,
  moment: undefined,
  picture: emptyPicture,
};

/** What is shown after something has come or the person has done something. */
export function shownAfter(state: PageState, action: PageAction): PageState {
  switch (action.type) {
    case 'received':
      return withMessages(state, action.messages);
    case 'choose':
      return { ...state, chosen: action.sessionId };
    case 'go':
      return at(state, action.to);
    case 'step':
      return at(state, stepFrom(state, action.by, action.along));
    case 'live':
      return at(state, undefined);
  }
}

/** The actor that is looked at, at the moment that is shown; `undefined` when there is none then. */
export function chosenActor({ picture, chosen }: PageState): ActorPicture | undefined {
  return chosen === undefined ? undefined : picture.actors.get(chosen);
}

/** The number of the last event that is shown. */
export function shownUntil({ model, moment }: PageState): number {
  return moment ?? model.timeline.next - 1;
}

/** The last event that is shown. */
export function shownEntry(state: PageState): Entry | undefined {
  return entryAt(state.model.timeline, shownUntil(state));
}

function withMessages(state: PageState, messages: readonly PageMessage[]): PageState {
  const model = received(state.model, messages);
  const isSameRun = model.run === state.model.run;
  const next = at({ ...state, model }, isSameRun ? state.moment : undefined);
  // Names of actors mean nothing in another run, but for a mere reconnection: then they are the same.
  const isKnown = next.chosen !== undefined && (isSameRun || model.timeline.latest.actors.has(next.chosen));
  return isKnown ? next : { ...next, chosen: firstChoice(model.timeline.latest) };
}

function at(state: PageState, wanted: number | undefined): PageState {
  const { timeline } = state.model;
  if (wanted === undefined || timeline.next === 0)
    return { ...state, moment: undefined, picture: timeline.latest };
  const moment = Math.min(Math.max(wanted, firstOf(timeline)), timeline.next - 1);
  const isSame = moment === state.moment;
  return { ...state, moment, picture: isSame ? state.picture : pictureAt(timeline, moment) };
}

function stepFrom(state: PageState, by: 1 | -1, along: 'events' | 'chosen'): number {
  const { timeline } = state.model;
  const from = shownUntil(state);
  if (along === 'events') return from + by;
  for (let number = from + by; number >= firstOf(timeline) && number < timeline.next; number += by) {
    const event = entryAt(timeline, number)?.event;
    if (event?.type === '@xstate.snapshot' && event.sessionId === state.chosen) return number;
  }
  return from;
}
