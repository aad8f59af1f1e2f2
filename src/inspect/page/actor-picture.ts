// One actor at one moment, and how what it is told to do changes that. Pure.
import type { InspectionEvent } from '../inspection-event.js';
import { flashMs, maxEnteredStates, maxFlashes } from './page-limits.js';
import { sharingWith } from './shared-structure.js';
import { pathsOf } from './state-paths.js';

export type EventOf<Type extends InspectionEvent['type']> = Extract<InspectionEvent, { readonly type: Type }>;
export type Snapshot = EventOf<'@xstate.snapshot'>['snapshot'];
export type TakenTransition = EventOf<'@backchannel.transitions'>['transitions'][number];

/** One actor at one moment. */
export interface ActorPicture {
  readonly sessionId: string;
  readonly name: string;
  readonly parentId: string | undefined;
  /** The machine's definition as JSON; other actors have none. */
  readonly definition: string | undefined;
  readonly snapshot: Snapshot;
  /** The snapshot before that one. */
  readonly before: Snapshot | undefined;
  /** When it began and ended; milliseconds since 1970, as are all moments here. */
  readonly beganAt: number;
  readonly endedAt: number | undefined;
  /** Since when each of its present states has been in its value, by path. */
  readonly enteredAt: ReadonlyMap<string, number>;
  /** The transitions that it took last, each once, the latest last. */
  readonly taken: readonly Taken[];
  /** Those of its last step. */
  readonly lastStep: readonly TakenTransition[];
}

export interface Taken {
  readonly at: number;
  readonly transition: TakenTransition;
}

/** An actor whose beginning was left out. */
export function unheardOf(sessionId: string, at: number): ActorPicture {
  return {
    sessionId,
    name: sessionId,
    parentId: undefined,
    definition: undefined,
    snapshot: {},
    before: undefined,
    beganAt: at,
    endedAt: undefined,
    enteredAt: new Map(),
    taken: [],
    lastStep: [],
  };
}

/** A snapshot that shares with the one before what is the same; and what it weighs. */
export function sharedSnapshot(before: Snapshot | undefined, snapshot: Snapshot) {
  // A context that is left out is not worth telling anew: it stays what it was told to be.
  const isLeftOut = snapshot.context === undefined && before?.context !== undefined;
  const { value, weight } = sharingWith(
    before,
    isLeftOut ? { ...snapshot, context: before.context } : snapshot,
  );
  return { snapshot: value, weight };
}

/** The actor with another snapshot. @param at when, in milliseconds since 1970 */
export function withSnapshot(actor: ActorPicture, snapshot: Snapshot, at: number): ActorPicture {
  return {
    ...actor,
    snapshot,
    endedAt: hasEnded(snapshot) ? (actor.endedAt ?? at) : undefined,
    enteredAt: snapshot.value === actor.snapshot.value ? actor.enteredAt : entered(actor, snapshot, at),
  };
}

/** XState's words for what an actor may be, but for `active`. */
const ended: ReadonlySet<string | undefined> = new Set(['done', 'error', 'stopped']);

function hasEnded({ status }: Snapshot): boolean {
  return ended.has(status);
}

function entered({ enteredAt }: ActorPicture, { value }: Snapshot, at: number): ReadonlyMap<string, number> {
  const paths = pathsOf(value).slice(0, maxEnteredStates);
  return new Map(paths.map((path) => [path, enteredAt.get(path) ?? at]));
}

/** The actor after some transitions. @param at when, in milliseconds since 1970 */
export function withStep(
  actor: ActorPicture,
  transitions: readonly TakenTransition[],
  at: number,
): ActorPicture {
  const earlier = actor.taken.filter(
    (each) => at - each.at < flashMs && !transitions.some((other) => isSame(each.transition, other)),
  );
  const now = transitions.map((transition) => ({ at, transition }));
  return { ...actor, taken: [...earlier, ...now].slice(-maxFlashes), lastStep: transitions };
}

function isSame(one: TakenTransition, other: TakenTransition): boolean {
  return (
    one.source === other.source &&
    one.eventType === other.eventType &&
    one.targets.length === other.targets.length &&
    one.targets.every((target, at) => target === other.targets[at])
  );
}
