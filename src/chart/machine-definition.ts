// A machine's definition as text, complete. XState's own `definition` leaves out eventless transitions, and JSON leaves out
// guards that are made of others; both are most of what a reader wants to see. Of XState only the types.
import type { AnyStateMachine } from 'xstate';

/**
 * The machine's `definition` as JSON, with two additions that readers of XState's own may pass over: each state's `always`,
 * and guards made by `and`, `or`, `not` and `stateIn` as objects of their own (`{ type: 'not', guards: […] }`).
 */
export function machineDefinition(machine: AnyStateMachine): string {
  return JSON.stringify(withAlways(machine.root), withFunctionsNamed);
}

type StateNode = AnyStateMachine['root'];

function withAlways(node: StateNode): object {
  const states = Object.entries(node.states).map(([key, child]) => [key, withAlways(child)] as const);
  return { ...node.definition, states: Object.fromEntries(states), always: node.always ?? [] };
}

/** A replacer for `JSON.stringify`: guards and actions that are functions become objects with a type, as named ones are. */
function withFunctionsNamed(this: unknown, key: string, value: unknown): unknown {
  if (typeof value !== 'function') return value;
  if (key !== 'guard' && !Array.isArray(this)) return undefined;
  return {
    type: 'type' in value && typeof value.type === 'string' ? value.type : nameOf(value),
    guards: 'guards' in value ? value.guards : undefined,
    stateValue: 'stateValue' in value ? value.stateValue : undefined,
  };
}

/** Two functions of one name in one file have got a number each, if the program was bundled. */
const bundlersNumber = /\d+$/u;

function nameOf(made: { readonly name: string }): string {
  return made.name.replace(bundlersNumber, '');
}
