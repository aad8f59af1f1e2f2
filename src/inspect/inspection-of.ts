// What XState tells of its actors as notes in the inspector's event format. Our own conversion, not that of
// @statelyai/inspect: it waits with a timer of its own for each event, walks every context to its ends (thousands of
// entries, maps as empty objects), drops the transitions, and takes 70 ms to load.
import { asyncScheduler, type SchedulerLike, Subscription } from 'rxjs';
import { Actor, type AnyActorRef, type InspectionEvent as XstateEvent } from 'xstate';
import { delaysOf, type RunningDelays } from './running-delays.js';
import type { InspectionEvent } from './inspection-event.js';
import { describeMachine, machineOf } from './machine-config.js';
import { Note } from './note.js';
import { plainFields } from './plain-value.js';
import { snapshotOf } from './snapshot-of.js';
import type { Stamp, Stamps } from './stamps.js';

/** The state of one actor is told in full so often at most: faster nobody reads, and a context takes a millisecond or two. */
const fullStateMs = 100;

export interface InspectionOptions {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  readonly scheduler?: SchedulerLike;
  readonly stamps: Stamps;
  /** Whether what people say may be told. */
  readonly content: boolean;
  /** Takes what there is to tell, in order. It must cost little: it is called while the actors are at work. */
  readonly note: (note: Note) => void;
}

export interface Inspection {
  /** For the option `inspect` of `createActor`; the roots of several systems may share it. */
  readonly inspect: (event: XstateEvent) => void;
  /** The living actor of this name. */
  readonly actorOf: (sessionId: string) => AnyActorRef | undefined;
  readonly stop: () => void;
}

/** What is known of a living actor. */
interface Followed {
  readonly actor: AnyActorRef;
  readonly delays: RunningDelays;
  /** From when on its state may be told in full again: milliseconds since 1970. */
  fullFrom: number;
  /** The state that waits for that. */
  waiting: SnapshotEvent | undefined;
  /** The context and the value that were told last. */
  context: unknown;
  value: string | undefined;
  /** How many delays had begun or ended by then. */
  delayChanges: number;
}

type Of<Type extends XstateEvent['type']> = Extract<XstateEvent, { readonly type: Type }>;
type SnapshotEvent = Of<'@xstate.snapshot'>;

