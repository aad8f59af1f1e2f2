// Arrows as SVG: lines with rounded corners, their heads, and the label on them.
import type { EdgeRoute, InitialMark, Point } from './chart-layout.js';
import { transitionSvg } from './label-svg.js';
import { element, px } from './svg-element.js';

const cornerPx = 7;
const head = { lengthPx: 9, halfWidthPx: 4 } as const;

/** All arrows and labels of an edge. */
export function edgeSvg({ source, targets, paths, tail, origin, label, transitions }: EdgeRoute): string {
  const attributes = { class: 'edge', 'data-source': source, 'data-targets': targets.join(' ') };
  const ring = origin === undefined ? [] : [circleSvg('origin', origin)];
  const { x, y, width, height } = label;
  return element(
    'g',
    attributes,
    ...(tail.length === 0 ? [] : [element('path', { class: 'line', d: lineThrough(tail) })]),
    ...paths.flatMap(arrowSvg),
    ...ring,
    element('rect', { class: 'label', x, y, width, height, rx: cornerPx }),
    ...transitions.map((part) => transitionSvg(part.transition, part)),
  );
}

/** The dot where a state begins, and its arrow. */
export function initialSvg(mark: InitialMark): string {
  return element(
    'g',
    { class: 'initial', 'data-source': mark.state },
    ...arrowSvg(mark.path),
    circleSvg('dot', mark),
  );
}

function circleSvg(
  name: string,
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
): string {
  return element('circle', { class: name, cx: x + width / 2, cy: y + width / 2, r: width / 2 - 1 });
}

function arrowSvg(path: readonly Point[]): readonly string[] {
  const tip = path.at(-1);
  const before = path.at(-2);
  if (tip === undefined || before === undefined) return [];
  const { x, y } = unit(before, tip);
  const foot = { x: tip.x - x * head.lengthPx, y: tip.y - y * head.lengthPx };
  const side = { x: -y * head.halfWidthPx, y: x * head.halfWidthPx };
  const corners = [
    tip,
    { x: foot.x + side.x, y: foot.y + side.y },
    { x: foot.x - side.x, y: foot.y - side.y },
  ];
  return [
    element('path', { class: 'line', d: lineThrough([...path.slice(0, -1), foot]) }),
    element('path', { class: 'head', d: `M${corners.map(pointText).join('L')}z` }),
  ];
}

/** A line whose corners are rounded, as far as its pieces are long enough. */
function lineThrough(points: readonly Point[]): string {
  const steps = points.map((point, index) => {
    const before = points[index - 1];
    const after = points[index + 1];
    if (before === undefined) return `M${pointText(point)}`;
    if (after === undefined) return `L${pointText(point)}`;
    const radius = Math.min(cornerPx, distance(before, point) / 2, distance(point, after) / 2);
    const from = unit(point, before);
    const to = unit(point, after);
    const start = { x: point.x + from.x * radius, y: point.y + from.y * radius };
    const end = { x: point.x + to.x * radius, y: point.y + to.y * radius };
    return `L${pointText(start)}Q${pointText(point)} ${pointText(end)}`;
  });
  return steps.join('');
}

function unit(from: Point, to: Point): Point {
  const length = distance(from, to) || 1;
  return { x: (to.x - from.x) / length, y: (to.y - from.y) / length };
}

function distance(from: Point, to: Point): number {
  return Math.hypot(to.x - from.x, to.y - from.y);
}

function pointText({ x, y }: Point): string {
  return `${px(x)} ${px(y)}`;
}
