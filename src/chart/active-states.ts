// Which states of a chart a machine is in, and which events it can take there.
import type { Chart, ChartState } from './chart.js';
import { atOnce } from './words.js';

/**
 * The ids of the states that a machine is in: the inner ones, those around them, and the machine itself. What the value
 * names and the chart does not have is passed over.
 *
 * @param value the `value` of the machine's snapshot: the key of a state, or an object from keys to values
 */
export function activeStateIds(chart: Chart, value: unknown): ReadonlySet<string> {
  return new Set(activeStates(chart, value).map(({ id }) => id));
}

/**
 * The types of events that a machine has a transition for in these states, the inner states' first; not those that XState
 * sends itself, and no wildcards. A guard may still refuse one. None when the machine has ended.
 *
 * @param value the `value` of the machine's snapshot
 */
export function acceptedEvents(chart: Chart, value: unknown): readonly string[] {
  const active = activeStates(chart, value);
  const hasEnded = active.some(({ kind, path }) => kind === 'final' && path.length === 1);
  if (hasEnded) return [];
  const innermostFirst = active.toSorted((one, other) => other.path.length - one.path.length);
  const events = innermostFirst.flatMap(({ transitions }) => transitions.map(({ event }) => event));
  return [...new Set(events.filter(canBeSent))];
}

/** What XState sends itself begins so. */
const ownPrefix = 'xstate.';

function canBeSent(event: string): boolean {
  return event !== atOnce && !event.startsWith(ownPrefix) && !event.endsWith('*');
}

function activeStates({ root }: Chart, value: unknown): readonly ChartState[] {
  return [root, ...activeWithin(root, value)];
}

function activeWithin(state: ChartState, value: unknown): readonly ChartState[] {
  if (typeof value === 'string') return state.children.filter(({ key }) => key === value);
  if (typeof value !== 'object' || value === null) return [];
  const inner = new Map<string, unknown>(Object.entries(value));
  const active = state.children.filter(({ key }) => inner.has(key));
  return active.concat(active.flatMap((child) => activeWithin(child, inner.get(child.key))));
}