/** Follows actors from their beginning to their end. */
export function inspectionOf({
  now,
  scheduler = asyncScheduler,
  stamps,
  content,
  note,
}: InspectionOptions): Inspection {
  const living = new Map<string, Followed>();
  const subscriptions = new Subscription();
  let isTimerSet = false;

  const tell = (event: SnapshotEvent, followed: Followed, kind: 'state' | 'brief-state' | 'ended'): void => {
    const { sessionId } = event.actorRef;
    const running = followed.delays.running();
    const stamp = stamps();
    const { type } = event.event;
    followed.value = valueText(event.snapshot);
    followed.delayChanges = followed.delays.changes;
    if (kind !== 'brief-state') {
      followed.context = contextOf(event.snapshot);
      followed.fullFrom = now() + fullStateMs;
      followed.waiting = undefined;
    }
    const isBrief = kind === 'brief-state';
    const { snapshot } = event;
    note(
      new Note(kind, sessionId, (brief) => ({
        ...ofActor(stamp, event),
        type: '@xstate.snapshot',
        event: { type },
        snapshot: snapshotOf(snapshot, running, { content, brief: brief || isBrief }),
      })),
    );
  };

  const tellWaiting = (): void => {
    isTimerSet = false;
    for (const followed of living.values()) {
      if (followed.waiting !== undefined) tell(followed.waiting, followed, 'state');
    }
  };

  const changed = (event: SnapshotEvent): void => {
    const followed = living.get(event.actorRef.sessionId);
    if (followed === undefined) return;
    const { status } = event.snapshot;
    if (status !== 'active') {
      tell(event, followed, 'ended');
      living.delete(event.actorRef.sessionId);
      return;
    }
    const hasMoved =
      followed.value !== valueText(event.snapshot) || followed.delayChanges !== followed.delays.changes;
    if (!hasMoved && followed.context === contextOf(event.snapshot)) return;
    if (now() >= followed.fullFrom) {
      tell(event, followed, 'state');
      return;
    }
    if (hasMoved) tell(event, followed, 'brief-state');
    followed.waiting = event;
    if (isTimerSet) return;
    isTimerSet = true;
    subscriptions.add(scheduler.schedule(tellWaiting, fullStateMs));
  };

  const inspect = (event: XstateEvent): void => {
    const { sessionId } = event.actorRef;
    switch (event.type) {
      case '@xstate.actor': {
        if (!(event.actorRef instanceof Actor)) return;
        const actor: AnyActorRef = event.actorRef;
        living.set(sessionId, followedFrom(actor, delaysOf(now)));
        const stamp = stamps();
        note(new Note('began', sessionId, () => began(stamp, event, actor)));
        return;
      }
      case '@xstate.action':
        return living.get(sessionId)?.delays.acted(event.action);
      case '@xstate.snapshot':
        return changed(event);
      case '@xstate.event': {
        const stamp = stamps();
        note(new Note('other', sessionId, () => sent(stamp, event, content)));
        return;
      }
      case '@xstate.microstep': {
        // XState has them for inspectors, though not as a part of what it promises.
        const { _transitions: transitions, event: cause } = event;
        if (transitions.length === 0) return;
        const stamp = stamps();
        const { type } = cause;
        note(new Note('other', sessionId, () => taken(ofActor(stamp, event), type, transitions)));
        return;
      }
      default:
        // XState may come to tell more.
        return;
    }
  };

  return {
    inspect,
    actorOf: (sessionId) => living.get(sessionId)?.actor,
    stop: () => subscriptions.unsubscribe(),
  };
}

function followedFrom(actor: AnyActorRef, delays: RunningDelays): Followed {
  return {
    actor,
    delays,
    fullFrom: 0,
    waiting: undefined,
    context: undefined,
    value: undefined,
    delayChanges: 0,
  };
}

type OfActor = Stamp & { readonly sessionId: string; readonly rootId: string };

function ofActor(stamp: Stamp, { actorRef, rootId }: XstateEvent): OfActor {
  return { ...stamp, sessionId: actorRef.sessionId, rootId };
}

function began(stamp: Stamp, event: Of<'@xstate.actor'>, actor: AnyActorRef): InspectionEvent {
  const machine = machineOf(actor);
  const { _parent: parent }: { readonly _parent?: AnyActorRef | undefined } = actor;
  // An actor at the top has no other id than the name that XState gave it.
  const name = actor.id === actor.sessionId && machine !== undefined ? machine.id : actor.id;
  return {
    ...ofActor(stamp, event),
    type: '@xstate.actor',
    name,
    ...(parent === undefined ? {} : { parentId: parent.sessionId }),
    ...(machine === undefined ? {} : describeMachine(machine)),
    snapshot: { status: 'active' },
  };
}

function sent(stamp: Stamp, event: Of<'@xstate.event'>, content: boolean): InspectionEvent {
  const { sourceRef } = event;
  return {
    ...ofActor(stamp, event),
    type: '@xstate.event',
    event: { ...plainFields(event.event, content), type: event.event.type },
    ...(sourceRef === undefined ? {} : { sourceId: sourceRef.sessionId }),
  };
}

function taken(
  about: OfActor,
  type: string,
  transitions: Of<'@xstate.microstep'>['_transitions'],
): InspectionEvent {
  return {
    ...about,
    type: '@backchannel.transitions',
    event: { type },
    transitions: transitions.map(({ source, target = [], eventType }) => ({
      source: source.id,
      targets: target.map(({ id }) => id),
      eventType: String(eventType),
    })),
  };
}

function contextOf(snapshot: object): unknown {
  return 'context' in snapshot ? snapshot.context : undefined;
}

function valueText(snapshot: object): string | undefined {
  return 'value' in snapshot ? JSON.stringify(snapshot.value) : undefined;
}
