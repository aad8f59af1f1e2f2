// The actors of one moment as the rows of a tree. Pure.
import { maxDepth } from './page-limits.js';
import type { ActorPicture } from './actor-picture.js';
import type { Picture } from './picture.js';
import { valueInWords } from './state-paths.js';

export interface TreeRow {
  readonly sessionId: string;
  readonly name: string;
  /** 0 for an actor without a parent here. */
  readonly depth: number;
  /** Its state in words; empty for an actor that has none. */
  readonly value: string;
  readonly life: 'new' | 'living' | 'done' | 'failed' | 'stopped';
  /** Whether it has a statechart. */
  readonly hasChart: boolean;
  /** Whether the filter lets it through; otherwise it is there for what is under it. */
  readonly isMatch: boolean;
}

/** How long an actor counts as new. */
export const newForMs = 1500;

/**
 * The rows, each actor before those that it has started, siblings in the order in which they began.
 *
 * @param filter only actors with this in their name, in whatever case, and those above them; empty: all
 * @param now milliseconds since 1970
 */
export function treeRows(picture: Picture, filter: string, now: number): readonly TreeRow[] {
  const children = childrenOf(picture);
  const seen = new Set<string>();
  const rowsOf = (actor: ActorPicture, depth: number): readonly TreeRow[] => {
    if (seen.has(actor.sessionId) || depth > maxDepth) return [];
    seen.add(actor.sessionId);
    const inner = (children.get(actor.sessionId) ?? []).flatMap((child) => rowsOf(child, depth + 1));
    const row = rowOf(actor, depth, filter, now);
    return row.isMatch || inner.length > 0 ? [row, ...inner] : [];
  };
  const rows = (children.get(undefined) ?? []).flatMap((actor) => rowsOf(actor, 0));
  // Those that are said to be each other's parents, or are too deep, hang below nobody.
  const others = [...picture.actors.values()].flatMap((actor) => rowsOf(actor, 0));
  return [...rows, ...others];
}

/** The actor to look at when nobody has chosen one: the first with a chart, or else the first. */
export function firstChoice({ actors }: Picture): string | undefined {
  const all = [...actors.values()];
  return (all.find(({ definition }) => definition !== undefined) ?? all[0])?.sessionId;
}

/** By the parent's session id; under `undefined` those without a parent here. */
function childrenOf(picture: Picture): ReadonlyMap<string | undefined, readonly ActorPicture[]> {
  const children = new Map<string | undefined, ActorPicture[]>();
  for (const actor of picture.actors.values()) {
    const parent = parentOf(actor, picture);
    const siblings = children.get(parent);
    if (siblings === undefined) children.set(parent, [actor]);
    else siblings.push(actor);
  }
  return children;
}

function parentOf({ parentId }: ActorPicture, { actors }: Picture): string | undefined {
  return parentId !== undefined && actors.has(parentId) ? parentId : undefined;
}

function rowOf(actor: ActorPicture, depth: number, filter: string, now: number): TreeRow {
  const { sessionId, name, snapshot, definition } = actor;
  return {
    sessionId,
    name,
    depth,
    value: valueInWords(snapshot.value),
    life: lifeOf(actor, now),
    hasChart: definition !== undefined,
    isMatch: name.toLowerCase().includes(filter.trim().toLowerCase()),
  };
}

function lifeOf({ snapshot, beganAt, endedAt }: ActorPicture, now: number): TreeRow['life'] {
  if (endedAt === undefined) return now - beganAt < newForMs ? 'new' : 'living';
  if (snapshot.status === 'error') return 'failed';
  return snapshot.status === 'done' ? 'done' : 'stopped';
}
