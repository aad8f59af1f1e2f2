// Charts by the definitions that they come from: each is read once and laid out once, and kept while it is of use.
import type { Chart } from '../../chart/chart.js';
import type { ChartLayout } from '../../chart/chart-layout.js';
import { readChart } from '../../chart/read-chart.js';
import { maxCharts } from './page-limits.js';

export interface KnownChart {
  /** `undefined`: the definition is none that can be read. */
  readonly chart: Chart | undefined;
  /** `undefined` until it is laid out. */
  layout: ChartLayout | undefined;
  /** Whether it cannot be laid out. */
  hasFailed: boolean;
}

export interface Charts {
  /** Reads it, if it is new. */
  readonly read: (definition: string) => KnownChart;
  /** Begins to lay it out, if nobody has. */
  readonly layOut: (definition: string) => KnownChart;
}

/**
 * @param place lays a chart out
 * @param ready told when one more has been laid out, or cannot be
 */
export function charts(place: (chart: Chart) => Promise<ChartLayout>, ready: () => void): Charts {
  const known = new Map<string, KnownChart>();
  const asked = new WeakSet<KnownChart>();
  const read = (definition: string): KnownChart => {
    const found = known.get(definition) ?? {
      chart: chartIn(definition),
      layout: undefined,
      hasFailed: false,
    };
    known.delete(definition);
    known.set(definition, found);
    const [oldest] = known.keys();
    if (known.size > maxCharts && oldest !== undefined) known.delete(oldest);
    return found;
  };
  const begin = async (found: KnownChart, chart: Chart): Promise<void> => {
    try {
      found.layout = await place(chart);
    } catch {
      found.hasFailed = true;
    }
    ready();
  };
  return {
    read,
    layOut: (definition) => {
      const found = read(definition);
      if (found.chart === undefined || asked.has(found)) return found;
      asked.add(found);
      void begin(found, found.chart);
      return found;
    },
  };
}

function chartIn(definition: string): Chart | undefined {
  try {
    return readChart(JSON.parse(definition));
  } catch {
    return undefined;
  }
}
