// Who sent what to whom, as a sequence diagram: lifelines beside each other, exchanges below each other. Pure.
import { typeInWords } from './event-words.js';
import { maxExchanges, maxLifelines } from './page-limits.js';
import type { Picture } from './picture.js';
import type { Timeline } from './timeline.js';

export interface Lifeline {
  /** The actor's session id; empty for whoever is outside. */
  readonly id: string;
  readonly name: string;
}

export interface Exchange {
  /** The event's number. */
  readonly number: number;
  /** Indices of lifelines. */
  readonly from: number;
  readonly to: number;
  /** The event's type in words. */
  readonly type: string;
}

export interface Sequence {
  readonly lifelines: readonly Lifeline[];
  /** The oldest first. */
  readonly exchanges: readonly Exchange[];
}

/** Whoever is no actor. */
const outside: Lifeline = { id: '', name: 'outside' };

/**
 * The last exchanges up to a moment: as many as there may be, between as many actors as there may be.
 *
 * @param until the number of the last event that counts
 * @param picture that of the same moment, which tells in what order actors stand beside each other
 */
export function sequenceOf(timeline: Timeline, until: number, picture: Picture): Sequence {
  const lifelines = new Map<string, Lifeline>();
  const found: { number: number; from: string; to: string; type: string }[] = [];
  for (const [number, { event, actor, source }] of entriesBackFrom(timeline, until)) {
    if (event.type !== '@xstate.event') continue;
    const from = event.sourceId === undefined ? outside : { id: event.sourceId, name: source };
    const to = { id: event.sessionId, name: actor };
    const strangers = new Set([from.id, to.id].filter((id) => !lifelines.has(id)));
    if (found.length === maxExchanges || lifelines.size + strangers.size > maxLifelines) break;
    lifelines.set(from.id, from).set(to.id, to);
    found.push({ number, from: from.id, to: to.id, type: typeInWords(event.event.type) });
  }
  const order = ordered([...lifelines.values()], picture);
  const columns = new Map(order.map(({ id }, index) => [id, index]));
  const exchanges = found.toReversed().map(({ number, from, to, type }) => ({
    number,
    from: columns.get(from) ?? 0,
    to: columns.get(to) ?? 0,
    type,
  }));
  return { lifelines: order, exchanges };
}

/** Whoever is outside first, then actors as they began. */
function ordered(lifelines: readonly Lifeline[], { actors }: Picture): readonly Lifeline[] {
  const ranks = new Map([outside.id, ...actors.keys()].map((id, rank) => [id, rank]));
  const rankOf = ({ id }: Lifeline): number => ranks.get(id) ?? Number.POSITIVE_INFINITY;
  return lifelines.toSorted((one, other) => {
    const [first, second] = [rankOf(one), rankOf(other)];
    return first === second ? 0 : first - second;
  });
}

function* entriesBackFrom({ chapters }: Timeline, until: number) {
  for (const { first, entries } of chapters.toReversed()) {
    for (let at = Math.min(entries.length - 1, until - first); at >= 0; at -= 1) {
      const entry = entries[at];
      if (entry !== undefined) yield [first + at, entry] as const;
    }
  }
}
