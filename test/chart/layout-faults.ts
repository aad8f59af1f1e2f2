// What is wrong with a layout, in sentences: text outside of its box, things on top of each other, arrows through text,
// anything of the chart that is missing.
import { allStates, allTransitions, type Chart } from '../../src/chart/chart.js';
import type { Box, ChartLayout, EdgeRoute, Point, StateBox } from '../../src/chart/chart-layout.js';
import { textWidthPx, titleFontPx } from '../../src/chart/text-metrics.js';

interface Named extends Box {
  readonly name: string;
}

/** The faults of a chart's layout; none when all is well. */
export function faultsOf(layout: ChartLayout, chart: Chart): readonly string[] {
  return [
    ...missing(layout, chart),
    ...layout.states.flatMap((state) => contentFaults(state)),
    ...layout.states.flatMap((state) => nestingFaults(state, layout)),
    ...layout.edges.flatMap((edge) => labelFaults(edge, layout)),
    ...layout.edges.flatMap((edge) => pathFaults(edge, layout)),
    ...overlaps(texts(layout)),
    ...arrowsThroughText(layout),
  ];
}

function missing({ states, edges }: ChartLayout, chart: Chart): readonly string[] {
  const drawnStates = new Set(states.map(({ state }) => state));
  const drawn = [
    ...states.flatMap(({ rows }) => rows.flatMap(({ transition }) => transition ?? [])),
    ...edges.flatMap(({ transitions }) => transitions.map(({ transition }) => transition)),
  ];
  const known = allTransitions(chart);
  return [
    ...allStates(chart)
      .filter((state) => !drawnStates.has(state))
      .map(({ id }) => `${id} is missing`),
    ...known
      .filter((one) => !drawn.includes(one))
      .map(({ source, event }) => `${source} ${event} is missing`),
    ...(drawn.length === known.length ? [] : ['a transition is drawn twice']),
  ];
}

/** The name of a state, as a box of its own. */
function titleOf({ x, y, title, state }: StateBox): Named {
  return {
    name: `the name of ${state.id}`,
    x: x + 10,
    y: y + 6,
    width: textWidthPx(title, titleFontPx),
    height: 16,
  };
}

/** All that is written beside other states: in states that have some inside, and on arrows. */
function texts({ states, edges }: ChartLayout): readonly Named[] {
  return [
    ...states.filter(({ state }) => state.children.length > 0).flatMap(textsIn),
    ...states.filter(({ state }) => state.children.length === 0).map(named),
    ...edges.map(({ label, source, targets }) => ({
      ...label,
      name: `the label of ${source} → ${targets.join()}`,
    })),
  ];
}

function named({ state, x, y, width, height }: StateBox): Named {
  return { name: state.id, x, y, width, height };
}

function textsIn(box: StateBox): readonly Named[] {
  const rows = box.rows.map((row, index) => ({ ...row, name: `row ${index} of ${box.state.id}` }));
  return box.title === '' ? rows : [titleOf(box), ...rows];
}

function contentFaults(box: StateBox): readonly string[] {
  const content = textsIn(box);
  return [
    ...content.filter((text) => !isWithin(text, box)).map(({ name }) => `${name} is outside of its box`),
    ...overlaps(content),
    ...box.rows.flatMap(({ lines, width }) =>
      lines.filter(({ widthPx }) => widthPx > width).map(() => `a line in ${box.state.id} is too wide`),
    ),
  ];
}

function nestingFaults(box: StateBox, { states, width, height }: ChartLayout): readonly string[] {
  const inside = states.filter(({ parent }) => parent === box.state.id).map(named);
  const picture = { x: 0, y: 0, width, height };
  return [
    ...(isWithin(box, picture) ? [] : [`${box.state.id} is outside of the picture`]),
    ...inside
      .filter((child) => !isWithin(child, box))
      .map(({ name }) => `${name} is outside of ${box.state.id}`),
    ...overlaps(inside),
  ];
}

