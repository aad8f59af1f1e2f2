// A statechart as plain data: what there is to draw and to light, with every name put into words. Knows no XState object,
// no layout and no drawing.

export type StateKind = 'atomic' | 'compound' | 'parallel' | 'final' | 'history';

/** A whole machine. */
export interface Chart {
  /** The machine's id, which is that of its outermost state. */
  readonly id: string;
  readonly root: ChartState;
}

/** A state, or the machine itself. */
export interface ChartState {
  /** XState's id of the state: `session.active.joining`, or what the machine's author named it. */
  readonly id: string;
  /** Its name among its siblings. */
  readonly key: string;
  /** The keys from the outermost state inwards; empty for the machine itself. */
  readonly path: readonly string[];
  readonly kind: StateKind;
  /** Of a history state, whether it remembers all that is inside too. */
  readonly isDeep: boolean;
  /** The id of the state that is entered first. */
  readonly initial: string | undefined;
  readonly description: string | undefined;
  readonly entry: readonly string[];
  readonly exit: readonly string[];
  /** The actors that run while the machine is in this state. */
  readonly invokes: readonly Invoked[];
  /** The state's own, in the order in which XState tries those of one event; eventless ones first. */
  readonly transitions: readonly ChartTransition[];
  readonly children: readonly ChartState[];
}

export interface Invoked {
  readonly id: string;
  /** The name of what runs; that of the actor's logic. */
  readonly src: string;
}

/** One transition: upon which event, if what holds, where to, and what is done on the way. */
export interface ChartTransition {
  /** The id of the state whose transition it is. */
  readonly source: string;
  /** Ids of the states that are entered; none when the state stays as it is. */
  readonly targets: readonly string[];
  /** The event as XState spells it: a type, `*`, `xstate.after.…`; empty for an eventless transition. */
  readonly event: string;
  /** The event in words: `retry`, `after 2 s`, `transmit is done`, `at once`. */
  readonly upon: string;
  /** The condition in words: `socketsAreStale and not in transmitting`. */
  readonly guard: string | undefined;
  readonly actions: readonly string[];
  /** Of a transition that time brings: milliseconds, or the name of the delay. */
  readonly delay: number | string | undefined;
  /** Whether it needs no event and is taken as soon as its guard holds. */
  readonly isAlways: boolean;
  /** Whether the target is left first when the machine is in it already. */
  readonly reenter: boolean;
  readonly description: string | undefined;
}

/** What stands for a guard or an action that is a function without a name. */
export const unnamed = '(unnamed)';

/** The state and everything inside it, outermost first. */
export function statesWithin(state: ChartState): readonly ChartState[] {
  return [state, ...state.children.flatMap(statesWithin)];
}

/** All states of a chart, outermost first. */
export function allStates({ root }: Chart): readonly ChartState[] {
  return statesWithin(root);
}

/** All transitions of a chart. */
export function allTransitions(chart: Chart): readonly ChartTransition[] {
  return allStates(chart).flatMap(({ transitions }) => transitions);
}
