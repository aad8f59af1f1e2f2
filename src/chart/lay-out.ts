// Finds a place for everything in a chart. ELK does the work, here in this process or page; this decides which way arrows
// lead and how text is put beside or above what is inside a state, so that a chart fits a screen.
import elkModule, { type ElkNode } from 'elkjs/lib/elk.bundled.js';
import { columnsWithin } from './box-content.js';
import { allStates, type Chart } from './chart.js';
import type { ChartLayout } from './chart-layout.js';
import { edgeGroups } from './edge-groups.js';
import { crossedStates, type Direction, elkGraph, type GraphPlan } from './elk-graph.js';
import { layoutFrom, stateNodes } from './read-elk.js';

/** A chart up to this width is seen at full size on an ordinary screen; a wider one is shrunk, and harder to read. */
const comfortableWidthPx = 1600;

const directions: readonly Direction[] = ['DOWN', 'RIGHT'];

/**
 * Lays a chart out. The same chart always comes out the same, in Node and in a browser.
 *
 * It takes some tenths of a second of computing for our largest machine; whoever shows it keeps it.
 */
export async function layOut(chart: Chart): Promise<ChartLayout> {
  const groups = edgeGroups(chart);
  const crossed = crossedStates(chart, groups);
  const drafts = await Promise.all(
    directions.map(async (direction) => {
      const beside = direction === 'DOWN' ? crossed : new Set<string>();
      const plan: GraphPlan = { chart, groups, direction, beside, columns: new Map() };
      return { plan, graph: await elk().layout(elkGraph(plan)) };
    }),
  );
  const [best] = drafts.toSorted((one, other) => cost(one.graph) - cost(other.graph));
  if (best === undefined) throw new Error('there is no direction to lay a chart out in');
  const plan = { ...best.plan, columns: columnsIn(best.graph, best.plan) };
  return layoutFrom(await elk().layout(elkGraph(plan)), plan);
}

/** Its area, which counts the more the more it has to be shrunk. */
function cost({ width = 0, height = 0 }: ElkNode): number {
  return width * height * Math.max(1, width / comfortableWidthPx) ** 2;
}

/** States whose content stands above what is inside put it into as many columns as their box turned out to be wide for. */
function columnsIn(draft: ElkNode, { chart, beside }: GraphPlan): ReadonlyMap<string, number> {
  const nodes = stateNodes(draft);
  return new Map(
    allStates(chart)
      .filter(({ id, children }) => children.length > 0 && !beside.has(id))
      .map((state) => [state.id, columnsWithin(state, nodes.get(state.id)?.width ?? 0)]),
  );
}

/** ELK's own constructor: its declarations and its module disagree about where it is. */
function elk() {
  return new elkModule.default();
}
