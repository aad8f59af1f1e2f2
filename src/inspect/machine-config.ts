// A machine as Stately's tools read it: its configuration as JSON, in which functions are objects with a type. And our own
// charts' definition beside it, each made once.
import { type AnyActorRef, type AnyStateMachine, StateMachine } from 'xstate';
import { machineDefinition } from '../chart/machine-definition.js';

/** What is told of an actor that is a machine. */
export interface DescribedMachine {
  readonly definition: string;
  readonly config: string;
}

const described = new WeakMap<object, DescribedMachine>();

/** The machine that an actor is; `undefined` when it is something else. */
export function machineOf(actor: AnyActorRef): AnyStateMachine | undefined {
  return 'logic' in actor && actor.logic instanceof StateMachine ? actor.logic : undefined;
}

/** Describes a machine. Hundreds of actors may share one: it is worked out once. */
export function describeMachine(machine: AnyStateMachine): DescribedMachine {
  // Each `provide` makes a machine of the same configuration.
  const known = described.get(machine.config);
  if (known !== undefined) return known;
  const made = { definition: machineDefinition(machine), config: machineConfig(machine) };
  described.set(machine.config, made);
  return made;
}

function machineConfig(machine: AnyStateMachine): string {
  return JSON.stringify(machine.config, (_key, value: unknown) =>
    // A bundler tells functions of one name apart by a number.
    typeof value === 'function' ? { type: value.name.replace(/\d+$/u, '') } : value,
  );
}
