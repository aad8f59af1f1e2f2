// From a machine's definition, as it came over the wire, to a chart. Takes nothing for granted: what is no definition, or
// too large a one, gives no chart.
import * as z from 'zod';
import { type Chart, type ChartState, type ChartTransition, type Invoked, statesWithin } from './chart.js';
import { actionInWords, atOnce, delayOf, eventInWords, guardInWords } from './words.js';

/** States in a chart: several times those of our largest machine; beyond it nobody could read the picture. */
export const maxChartStates = 400;

/** Transitions in a chart. */
export const maxChartTransitions = 2_000;

/** States within states in a chart. */
export const maxChartDepth = 16;

/** XState writes the ids of states as `#id`. */
const stateReference = z.string().transform((text) => text.replace(/^#/u, ''));

const transitionDefinition = z.object({
  eventType: z.string(),
  target: z.array(stateReference).optional(),
  guard: z.union([z.string(), z.looseObject({})]).nullish(),
  actions: z.array(z.unknown()).default([]),
  reenter: z.boolean().default(false),
  description: z.string().optional(),
});

type TransitionDefinition = z.infer<typeof transitionDefinition>;

/** A state without those inside it, which are read one by one, so that nothing is read deeper than it may be. */
const stateDefinition = z.object({
  id: z.string(),
  key: z.string(),
  type: z.enum(['atomic', 'compound', 'parallel', 'final', 'history']),
  initial: z.object({ target: z.array(stateReference) }).optional(),
  history: z.union([z.boolean(), z.string()]).optional(),
  states: z.record(z.string(), z.unknown()).default({}),
  always: z.array(transitionDefinition).default([]),
  transitions: z.array(transitionDefinition).default([]),
  entry: z.array(z.unknown()).default([]),
  exit: z.array(z.unknown()).default([]),
  invoke: z.array(z.object({ id: z.string(), src: z.unknown() })).default([]),
  description: z.string().optional(),
});

type StateDefinition = z.infer<typeof stateDefinition>;

/**
 * The chart of a machine.
 *
 * @param definition XState's `machine.definition` after JSON, or better the JSON of `machineDefinition`
 * @returns `undefined` when it is no definition of a machine, or larger than {@link maxChartStates},
 *   {@link maxChartTransitions} and {@link maxChartDepth} allow
 */
export function readChart(definition: unknown): Chart | undefined {
  const root = readState(definition, [], { states: maxChartStates, transitions: maxChartTransitions });
  return root === undefined ? undefined : consistent(root);
}

/** How many may still be read. */
interface Allowance {
  states: number;
  transitions: number;
}

function readState(definition: unknown, path: readonly string[], left: Allowance): ChartState | undefined {
  const { data } = stateDefinition.safeParse(definition);
  if (data === undefined) return undefined;
  const states = Object.entries(data.states);
  left.states -= 1;
  left.transitions -= data.always.length + data.transitions.length;
  if (left.states < 0 || left.transitions < 0 || path.length > maxChartDepth) return undefined;
  const children = states.map(([key, state]) => readState(state, [...path, key], left));
  const read = children.filter((child) => child !== undefined);
  return read.length === children.length ? stateOf(data, path, read) : undefined;
}

function stateOf(
  data: StateDefinition,
  path: readonly string[],
  children: readonly ChartState[],
): ChartState {
  const delays = new Set(
    data.transitions
      .map(({ eventType }) => eventType)
      .filter((event) => delayOf(event, data.id) !== undefined),
  ).size;
  return {
    id: data.id,
    key: data.key,
    path,
    kind: data.type,
    isDeep: data.history === 'deep',
    initial: data.initial?.target[0],
    description: data.description,
    entry: withoutDelays(data.entry, 'xstate.raise', delays),
    exit: withoutDelays(data.exit, 'xstate.cancel', delays),
    invokes: data.invoke.map(invokedOf),
    transitions: [...data.always, ...data.transitions].map((transition) => transitionOf(data.id, transition)),
    children,
  };
}

/** XState starts and stops the clock of each delay by an action of its own, which it appends to the state's. */
function withoutDelays(actions: readonly unknown[], made: string, delays: number): readonly string[] {
  const last = actions.slice(actions.length - delays);
  const isMade = last.every((action) => actionInWords(action) === actionInWords(made));
  return (isMade && delays <= actions.length ? actions.slice(0, actions.length - delays) : actions).map(
    actionInWords,
  );
}

function invokedOf({ id, src }: { readonly id: string; readonly src?: unknown }): Invoked {
  return { id, src: typeof src === 'string' ? src : id };
}

function transitionOf(source: string, definition: TransitionDefinition): ChartTransition {
  const { eventType, target, guard, actions, reenter, description } = definition;
  const delay = delayOf(eventType, source);
  return {
    source,
    targets: target ?? [],
    event: eventType,
    upon: eventInWords(eventType, delay),
    guard: guardInWords(guard),
    actions: actions.map(actionInWords),
    delay,
    isAlways: eventType === atOnce,
    reenter,
    description,
  };
}

/** Nothing leads to a state that is not there, and no two states have the same id; otherwise it is no chart. */
function consistent(root: ChartState): Chart | undefined {
  const ids = statesWithin(root).map(({ id }) => id);
  const known = new Set(ids);
  const isKnown = statesWithin(root).every(
    ({ initial, transitions }) =>
      (initial === undefined || known.has(initial)) &&
      transitions.every(({ targets }) => targets.every((target) => known.has(target))),
  );
  return isKnown && known.size === ids.length ? { id: root.id, root } : undefined;
}
