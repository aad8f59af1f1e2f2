// What is known at one moment: every actor with its latest snapshot, and what the terminal shows. Worked out event by
// event, and always the same from the same events. Pure.
import type { InspectionEvent } from '../inspection-event.js';
import {
  type ActorPicture,
  type EventOf,
  sharedSnapshot,
  unheardOf,
  withSnapshot,
  withStep,
} from './actor-picture.js';
import { endedShownMs, maxActors, maxEndedActors, maxSharedDefinitions } from './page-limits.js';
import { sharingWith } from './shared-structure.js';

export type ScreenShown = EventOf<'@backchannel.screen'>;

export interface Picture {
  /** In the order in which they began. */
  readonly actors: ReadonlyMap<string, ActorPicture>;
  /** When those that have ended did, by session id, the longest ended first. */
  readonly ended: ReadonlyMap<string, number>;
  readonly screen: ScreenShown | undefined;
  /** How many events never came. */
  readonly dropped: number;
  /** Actors that may have ended in events that never came: those that live are told of anew. */
  readonly unconfirmed: ReadonlySet<string>;
  /** The moment. */
  readonly at: number;
  /** Each definition once: equal ones are one text in memory. */
  readonly definitions: ReadonlyMap<string, string>;
}

/** An event as it is kept: with the names that its actors had, and sharing what it can with what came before. */
export interface Entry {
  readonly at: number;
  readonly event: InspectionEvent;
  /** The name of the actor that it is about; empty if it is about none. */
  readonly actor: string;
  /** The name of the actor that sent it; empty for an event from outside. */
  readonly source: string;
  /** How many values it keeps that nothing before it kept. */
  readonly weight: number;
}

export const emptyPicture: Picture = {
  actors: new Map(),
  ended: new Map(),
  screen: undefined,
  dropped: 0,
  unconfirmed: new Set(),
  at: 0,
  definitions: new Map(),
};

interface Draft {
  readonly actors: Map<string, ActorPicture>;
  readonly ended: Map<string, number>;
  readonly definitions: Map<string, string>;
  readonly unconfirmed: Set<string>;
  screen: ScreenShown | undefined;
  dropped: number;
  at: number;
}

/** The picture after some more events, and these as they are to be kept. */
export function afterEvents(
  picture: Picture,
  events: readonly InspectionEvent[],
): { readonly picture: Picture; readonly entries: readonly Entry[] } {
  if (events.length === 0) return { picture, entries: [] };
  const draft: Draft = {
    ...picture,
    actors: new Map(picture.actors),
    ended: new Map(picture.ended),
    definitions: new Map(picture.definitions),
    unconfirmed: new Set(picture.unconfirmed),
  };
  const entries = events.map((event) => taken(draft, event));
  return { picture: draft, entries };
}

/** Takes one event into the draft. */
function taken(draft: Draft, event: InspectionEvent): Entry {
  draft.at = momentOf(event, draft.at);
  forgetEnded(draft);
  const { kept, weight } = keep(draft, event);
  const actor = 'sessionId' in event ? draft.actors.get(event.sessionId) : undefined;
  const sender = event.type === '@xstate.event' ? draft.actors.get(event.sourceId ?? '') : undefined;
  const named = 'sessionId' in event ? (actor?.name ?? event.sessionId) : '';
  const source = event.type === '@xstate.event' ? (sender?.name ?? event.sourceId ?? '') : '';
  return { at: draft.at, event: kept, actor: named, source, weight };
}

/** The time that an event tells; that of the one before it, if it tells none. */
function momentOf({ createdAt }: InspectionEvent, before: number): number {
  const at = createdAt.trim() === '' ? Number.NaN : Number(createdAt);
  return Number.isFinite(at) ? at : before;
}

/** What an event weighs beside its payload. */
const eventWeight = 8;

function keep(draft: Draft, event: InspectionEvent): { kept: InspectionEvent; weight: number } {
  switch (event.type) {
    case '@xstate.actor':
      return begin(draft, event);
    case '@xstate.snapshot':
      return change(draft, event);
    case '@backchannel.transitions':
      endUnconfirmed(draft);
      move(draft, event);
      return plainly(event, event.transitions);
    case '@xstate.event':
      endUnconfirmed(draft);
      return plainly(event, event.event);
    case '@backchannel.screen':
      return show(draft, event);
    case '@backchannel.dropped':
      draft.dropped += event.count;
      for (const id of draft.actors.keys()) if (!draft.ended.has(id)) draft.unconfirmed.add(id);
      return plainly(event, undefined);
  }
}

