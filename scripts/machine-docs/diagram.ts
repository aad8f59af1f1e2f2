// A chart as a Mermaid state diagram: the states, what leads from one to another, and what runs in them. Rules that
// lead nowhere are left to the tables. The syntax is kept to what every renderer of Mermaid takes.
import { allStates, atOnce, type Chart, type Rule } from './chart.js';

/** The text of a `stateDiagram-v2`, without the fence around it. */
export function stateDiagram(machine: Chart): string {
  const id = identifiers(machine.name);
  const lines = [
    ...content(machine, id),
    ...allStates(machine).flatMap((state) => arrows(state, id)),
    ...allStates(machine).flatMap((state) => note(state, id)),
  ];
  return ['stateDiagram-v2', ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Names the node of a path; the machine's name before it keeps clear of Mermaid's own words, such as `end`. */
type Identifiers = (path: readonly string[]) => string;

function identifiers(machine: string): Identifiers {
  return (path) => [machine, ...path].map((key) => key.replaceAll(/\W/gu, '_')).join('_');
}

/** The nodes inside a state. */
function content(state: Chart, id: Identifiers): string[] {
  const first = state.children.find(({ path }) => path.at(-1) === state.initial);
  return [
    ...(first === undefined ? [] : [`[*] --> ${id(first.path)}`]),
    ...state.children.flatMap((child, index) => [
      ...(index > 0 && state.kind === 'parallel' ? ['--'] : []),
      ...stateNode(child, id),
    ]),
    ...(hasInnerRules(state) ? anywhere(state, id) : []),
  ];
}

function stateNode(state: Chart, id: Identifiers): string[] {
  const declaration = `state "${plain(state.path.at(-1) ?? state.name)}" as ${id(state.path)}`;
  if (state.children.length > 0)
    return [`${declaration} {`, ...content(state, id).map((line) => `  ${line}`), '}'];
  const ending = state.kind === 'final' ? [`${id(state.path)} --> [*]`] : [];
  return [declaration, ...doings(state).map((doing) => `${id(state.path)} : ${doing}`), ...ending];
}

/** Mermaid takes lines of text only in states that have none inside; the others get a note. */
function note(state: Chart, id: Identifiers): string[] {
  if (state.children.length === 0 || state.path.length === 0 || doings(state).length === 0) return [];
  return [`note right of ${id(state.path)}`, ...doings(state).map((doing) => `  ${doing}`), 'end note'];
}

function doings({ entry, exit, actors }: Chart): string[] {
  return [
    ...(entry.length > 0 ? [plain(`entry / ${entry.join(', ')}`)] : []),
    ...(exit.length > 0 ? [plain(`exit / ${exit.join(', ')}`)] : []),
    ...actors.map((actor) => plain(`runs ${actor}`)),
  ];
}

/**
 * A rule of a state that leads to another inside the same state holds in all of them: it starts at a node of its own,
 * since an arrow from a box into itself is drawn badly or not at all.
 */
function anywhere(state: Chart, id: Identifiers): string[] {
  const where = state.path.length === 0 ? '' : ` in ${state.path.at(-1)}`;
  return [`state "${plain(`any state${where}`)}" as ${anywhereIn(state, id)}`];
}

function anywhereIn({ path }: Chart, id: Identifiers): string {
  return `${id(path)}_anywhere`;
}

function hasInnerRules(state: Chart): boolean {
  return state.rules.some(({ targets }) => targets.some((target) => isInside(target, state)));
}

function isInside(path: readonly string[], state: Chart): boolean {
  return path.length > state.path.length && state.path.every((key, index) => path[index] === key);
}

/** One arrow for each pair of states, whatever the number of rules that lead from one to the other. */
function arrows(state: Chart, id: Identifiers): string[] {
  const labels = new Map<string, string[]>();
  for (const rule of state.rules)
    for (const target of rule.targets) {
      const from = isInside(target, state) ? anywhereIn(state, id) : id(state.path);
      const arrow = `${from} --> ${id(target)}`;
      labels.set(arrow, [...(labels.get(arrow) ?? []), label(rule)]);
    }
  return [...labels].map(([arrow, texts]) => `${arrow} : ${texts.join('<br/>')}`);
}

/** `event [guard] / actions`, as UML has it. */
function label({ event, upon, guard, actions }: Rule): string {
  const parts = [
    ...(event === atOnce ? [] : [upon]),
    ...(guard === undefined ? [] : [`[${guard}]`]),
    ...(actions.length === 0 ? [] : [`/ ${actions.join(', ')}`]),
  ];
  return plain(parts.join(' ')) || 'at once';
}

/** Without the characters that Mermaid takes for syntax somewhere. */
function plain(text: string): string {
  return text.replaceAll(/[^\w .,/[\]()'*-]/gu, ' ');
}