function labelFaults(
  { label, transitions, source }: EdgeRoute,
  { width, height }: ChartLayout,
): readonly string[] {
  const picture = { x: 0, y: 0, width, height };
  return [
    ...(isWithin(label, picture) ? [] : [`the label of ${source} is outside of the picture`]),
    ...transitions
      .filter((part) => !isWithin(part, label))
      .map(({ transition }) => `${transition.event} of ${source} is outside of its label`),
  ];
}

/** Arrows begin at their source and end at their targets. */
function pathFaults(
  { source, targets, paths, tail, origin, label }: EdgeRoute,
  { states }: ChartLayout,
): readonly string[] {
  const boxes = new Map(states.map((box) => [box.state.id, box]));
  const beginning = tail.length > 0 ? label : (origin ?? boxes.get(source));
  return targets.flatMap((target, index) => {
    const path = paths[index] ?? [];
    return [
      ...(touches(path[0], beginning) ? [] : [`${source} → ${target} does not begin there`]),
      ...(touches(path.at(-1), boxes.get(target)) ? [] : [`${source} → ${target} does not end there`]),
    ];
  });
}

function arrowsThroughText(layout: ChartLayout): readonly string[] {
  const arrows = [
    ...layout.initials.map(({ path, state }) => ({
      name: `the beginning of ${state}`,
      path,
      own: undefined,
    })),
    ...layout.edges.flatMap(({ paths, tail, source, targets, label }) =>
      [...paths, tail].map((path) => ({ name: `${source} → ${targets.join()}`, path, own: label })),
    ),
  ];
  return arrows.flatMap(({ name, path, own }) =>
    texts(layout)
      .filter((text) => !isSame(text, own) && piecesOf(path).some((piece) => doOverlap(piece, shrunk(text))))
      .map((text) => `${name} goes through ${text.name}`),
  );
}

function isSame(text: Box, own: Box | undefined): boolean {
  return own !== undefined && text.x === own.x && text.y === own.y && text.width === own.width;
}

/** Arrows touch the boxes that they lead to. */
function shrunk({ x, y, width, height }: Box): Box {
  return { x: x + 1, y: y + 1, width: width - 2, height: height - 2 };
}

function piecesOf(path: readonly Point[]): readonly Box[] {
  return path.slice(1).map((to, index) => {
    const from = path[index] ?? to;
    const x = Math.min(from.x, to.x);
    const y = Math.min(from.y, to.y);
    return { x, y, width: Math.abs(from.x - to.x), height: Math.abs(from.y - to.y) };
  });
}

function overlaps(boxes: readonly Named[]): readonly string[] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter((other) => doOverlap(one, other))
      .map((other) => `${one.name} overlaps ${other.name}`),
  );
}

/** Rounding errors are no faults. */
const tolerancePx = 0.5;

function doOverlap(one: Box, other: Box): boolean {
  return (
    one.x + one.width > other.x + tolerancePx &&
    other.x + other.width > one.x + tolerancePx &&
    one.y + one.height > other.y + tolerancePx &&
    other.y + other.height > one.y + tolerancePx
  );
}

function isWithin(inner: Box, outer: Box): boolean {
  return (
    inner.x >= outer.x - tolerancePx &&
    inner.y >= outer.y - tolerancePx &&
    inner.x + inner.width <= outer.x + outer.width + tolerancePx &&
    inner.y + inner.height <= outer.y + outer.height + tolerancePx
  );
}

/** On the border of a box, or as near as ELK comes to it. */
function touches(point: Point | undefined, box: Box | undefined): boolean {
  if (point === undefined || box === undefined) return false;
  const spot = { ...point, width: 0, height: 0 };
  const inner = { x: box.x + 2, y: box.y + 2, width: box.width - 4, height: box.height - 4 };
  const isInside =
    point.x > inner.x &&
    point.y > inner.y &&
    point.x < inner.x + inner.width &&
    point.y < inner.y + inner.height;
  return isWithin(spot, box) && !isInside;
}
