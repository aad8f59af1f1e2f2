// Every event of a machine, as Markdown: who sends it, who takes it, what it carries, what it means.
import { allStates, type Chart } from './chart.js';
import { code, markdownTable } from './markdown-table.js';

/** A machine's catalogue of events, by their type, as it stands beside the machine. */
export type Catalogue = Readonly<Record<string, CatalogueRow>>;

interface CatalogueRow {
  readonly from: string;
  readonly meaning: string;
  /** Field by field. */
  readonly carries: Readonly<Record<string, string>>;
}

/** The events that a machine takes; who takes them is read from the chart. */
export function takenEvents(machine: Chart, catalogue: Catalogue): string {
  return table(catalogue, 'taken in', (event) => takers(machine, event));
}

/** The events that a machine emits. @param listener who subscribes to them */
export function emittedEvents(catalogue: Catalogue, listener: string): string {
  return table(catalogue, 'taken by', () => listener);
}

function table(catalogue: Catalogue, taking: string, takerOf: (event: string) => string): string {
  const rows = Object.entries(catalogue).map(([event, { from, meaning, carries }]) => [
    code(event),
    from,
    takerOf(event),
    fields(carries),
    meaning,
  ]);
  return markdownTable(['event', 'sent by', taking, 'carries', 'means'], rows);
}

/** The states that have a rule for the event; a rule of the machine itself holds in all that have none of their own. */
function takers(machine: Chart, event: string): string {
  const states = allStates(machine).filter(({ rules }) => rules.some((rule) => rule.event === event));
  const inner = states.filter(({ path }) => path.length > 0).map(({ name }) => code(name));
  if (inner.length === states.length) return inner.join(', ') || 'nowhere';
  return inner.length === 0 ? 'every state' : `every state; by rules of their own in ${inner.join(', ')}`;
}

function fields(carries: CatalogueRow['carries']): string {
  const lines = Object.entries(carries).map(([field, meaning]) => `${code(field)}: ${meaning}`);
  return lines.join('\n') || 'nothing';
}
