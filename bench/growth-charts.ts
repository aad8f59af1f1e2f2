// The figures that stand in charts, and not in the table: the charts, and a sentence on what each shows. Pure.
import { figuresOf, type FigureRuns, type MeasurementRuns } from './figures-table.js';
import { growthShape } from './growth-shape.js';
import { type LineChart, lineChart } from './line-chart.js';
import { growths } from './measurements/growth.js';
import { summarise } from './statistics.js';

/** A chart as a file beside the page, and what the page says of it. */
export interface GrowthChart {
  /** The file's name. */
  readonly file: string;
  readonly svg: string;
  /** In Markdown: the picture, and what it shows. */
  readonly text: string;
}

/** The charts for which there are figures. */
export function growthCharts(measured: readonly MeasurementRuns[]): readonly GrowthChart[] {
  const figures = figuresOf(measured).filter(({ samples }) => samples.length > 0);
  return Object.entries(growths).flatMap(([name, { title, axis }]) => {
    const own = figures.filter(({ figure }) => figure.point?.chart === name);
    if (own.length === 0) return [];
    const chart = { title, xAxis: axis, yAxis: 'processor time, µs', curves: curvesOf(own) };
    const file = `growth-${name}.svg`;
    const text = `![${title}](${file})\n\n${sentences(chart)}`;
    return [{ file, svg: lineChart(chart), text }];
  });
}

function curvesOf(figures: readonly FigureRuns[]): LineChart['curves'] {
  const titles = [...new Set(figures.flatMap(({ figure }) => figure.point?.curve ?? []))];
  return titles.map((title) => ({
    title,
    points: figures.flatMap(({ figure: { point }, samples }) => {
      if (point?.curve !== title) return [];
      const { median, min, max } = summarise(samples.map(({ backchannel }) => backchannel));
      return [{ at: point.at, value: median, least: min, most: max }];
    }),
  }));
}

const format = new Intl.NumberFormat('en', { maximumSignificantDigits: 2 });

/** The truth about each curve. */
function sentences({ curves }: LineChart): string {
  return curves
    .map(({ title, points }) => {
      const [first, last] = [points[0], points.at(-1)];
      if (first === undefined || last === undefined) return '';
      const costs = `${format.format(first.value)} µs at ${first.at.toLocaleString('en')}, ${format.format(last.value)} µs at ${last.at.toLocaleString('en')}`;
      const beginning = `${title.charAt(0).toUpperCase()}${title.slice(1)}`;
      return `${beginning}: **${growthShape(points)}** (${costs}).`;
    })
    .join(' ');
}