function plainly(event: InspectionEvent, payload: unknown): { kept: InspectionEvent; weight: number } {
  return { kept: event, weight: eventWeight + sharingWith(undefined, payload).weight };
}

function begin(draft: Draft, event: EventOf<'@xstate.actor'>) {
  // The official form of the machine is for others, and long.
  const { config: _, ...told } = event;
  const { sessionId, name, parentId, definition } = told;
  const { snapshot, weight } = sharedSnapshot(undefined, event.snapshot);
  const shared = definition === undefined ? undefined : definitionOnce(draft, definition);
  const kept = { ...told, ...(shared === undefined ? {} : { definition: shared }), snapshot };
  // Told of anew, it lives; what it began as is long past.
  if (!draft.unconfirmed.delete(sessionId)) {
    const actor = { ...unheardOf(sessionId, draft.at), name, parentId, definition: shared };
    forgetForerunners(draft, actor);
    // Whoever begins anew stands at the end.
    draft.actors.delete(sessionId);
    put(draft, withSnapshot(actor, snapshot, draft.at));
  }
  return { kept, weight: eventWeight + weight };
}

/** After those that live have been told of, things go on: whoever was not told of has ended. */
function endUnconfirmed(draft: Draft): void {
  for (const sessionId of draft.unconfirmed) {
    const actor = draft.actors.get(sessionId);
    if (actor !== undefined) put(draft, { ...actor, endedAt: draft.at });
  }
  draft.unconfirmed.clear();
}

function definitionOnce(draft: Draft, definition: string): string {
  const known = draft.definitions.get(definition);
  if (known !== undefined) return known;
  if (draft.definitions.size < maxSharedDefinitions) draft.definitions.set(definition, definition);
  return definition;
}

function change(draft: Draft, event: EventOf<'@xstate.snapshot'>) {
  const actor = draft.actors.get(event.sessionId) ?? unheardOf(event.sessionId, draft.at);
  const { snapshot, weight } = sharedSnapshot(actor.snapshot, event.snapshot);
  put(draft, { ...withSnapshot(actor, snapshot, draft.at), before: actor.snapshot });
  return { kept: { ...event, snapshot }, weight: eventWeight + weight };
}

function move(draft: Draft, { sessionId, transitions }: EventOf<'@backchannel.transitions'>): void {
  const actor = draft.actors.get(sessionId) ?? unheardOf(sessionId, draft.at);
  put(draft, withStep(actor, transitions, draft.at));
}

function show(draft: Draft, event: ScreenShown) {
  const { value: rows, weight } = sharingWith(draft.screen?.rows, event.rows);
  const kept = { ...event, rows };
  draft.screen = kept;
  return { kept, weight: eventWeight + weight };
}

function put(draft: Draft, actor: ActorPicture): void {
  const { sessionId, endedAt } = actor;
  draft.actors.set(sessionId, actor);
  if (endedAt === undefined) draft.ended.delete(sessionId);
  else draft.ended.set(sessionId, endedAt);
  const [oldest] = draft.actors.keys();
  if (draft.actors.size > maxActors && oldest !== undefined) forget(draft, oldest);
}

/** Those who ended long ago, and the longest ended of too many. */
function forgetEnded(draft: Draft): void {
  for (const [sessionId, endedAt] of draft.ended) {
    if (draft.ended.size <= maxEndedActors && draft.at - endedAt <= endedShownMs) return;
    forget(draft, sessionId);
  }
}

/** One that has ended makes room for the next of its kind: a task that is done again and again is one row. */
function forgetForerunners(draft: Draft, { name, parentId }: ActorPicture): void {
  for (const sessionId of draft.ended.keys()) {
    const forerunner = draft.actors.get(sessionId);
    if (forerunner?.name === name && forerunner.parentId === parentId) forget(draft, sessionId);
  }
}

function forget(draft: Draft, sessionId: string): void {
  draft.actors.delete(sessionId);
  draft.ended.delete(sessionId);
  draft.unconfirmed.delete(sessionId);
}
