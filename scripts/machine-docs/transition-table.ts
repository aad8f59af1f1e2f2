// What each event does in each state, as Markdown: one table a state, with the rules it inherits.
import { allStates, atOnce, type Chart, nameOf, type Rule } from './chart.js';
import { code, markdownTable } from './markdown-table.js';
import { type EventRules, rulesInState } from './rules-in-state.js';

/** What a person does to cause an event, by the event: `say` is Enter. */
export type Gestures = Readonly<Record<string, string>>;

/**
 * One section for each state. What holds in all of them alike stands in that of the machine itself only, unless a person
 * does it: that is looked for in each.
 *
 * @param events every event that the machine takes; those that a state has no rule for are listed as ignored there
 */
export function transitionTables(machine: Chart, events: readonly string[], gestures: Gestures): string {
  return allStates(machine)
    .map((state) => section(machine, state, events, gestures))
    .join('\n\n');
}

function section(machine: Chart, state: Chart, events: readonly string[], gestures: Gestures): string {
  const title = `#### ${code(state.name)}`;
  const paragraphs = [title, ...(state.description === undefined ? [] : [state.description])];
  if (isEnd(state))
    return [...paragraphs, 'The machine has ended here and takes no event any more.'].join('\n\n');
  const held = rulesInState(machine, state.path);
  const told = held.filter(
    ({ event }) => state === machine || event in gestures || !holdsEverywhere(machine, event),
  );
  const rows = told.flatMap((eventRules) => rowsOf(eventRules, state, gestures));
  const table = markdownTable(['event', 'if', 'then', 'in words', 'rule of'], rows);
  return [...paragraphs, ...doings(state), table, ...ignored(state, held, events, gestures)].join('\n\n');
}

/** Whether no state has a rule of its own that comes before the machine's. */
function holdsEverywhere(machine: Chart, event: string): boolean {
  const [root, ...states] = allStates(machine).map(({ rules }) =>
    rules.some((rule) => rule.event === event || rule.event === '*'),
  );
  return root === true && !states.includes(true);
}

/** A final state of the machine itself; one further inside only ends the state around it. */
export function isEnd({ kind, path }: Chart): boolean {
  return kind === 'final' && path.length === 1;
}

function doings({ entry, exit, actors, initial }: Chart): string[] {
  const sentences = [
    ...(initial === undefined ? [] : [`Begins in ${code(initial)}.`]),
    ...(actors.length === 0 ? [] : [`Runs ${listed(actors)}.`]),
    ...(entry.length === 0 ? [] : [`Does ${listed(entry)} on entry.`]),
    ...(exit.length === 0 ? [] : [`Does ${listed(exit)} on exit.`]),
  ];
  return sentences.length === 0 ? [] : [sentences.join(' ')];
}

function rowsOf({ rules }: EventRules, state: Chart, gestures: Gestures): string[][] {
  return rules.map(({ rule, owner }, index) => [
    eventCell(rule, gestures),
    conditionCell(rule, index),
    effect(rule),
    rule.description ?? '',
    owner === state ? '' : code(owner.name),
  ]);
}

function eventCell({ event, upon }: Rule, gestures: Gestures): string {
  return event === upon ? gesture(event, gestures) : upon;
}

/** `**Enter** (`say`)`, or just the event when no gesture of a person is behind it. */
function gesture(event: string, gestures: Gestures): string {
  return gestures[event] === undefined ? code(event) : `**${gestures[event]}** (${code(event)})`;
}

function conditionCell({ guard }: Rule, index: number): string {
  if (guard !== undefined) return guard;
  return index > 0 ? 'otherwise' : '';
}

/** What a rule does: `takeMessage`, `noteJoined, to connected`. */
export function effect({ actions, targets, reenter }: Rule): string {
  const anew = reenter ? ', entered anew' : '';
  const parts = [...actions.map(code), ...targets.map((target) => `→ ${code(nameOf(target))}${anew}`)];
  return parts.join(', ') || 'nothing';
}

/** In a state with others inside, what is ignored is theirs to say. */
function ignored(
  { children }: Chart,
  held: readonly EventRules[],
  events: readonly string[],
  gestures: Gestures,
): string[] {
  const known = new Set(held.map(({ event }) => event));
  const rest = events.filter((event) => !known.has(event) && event !== atOnce);
  if (children.length > 0 || rest.length === 0 || known.has('*')) return [];
  return [`Ignored here: ${rest.map((event) => gesture(event, gestures)).join(', ')}.`];
}

function listed(names: readonly string[]): string {
  return names.map(code).join(', ');
}
