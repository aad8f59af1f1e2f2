// From ELK's answer back to the chart: where each state, arrow and label has come to be.
import type { ElkEdgeSection, ElkExtendedEdge, ElkLabel, ElkNode, ElkShape } from 'elkjs/lib/elk-api.js';
import { allStates, type ChartState } from './chart.js';
import type {
  Box,
  ChartLayout,
  EdgeLabel,
  EdgeRoute,
  InitialMark,
  Point,
  StateBox,
  StateRow,
} from './chart-layout.js';
import { type EdgeGroup, labelPaddingPx } from './edge-groups.js';
import { contentOf, edgeId, type GraphPlan, nodeId } from './elk-graph.js';
import type { LabelLine } from './label-lines.js';
import { lineHeightPx } from './text-metrics.js';

/** The layout of the plan's chart. @param graph ELK's answer to the plan's graph */
export function layoutFrom(graph: ElkNode, plan: GraphPlan): ChartLayout {
  const nodes = nodesById(graph);
  const edges = new Map((graph.edges ?? []).map((edge) => [edge.id, edge]));
  return {
    id: plan.chart.id,
    width: Math.ceil(graph.width ?? 0),
    height: Math.ceil(graph.height ?? 0),
    states: statesFrom(plan.chart.root, undefined, false, nodes, plan),
    edges: plan.groups.map((group, index) => routeFrom(group, index, nodes, edges)),
    initials: allStates(plan.chart).flatMap((state) => initialFrom(state, nodes, edges)),
  };
}

/** ELK's nodes for the states of a chart, by the states' ids. */
export function stateNodes(graph: ElkNode): ReadonlyMap<string, ElkNode> {
  const prefix = nodeId.state('');
  const states = [...nodesById(graph)].filter(([id]) => id.startsWith(prefix));
  return new Map(states.map(([id, node]) => [id.slice(prefix.length), node]));
}

type Nodes = ReadonlyMap<string, ElkNode>;
type Edges = ReadonlyMap<string, ElkExtendedEdge>;

function nodesById(graph: ElkNode): Nodes {
  const within = (node: ElkNode): readonly ElkNode[] => [node, ...(node.children ?? []).flatMap(within)];
  return new Map(within(graph).map((node) => [node.id, node]));
}

function statesFrom(
  state: ChartState,
  parent: string | undefined,
  isRegion: boolean,
  nodes: Nodes,
  plan: GraphPlan,
): readonly StateBox[] {
  const box = boxOf(nodes.get(nodeId.state(state.id)));
  const content = contentOf(state, plan);
  const dividerWidth = plan.beside.has(state.id) ? content.widthPx : box.width;
  const rows = content.rows.map(
    (row): StateRow => ({
      kind: row.kind,
      transition: row.transition,
      lines: row.lines,
      ...sizeOf(row.lines),
      x: box.x + row.xPx,
      y: box.y + row.yPx,
    }),
  );
  const dividers = content.dividersPx.map((y) => ({
    x: box.x,
    y: box.y + y,
    width: dividerWidth,
    height: 0,
  }));
  const children = state.children.flatMap((child) =>
    statesFrom(child, state.id, state.kind === 'parallel', nodes, plan),
  );
  return [{ ...box, state, parent, isRegion, title: content.title, rows, dividers }, ...children];
}

function routeFrom(group: EdgeGroup, index: number, nodes: Nodes, edges: Edges): EdgeRoute {
  const routes = group.targets.map((_, place) => edges.get(edgeId.group(index, place)));
  const label = boxOf(group.isLoop ? nodes.get(nodeId.label(index)) : routes[0]?.labels?.[0]);
  return {
    source: group.source.id,
    targets: group.targets,
    paths: routes.map(pathOf),
    tail: pathOf(edges.get(edgeId.tail(index))),
    origin: group.isInward ? boxOf(nodes.get(nodeId.origin(index))) : undefined,
    label,
    transitions: group.labels.map(
      ({ transition, lines, yPx }): EdgeLabel => ({
        transition,
        lines,
        ...sizeOf(lines),
        x: label.x + labelPaddingPx,
        y: label.y + yPx,
      }),
    ),
  };
}

function initialFrom({ id, initial }: ChartState, nodes: Nodes, edges: Edges): readonly InitialMark[] {
  const mark = nodes.get(nodeId.initial(id));
  if (mark === undefined || initial === undefined) return [];
  return [{ ...boxOf(mark), state: id, target: initial, path: pathOf(edges.get(edgeId.initial(id))) }];
}

function pathOf(edge: ElkExtendedEdge | undefined): readonly Point[] {
  return (edge?.sections ?? []).flatMap(cornersOf);
}

function cornersOf({ startPoint, bendPoints = [], endPoint }: ElkEdgeSection): readonly Point[] {
  return [startPoint, ...bendPoints, endPoint];
}

function boxOf(shape: ElkShape | ElkLabel | undefined): Box {
  const { x = 0, y = 0, width = 0, height = 0 } = shape ?? {};
  return { x, y, width, height };
}

function sizeOf(lines: readonly LabelLine[]): { readonly width: number; readonly height: number } {
  return { width: Math.max(0, ...lines.map(({ widthPx }) => widthPx)), height: lines.length * lineHeightPx };
}
