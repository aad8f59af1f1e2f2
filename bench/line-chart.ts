// Curves over a logarithmic axis as an SVG that stands by itself on a page, light or dark. Pure.
import { element, escaped } from '../src/chart/svg-element.js';

/** A measured point, with the least and the most of its runs. */
export interface ChartPoint {
  readonly at: number;
  readonly value: number;
  readonly least: number;
  readonly most: number;
}

export interface LineChart {
  readonly title: string;
  readonly xAxis: string;
  readonly yAxis: string;
  /** Points in the order of their places, all above 0. At most as many curves as there are {@link marks}. */
  readonly curves: readonly { readonly title: string; readonly points: readonly ChartPoint[] }[];
}

const width = 720;
const height = 360;
const plot = { left: 72, right: 700, top: 64, bottom: 296 } as const;

/** Each curve is told apart by its shape as well as by its colour. */
const marks = ['circle', 'square'] as const;

/** Half of a mark, in pixels. */
const markSize = 4;

/** About so many lines across. */
const gridLines = 5;

const style = `
svg { color-scheme: light dark; --canvas: #ffffff; --text: #16202e; --faint: #4f5a6b; --grid: #dbe1ea; --circle: #1d5fbf; --square: #b04a00; }
@media (prefers-color-scheme: dark) {
svg { --canvas: #12161c; --text: #e8edf4; --faint: #a9b4c4; --grid: #2b3441; --circle: #7fb2ff; --square: #ffa25c; }
}
text { font: 13px system-ui, sans-serif; fill: var(--text); }
.title { font-size: 15px; font-weight: 600; }
.tick { fill: var(--faint); }
.grid { stroke: var(--grid); }
.circle { stroke: var(--circle); fill: var(--circle); }
.square { stroke: var(--square); fill: var(--square); }
.curve { fill: none; stroke-width: 2; }
`;

/** Draws it. The vertical axis begins with 0, so that what is flat looks flat. */
export function lineChart({ title, xAxis, yAxis, curves }: LineChart): string {
  const points = curves.flatMap((curve) => curve.points);
  const places = [...new Set(points.map(({ at }) => at))].toSorted((one, other) => one - other);
  const step = niceStep(Math.max(...points.map(({ most }) => most)) / gridLines);
  const top = step * Math.ceil(Math.max(...points.map(({ most }) => most)) / step);
  const [first = 1, last = 1] = [places[0], places.at(-1)];
  const x = (at: number): number => {
    const share = first === last ? 1 / 2 : Math.log(at / first) / Math.log(last / first);
    return plot.left + inset + share * (plot.right - plot.left - 2 * inset);
  };
  const y = (value: number): number => plot.bottom - (value / top) * (plot.bottom - plot.top);
  const levels = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => index * step);
  const middle = (plot.top + plot.bottom) / 2;
  return `${element(
    'svg',
    { xmlns: 'http://www.w3.org/2000/svg', viewBox: `0 0 ${width} ${height}`, width, height, role: 'img' },
    element('title', {}, escaped(title)),
    element('style', {}, style),
    element('rect', { width, height, rx: 6, fill: 'var(--canvas)' }),
    label(title, { x: plot.left, y: 24, class: 'title' }),
    ...curves.map((curve, index) => legend(curve.title, index)),
    ...levels.map((level) => gridLine(level, y(level))),
    ...places.map((at) =>
      label(at.toLocaleString('en'), {
        x: x(at),
        y: plot.bottom + 20,
        class: 'tick',
        'text-anchor': 'middle',
      }),
    ),
    label(xAxis, { x: (plot.left + plot.right) / 2, y: height - 16, 'text-anchor': 'middle' }),
    label(yAxis, { x: 0, y: 0, transform: `translate(20 ${middle}) rotate(-90)`, 'text-anchor': 'middle' }),
    ...curves.map((curve, index) => curveOf(curve.points, marks[index] ?? 'circle', x, y)),
  )}\n`;
}

/** The outermost points keep away from the frame, in pixels. */
const inset = 24;

const format = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** 1, 2 or 5 times a power of ten, and no less than this. */
function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 5].find((factor) => factor * power >= least) ?? 10);
}

function label(text: string, attributes: Readonly<Record<string, string | number>>): string {
  return element('text', attributes, escaped(text));
}

function gridLine(level: number, y: number): string {
  const line = element('line', { class: 'grid', x1: plot.left, x2: plot.right, y1: y, y2: y });
  const tick = { x: plot.left - 8, y: y + 4, class: 'tick', 'text-anchor': 'end' };
  return line + label(format.format(level), tick);
}

/** Room for a title in the legend, in pixels. */
const legendWidth = 200;

function legend(title: string, index: number): string {
  const [x, y] = [plot.left + markSize + index * legendWidth, 46];
  return mark(marks[index] ?? 'circle', x, y) + label(title, { x: x + 12, y: y + 4 });
}

function curveOf(
  points: readonly ChartPoint[],
  kind: (typeof marks)[number],
  x: (at: number) => number,
  y: (value: number) => number,
): string {
  const path = points.map(({ at, value }) => `${x(at).toFixed(1)},${y(value).toFixed(1)}`).join(' ');
  const spreads = points.map(({ at, least, most }) =>
    element('line', { class: kind, x1: x(at), x2: x(at), y1: y(least), y2: y(most) }),
  );
  const drawn = points.map(({ at, value }) => mark(kind, x(at), y(value)));
  return [...spreads, element('polyline', { class: `${kind} curve`, points: path }), ...drawn].join('');
}

function mark(kind: (typeof marks)[number], x: number, y: number): string {
  const side = 2 * markSize;
  return kind === 'circle'
    ? element('circle', { class: kind, cx: x, cy: y, r: markSize })
    : element('rect', { class: kind, x: x - markSize, y: y - markSize, width: side, height: side });
}
