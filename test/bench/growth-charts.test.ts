// The charts of growth on the page: what is measured, drawn, and said of it.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { growthCharts } from '../../bench/growth-charts.js';
import { growth } from '../../bench/measurements/growth.js';

const page = readFileSync(new URL('../../docs/benchmarks.md', import.meta.url), 'utf8');

describe('growthCharts', () => {
  const samples = Object.fromEntries(
    Object.entries(growth.figures).map(([name, { point }]) => [
      name,
      { backchannel: point?.chart === 'peers' ? point.at : 60 },
    ]),
  );
  const charts = growthCharts([{ measurement: growth, runs: [samples] }]);

  it('says of each curve how it grows, and between what', () => {
    const texts = charts.map(({ text }) => text);
    expect(texts[0]).toContain('A line heard: **flat** (60 µs at 500, 60 µs at 20,000).');
    expect(texts[1]).toContain('The paint that shows it: **linear** (1 µs at 1, 1,000 µs at 1,024).');
    expect(texts).toHaveLength(4);
  });

  it.each(charts)('$file is on the page, and drawn', ({ file, svg }) => {
    expect(page).toContain(`](${file})`);
    expect(readFileSync(new URL(`../../docs/${file}`, import.meta.url), 'utf8')).toMatch(
      /^<svg [^]*<\/svg>\n$/u,
    );
    expect(svg).toMatch(/^<svg [^]*<\/svg>\n$/u);
  });

  it('are not drawn of what was not measured', () => {
    expect(growthCharts([])).toEqual([]);
  });
});
