// A machine as the documentation tells it: its states and rules with every name put into words. The only part of the
// generator that knows XState's own objects; unnamed guards and actions are refused, since nobody could read them.
import type { AnyStateMachine } from 'xstate';

/** A state, or the machine itself. */
export interface Chart {
  /** From the outermost state inwards; empty for the machine itself. */
  readonly path: readonly string[];
  /** The path with dots, `active.joining`; the machine's id for the machine itself. */
  readonly name: string;
  readonly kind: 'atomic' | 'compound' | 'parallel' | 'final' | 'history';
  readonly description: string | undefined;
  /** The key of the child that is entered first. */
  readonly initial: string | undefined;
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  /** The actors that run while the machine is in this state. */
  readonly actors: readonly string[];
  /** The state's own rules, in the order in which XState tries those of one event. */
  readonly rules: readonly Rule[];
  readonly children: readonly Chart[];
}

/** One transition: upon which event, if what holds, where to, and what is done on the way. */
export interface Rule {
  /** The event's type as XState spells it; {@link atOnce} for a transition that needs none. */
  readonly event: string;
  /** The event in words: `retry`, `after pace`, `transmit is done`. */
  readonly upon: string;
  /** The condition in words: `interfacesAreStale and not in transmitting`. */
  readonly guard: string | undefined;
  /** Paths of the states that are entered; none when the state stays. */
  readonly targets: readonly (readonly string[])[];
  /** Whether the target is left first when the machine is in it already. */
  readonly reenter: boolean;
  readonly actions: readonly string[];
  readonly description: string | undefined;
}

/** The event of a transition that happens as soon as its guard holds. */
export const atOnce = '';

/** What is read of XState's state node. */
interface Node {
  readonly id: string;
  readonly key: string;
  readonly path: readonly string[];
  readonly type: Chart['kind'];
  readonly description?: string;
  readonly config: { readonly initial?: unknown; readonly entry?: unknown; readonly exit?: unknown };
  readonly states: Readonly<Record<string, Node>>;
  readonly invoke: readonly { readonly id: string }[];
  readonly after: readonly { readonly delay?: unknown; readonly eventType: string }[];
  readonly always?: readonly Transition[];
  readonly transitions: ReadonlyMap<string, readonly Transition[]>;
}

interface Transition {
  readonly guard?: unknown;
  readonly target?: readonly Node[] | undefined;
  readonly reenter: boolean;
  readonly actions: readonly unknown[];
  readonly description?: string | undefined;
}

/**
 * Reads a machine.
 *
 * @throws {Error} when a guard or an action has no name
 */
export function chartOf(machine: AnyStateMachine): Chart {
  return read(machine.root as Node, machine.id);
}

/** The chart and everything inside it, outermost first. */
export function allStates(chart: Chart): readonly Chart[] {
  return [chart, ...chart.children.flatMap(allStates)];
}

/** The name of the state at a path. */
export function nameOf(path: readonly string[]): string {
  return path.join('.');
}

function read(node: Node, machineId: string): Chart {
  const events = [...node.transitions].flatMap(([event, transitions]) =>
    transitions.map((transition) => ruleOf(node, event, transition)),
  );
  return {
    path: node.path,
    name: nameOf(node.path) || machineId,
    kind: node.type,
    description: node.description,
    initial: typeof node.config.initial === 'string' ? node.config.initial : undefined,
    entry: listOf(node.config.entry).map(actionName),
    exit: listOf(node.config.exit).map(actionName),
    actors: node.invoke.map(({ id }) => id),
    rules: [...(node.always ?? []).map((transition) => ruleOf(node, atOnce, transition)), ...events],
    children: Object.values(node.states).map((child) => read(child, machineId)),
  };
}

function ruleOf(
  node: Node,
  event: string,
  { guard, target, reenter, actions, description }: Transition,
): Rule {
  return {
    event,
    upon: eventInWords(node, event),
    guard: guard === undefined ? undefined : guardInWords(guard),
    targets: (target ?? []).map(({ path }) => path),
    reenter,
    actions: actions.map(actionName),
    description,
  };
}

/** The events that XState makes itself, by their prefix, and how they read. */
const madeEvents = [
  { prefix: 'xstate.done.actor.', words: (id: string) => `${id} is done` },
  { prefix: 'xstate.error.actor.', words: (id: string) => `${id} fails` },
  { prefix: 'xstate.snapshot.', words: (id: string) => `${id} changes` },
  { prefix: 'xstate.done.state.', words: () => 'everything inside is done' },
] as const;

function eventInWords(node: Node, event: string): string {
  if (event === atOnce) return 'at once';
  if (event === '*') return 'any other event';
  const delayed = node.after.find(({ eventType }) => eventType === event);
  if (typeof delayed?.delay === 'number') return `after ${delayed.delay} ms`;
  if (typeof delayed?.delay === 'string') return `after ${delayed.delay}`;
  const made = madeEvents.find(({ prefix }) => event.startsWith(prefix));
  return made === undefined ? event : made.words(event.slice(made.prefix.length));
}

function guardInWords(guard: unknown): string {
  if (typeof guard === 'function') return combinedInWords(guard);
  const name = nameIn(guard);
  if (name === undefined) throw new Error('a guard has no name; give it one in `setup`');
  return name;
}

/** The guards that XState's `and`, `or`, `not` and `stateIn` make are functions that carry what they were made of. */
function combinedInWords(guard: {
  readonly name: string;
  readonly guards?: unknown;
  readonly stateValue?: unknown;
}) {
  const { name, stateValue } = guard;
  if (name === 'stateIn' && typeof stateValue === 'string') return `in ${stateValue.replace(/^#/u, '')}`;
  if (name === 'stateIn') return `in ${JSON.stringify(stateValue)}`;
  const parts = Array.isArray(guard.guards) ? guard.guards.map((part: unknown) => operandInWords(part)) : [];
  if (name === 'not') return `not ${parts.join('')}`;
  if (name === 'and' || name === 'or') return parts.join(` ${name} `);
  throw new Error('a guard is an inline function; give it a name in `setup`');
}

/** In brackets where the words would be ambiguous. */
function operandInWords(guard: unknown): string {
  const words = guardInWords(guard);
  return typeof guard === 'function' && /^(?:and|or)$/u.test(guard.name) ? `(${words})` : words;
}

function actionName(action: unknown): string {
  const name = nameIn(action);
  if (name === undefined) throw new Error('an action has no name; give it one in `setup`');
  return name;
}

/** `'name'` and `{ type: 'name' }` are the two ways to name something that `setup` defines. */
function nameIn(reference: unknown): string | undefined {
  if (typeof reference === 'string') return reference;
  const named = typeof reference === 'object' && reference !== null && 'type' in reference;
  return named && typeof reference.type === 'string' ? reference.type : undefined;
}

function listOf(oneOrMany: unknown): readonly unknown[] {
  if (oneOrMany === undefined) return [];
  return Array.isArray(oneOrMany) ? oneOrMany : [oneOrMany];
}
