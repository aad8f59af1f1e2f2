// The chart as text: that its parts are there and in their places. What it looks like has been looked at.
import { describe, expect, it } from 'vitest';
import { type LineChart, lineChart } from '../../bench/line-chart.js';

const point = (at: number, value: number, least = value, most = value) => ({ at, value, least, most });

const chart: LineChart = {
  title: 'Cost < size',
  xAxis: 'people',
  yAxis: 'µs',
  curves: [
    { title: 'a line', points: [point(1, 100), point(10, 100), point(100, 100)] },
    { title: 'a paint', points: [point(1, 50), point(10, 200, 150, 240), point(100, 400)] },
  ],
};

/** The attributes of all elements of this name and class, as numbers where they are. */
function elements(svg: string, name: string, className: string): readonly Record<string, string>[] {
  const found = svg.matchAll(new RegExp(`<${name} (?<attributes>[^>]*class="${className}"[^>]*)/>`, 'gu'));
  return [...found].map(({ groups }) =>
    Object.fromEntries(
      [...(groups?.['attributes'] ?? '').matchAll(/([\w-]+)="([^"]*)"/gu)].map(([, key = '', value = '']) => [
        key,
        value,
      ]),
    ),
  );
}

/** The second of each pair of a polyline's points. */
function heights(points = ''): readonly number[] {
  return points.split(' ').map((pair) => Number(pair.split(',')[1]));
}

describe('lineChart', () => {
  const svg = lineChart(chart);

  it('says what it is, what its axes are, and what each curve is', () => {
    for (const text of ['Cost &lt; size', 'people', 'µs', 'a line', 'a paint', '100', '400'])
      expect(svg).toContain(`>${text}</text>`);
  });

  it('draws what is flat as flat, and what is more as higher', () => {
    const [line, paint] = [
      elements(svg, 'polyline', 'circle curve'),
      elements(svg, 'polyline', 'square curve'),
    ];
    expect(new Set(heights(line[0]?.['points'])).size).toBe(1);
    expect(heights(paint[0]?.['points'])).toEqual(
      heights(paint[0]?.['points']).toSorted((one, other) => other - one),
    );
  });

  it('places sizes by their logarithm', () => {
    const marks = elements(svg, 'circle', 'circle').slice(1);
    const [first = 0, second = 0, third = 0] = marks.map(({ cx }) => Number(cx));
    expect(third - second).toBeCloseTo(second - first, 1);
  });

  it('shows how far the runs lie apart', () => {
    const strokes = elements(svg, 'line', 'square');
    expect(strokes.map(({ y1, y2 }) => Number(y1) - Number(y2) > 1)).toEqual([false, true, false]);
  });

  it('has a place for a single size', () => {
    const single = lineChart({ ...chart, curves: [{ title: 'one', points: [point(5, 3)] }] });
    expect(single).not.toMatch(/NaN|Infinity/u);
  });

  it('is legible on a dark page as on a light one', () => {
    expect(svg).toContain('prefers-color-scheme: dark');
  });
});
