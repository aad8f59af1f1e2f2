// A chart as the graph that ELK lays out, and the names by which its parts are found again in ELK's answer.
// Option names: https://eclipse.dev/elk/reference/options.html
import type { ElkExtendedEdge, ElkNode, LayoutOptions } from 'elkjs/lib/elk-api.js';
import { type BoxContent, boxContent } from './box-content.js';
import { allStates, type Chart, type ChartState } from './chart.js';
import { type EdgeGroup, isInside } from './edge-groups.js';

/** Which way arrows lead by preference. */
export type Direction = 'DOWN' | 'RIGHT';

/** What has to be known of a chart before it can become a graph. */
export interface GraphPlan {
  readonly chart: Chart;
  readonly groups: readonly EdgeGroup[];
  readonly direction: Direction;
  /** Into how many columns a state's transitions go; one where nothing is said. */
  readonly columns: ReadonlyMap<string, number>;
  /** States whose content stands beside those inside, not above them. */
  readonly beside: ReadonlySet<string>;
}

/** Diameter of the dot where a state begins, and of the ring where an arrow for all states inside does. */
const markPx = 12;

/** Side of a history state's circle. */
const historyPx = 28;

/** Between a compound state's edge and what is inside. */
const insetPx = 16;

export const nodeId = {
  state: (id: string) => `state ${id}`,
  initial: (id: string) => `initial ${id}`,
  origin: (group: number) => `origin ${group}`,
  label: (group: number) => `label ${group}`,
} as const;

export const edgeId = {
  initial: (id: string) => `initial edge ${id}`,
  group: (group: number, target: number) => `edge ${group} ${target}`,
  tail: (group: number) => `tail ${group}`,
} as const;

const spacing: LayoutOptions = {
  'elk.spacing.nodeNode': '22',
  'elk.spacing.edgeNode': '12',
  'elk.spacing.edgeEdge': '10',
  'elk.spacing.edgeLabel': '4',
  'elk.spacing.labelLabel': '6',
  'elk.spacing.nodeSelfLoop': '12',
  'elk.layered.spacing.nodeNodeBetweenLayers': '20',
  'elk.layered.spacing.edgeNodeBetweenLayers': '12',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '10',
};

/** ELK wants its options on every state that has others inside. */
function optionsFor(direction: Direction): LayoutOptions {
  return {
    'elk.algorithm': 'layered',
    'elk.direction': direction,
    'elk.hierarchyHandling': 'INCLUDE_CHILDREN',
    'elk.edgeRouting': 'ORTHOGONAL',
    'elk.layered.cycleBreaking.strategy': 'DEPTH_FIRST',
    'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
    // The same chart always gets the same layout.
    'elk.randomSeed': '1',
    ...spacing,
  };
}

/** The graph of a whole chart. */
export function elkGraph(plan: GraphPlan): ElkNode {
  return {
    id: 'chart',
    layoutOptions: {
      ...optionsFor(plan.direction),
      'elk.json.edgeCoords': 'ROOT',
      'elk.json.shapeCoords': 'ROOT',
    },
    children: [stateNode(plan.chart.root, plan), ...loopLabels(plan.chart.root, plan.groups)],
    edges: [...initialEdges(plan), ...plan.groups.flatMap(groupEdges)],
  };
}

/** What stands in a state's box, as the plan has it. */
export function contentOf(state: ChartState, { columns }: GraphPlan): BoxContent {
  return boxContent(state, columns.get(state.id) ?? 1);
}

function stateNode(state: ChartState, plan: GraphPlan): ElkNode {
  const id = nodeId.state(state.id);
  const content = contentOf(state, plan);
  if (state.kind === 'history') return { id, width: historyPx, height: historyPx };
  if (state.children.length === 0) return { id, width: content.widthPx, height: content.heightPx };
  const isBeside = plan.beside.has(state.id);
  const top = isBeside ? insetPx : content.heightPx + insetPx / 2;
  const left = isBeside ? content.widthPx + insetPx / 2 : insetPx;
  return {
    id,
    layoutOptions: {
      ...optionsFor(plan.direction),
      'elk.padding': `[top=${top},left=${left},bottom=${insetPx},right=${insetPx}]`,
      'elk.nodeSize.constraints': 'MINIMUM_SIZE',
      'elk.nodeSize.minimum': minimumSize(content, plan.direction),
    },
    children: [
      ...marksIn(state, plan.groups),
      ...state.children.flatMap((child) => [stateNode(child, plan), ...loopLabels(child, plan.groups)]),
    ],
  };
}

