// What a person may do, in every state, at a glance: a row a state, a column a gesture.
import { allStates, type Chart } from './chart.js';
import { code, markdownTable } from './markdown-table.js';
import { rulesInState } from './rules-in-state.js';
import { effect, type Gestures, isEnd } from './transition-table.js';

/** The table; states that hold others are left out, since the machine is always in one without. */
export function gestureTable(machine: Chart, gestures: Gestures): string {
  const columns = Object.entries(gestures);
  const states = allStates(machine).filter((state) => state.children.length === 0 && !isEnd(state));
  const rows = states.map((state) =>
    [code(state.name)].concat(columns.map(([event]) => cell(machine, state, event))),
  );
  return markdownTable(['state', ...columns.map(([, gesture]) => gesture)], rows);
}

function cell(machine: Chart, { path }: Chart, event: string): string {
  const rules = rulesInState(machine, path).find((held) => held.event === event)?.rules ?? [];
  const choices = rules.map(({ rule }, index) => {
    const done = rule.description ?? effect(rule);
    if (rule.guard !== undefined) return `if ${rule.guard}: ${done}`;
    return index > 0 ? `otherwise: ${done}` : done;
  });
  return choices.join('\n') || 'ignored';
}
