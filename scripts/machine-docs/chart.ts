// A machine as the documentation tells it: its states and rules by their paths. Unnamed guards and actions are refused,
// since nobody could read them.
import type { AnyStateMachine } from 'xstate';
import type { ChartState, ChartTransition, Chart as DrawnChart } from '../../src/chart/chart.js';
import { allStates as allDrawnStates, unnamed } from '../../src/chart/chart.js';
import { machineDefinition } from '../../src/chart/machine-definition.js';
import { readChart } from '../../src/chart/read-chart.js';
import { atOnce } from '../../src/chart/words.js';

export { atOnce };

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

/**
 * The machine as it is drawn.
 *
 * @throws {Error} when it is too large for a chart
 */
export function drawnChartOf(machine: AnyStateMachine): DrawnChart {
  const chart = readChart(JSON.parse(machineDefinition(machine)));
  if (chart === undefined) throw new Error(`the machine ${machine.id} is too large for a chart`);
  return chart;
}

/**
 * Reads a machine.
 *
 * @throws {Error} when a guard or an action has no name
 */
export function chartOf(machine: AnyStateMachine): Chart {
  const chart = drawnChartOf(machine);
  const paths = new Map(allDrawnStates(chart).map(({ id, path }) => [id, path]));
  return read(chart.root, machine.id, paths);
}

/** The chart and everything inside it, outermost first. */
export function allStates(chart: Chart): readonly Chart[] {
  return [chart, ...chart.children.flatMap(allStates)];
}

/** The name of the state at a path. */
export function nameOf(path: readonly string[]): string {
  return path.join('.');
}

type Paths = ReadonlyMap<string, readonly string[]>;

function read(state: ChartState, machineId: string, paths: Paths): Chart {
  const { path, kind, description, initial, entry, exit, invokes, transitions, children } = state;
  return {
    path,
    name: nameOf(path) || machineId,
    kind,
    description,
    initial: children.find(({ id }) => id === initial)?.key,
    entry: named(entry),
    exit: named(exit),
    actors: invokes.map(({ id }) => id),
    rules: transitions.map((transition) => ruleOf(transition, paths)),
    children: children.map((child) => read(child, machineId, paths)),
  };
}

function ruleOf(transition: ChartTransition, paths: Paths): Rule {
  const { event, upon, guard, targets, reenter, actions, description } = transition;
  if (guard?.includes(unnamed) === true)
    throw new Error('a guard is an inline function; give it a name in `setup`');
  return {
    event,
    upon,
    guard,
    targets: targets.map((target) => paths.get(target) ?? []),
    reenter,
    actions: named(actions),
    description,
  };
}

/** What has no name of its own stands in brackets in a chart. */
function named(actions: readonly string[]): readonly string[] {
  if (actions.some((action) => action.startsWith('(')))
    throw new Error('an action has no name; give it one in `setup`');
  return actions;
}
