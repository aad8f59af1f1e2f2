// Definitions of machines as JSON has them, with no machine behind them; and the charts that are read from such.
import type { Chart } from '../../src/chart/chart.js';
import { readChart } from '../../src/chart/read-chart.js';

/** The chart of a definition that has one. */
export function chartFrom(definition: unknown): Chart {
  const chart = readChart(definition);
  if (chart === undefined) throw new Error('this is no definition of a chart');
  return chart;
}

/** A state, and the states inside it. */
export interface Definition {
  readonly id: string;
  readonly key: string;
  readonly type: string;
  readonly history?: string;
  readonly initial?: { readonly target: readonly string[] };
  readonly states: Readonly<Record<string, Definition>>;
  readonly transitions: readonly object[];
  readonly entry: readonly string[];
}

export function state(id: string, entry: readonly string[] = []): Definition {
  return { id, key: id.split('.').at(-1) ?? id, type: 'atomic', states: {}, transitions: [], entry };
}

export function compound(id: string, children: readonly Definition[]): Definition {
  const [first] = children;
  return { ...parallel(id, children), type: 'compound', initial: { target: [`#${first?.id ?? id}`] } };
}

export function parallel(id: string, children: readonly Definition[]): Definition {
  return {
    ...state(id),
    type: 'parallel',
    states: Object.fromEntries(children.map((child) => [child.key, child])),
  };
}

export function transition(source: string, targets: readonly string[], guard?: string) {
  return {
    eventType: 'go',
    source: `#${source}`,
    target: targets.map((target) => `#${target}`),
    guard,
    actions: ['act'],
  };
}
