// Which rules hold in a state, as XState picks them: an inner state's before those of the states around it, and no
// further than the first rule without a condition.
import { allStates, atOnce, type Chart, type Rule } from './chart.js';

/** A rule and the state whose rule it is. */
export interface HeldRule {
  readonly rule: Rule;
  readonly owner: Chart;
}

/** The rules for one event in one state, in the order in which they are tried. */
export interface EventRules {
  readonly event: string;
  readonly rules: readonly HeldRule[];
}

/**
 * Every event that a state has rules for, its own or inherited.
 *
 * @param machine the whole chart
 * @param path the state's
 */
export function rulesInState(machine: Chart, path: readonly string[]): readonly EventRules[] {
  const around = statesAround(machine, path);
  const events = new Set(around.flatMap(({ rules }) => rules.map(({ event }) => event)));
  return [...events].map((event) => ({ event, rules: untilUnconditional(candidates(around, event)) }));
}

/** The state at the path and those around it, innermost first. */
function statesAround(machine: Chart, path: readonly string[]): readonly Chart[] {
  return allStates(machine)
    .filter((state) => state.path.every((key, index) => path[index] === key))
    .toReversed();
}

function candidates(around: readonly Chart[], event: string): readonly HeldRule[] {
  return around.flatMap((owner) => {
    const exact = owner.rules.filter((rule) => rule.event === event);
    // A state's wildcard stands for the events that the state does not name, and for nothing without an event.
    const rules =
      exact.length > 0 || event === atOnce ? exact : owner.rules.filter((rule) => rule.event === '*');
    return rules.map((rule) => ({ rule, owner }));
  });
}

function untilUnconditional(rules: readonly HeldRule[]): readonly HeldRule[] {
  const last = rules.findIndex(({ rule }) => rule.guard === undefined);
  return last === -1 ? rules : rules.slice(0, last + 1);
}