/** ELK lays out to the right and then turns the chart; but it does not turn this size (0.12). */
function minimumSize({ widthPx, heightPx }: BoxContent, direction: Direction): string {
  return direction === 'DOWN' ? `(${heightPx},${widthPx})` : `(${widthPx},${heightPx})`;
}

/** The dot where the state begins, and the rings where arrows for all states inside do. */
function marksIn(state: ChartState, groups: readonly EdgeGroup[]): ElkNode[] {
  const size = { width: markPx, height: markPx };
  const dots = hasInitialDot(state) ? [{ id: nodeId.initial(state.id), ...size }] : [];
  const rings = groups.flatMap(({ source, isInward }, index) =>
    isInward && source === state ? [{ id: nodeId.origin(index), ...size }] : [],
  );
  return [...dots, ...rings];
}

/** The labels of loops, beside the state itself. */
function loopLabels(state: ChartState, groups: readonly EdgeGroup[]): ElkNode[] {
  return groups.flatMap(({ source, isLoop, labelWidthPx: width, labelHeightPx: height }, index) =>
    isLoop && source === state ? [{ id: nodeId.label(index), width, height }] : [],
  );
}

/** All regions of a parallel state begin at once: there is nothing to point at. */
function hasInitialDot({ kind, initial }: ChartState): boolean {
  return kind === 'compound' && initial !== undefined;
}

function initialEdges({ chart }: GraphPlan): ElkExtendedEdge[] {
  return allStates(chart)
    .filter(hasInitialDot)
    .map(({ id, initial }) => ({
      id: edgeId.initial(id),
      sources: [nodeId.initial(id)],
      targets: [nodeId.state(initial ?? id)],
    }));
}

/** One edge for each target; the first bears the label. */
function groupEdges(group: EdgeGroup, index: number): ElkExtendedEdge[] {
  const { source, targets, isInward, isLoop, labelWidthPx, labelHeightPx } = group;
  if (isLoop) return loopEdges(group, index);
  const label = {
    text: 'label',
    width: labelWidthPx,
    height: labelHeightPx,
    layoutOptions: { 'elk.edgeLabels.inline': 'true' },
  };
  return targets.map((target, place) => ({
    id: edgeId.group(index, place),
    sources: [isInward ? nodeId.origin(index) : nodeId.state(source.id)],
    targets: [nodeId.state(target)],
    labels: place === 0 ? [label] : [],
  }));
}

/** From a state to itself by way of its label, which is a node here: ELK keeps too much room for labels of loops. */
function loopEdges({ source, targets }: EdgeGroup, index: number): ElkExtendedEdge[] {
  const label = nodeId.label(index);
  const arrows = targets.map((target, place) => ({
    id: edgeId.group(index, place),
    sources: [label],
    targets: [nodeId.state(target)],
  }));
  return [...arrows, { id: edgeId.tail(index), sources: [nodeId.state(source.id)], targets: [label] }];
}

/**
 * The states whose upper edge an arrow may cross on its way in or out, when arrows lead down: what stands in their boxes
 * has to make way.
 */
export function crossedStates(chart: Chart, groups: readonly EdgeGroup[]): ReadonlySet<string> {
  const paths = new Map(allStates(chart).map(({ id, path }) => [id, path]));
  const ends = groups.flatMap(({ source, targets, isInward }) =>
    // The ring of an arrow inwards is itself inside.
    targets.map(
      (target) => [isInward ? [...source.path, ''] : source.path, paths.get(target) ?? []] as const,
    ),
  );
  const crossed = allStates(chart).filter(({ path }) =>
    ends.some(([from, to]) => isInside(from, path) !== isInside(to, path)),
  );
  return new Set(crossed.map(({ id }) => id));
}
