// Two builds beside each other as rows of a table. Pure.
import type { ComparedRuns } from './comparison.js';
import { summaryText } from './figures-table.js';
import type { Figure } from './measurement.js';
import { summarise } from './statistics.js';

/** @param other what the other build is called */
export function comparisonHead(other: string): readonly string[] {
  return ['measured', 'unit', 'now', other, `now / ${other}`, ''];
}

/** One row for each figure of the measurement: medians, each with the least and the most. The ratio is taken run by run. */
export function comparisonRows({ measurement, runs }: ComparedRuns): readonly (readonly string[])[] {
  return Object.entries(measurement.figures).map(([name, figure]) => {
    const pairs = runs.flatMap(({ now: { [name]: now }, other: { [name]: other } }) =>
      now === undefined || other === undefined ? [] : [{ now: now.backchannel, other: other.backchannel }],
    );
    if (pairs.length === 0) return [figure.title, figure.unit, '–', '–', '–', ''];
    const ratios = pairs.map(({ now, other }) => now / other);
    return [
      figure.title,
      figure.unit,
      summaryText(pairs.map(({ now }) => now)),
      summaryText(pairs.map(({ other }) => other)),
      summaryText(ratios),
      verdict(ratios, figure.better),
    ];
  });
}

/** Of two equal builds so many runs point all in one direction once in 16 comparisons (the sign test: 2 of 2⁵). */
const fewestRuns = 5;

/** What all runs agree in, if they are enough to mean something. */
function verdict(ratios: readonly number[], better: Figure['better']): string {
  const { min, max } = summarise(ratios);
  if (ratios.length < fewestRuns || (min <= 1 && max >= 1)) return '';
  return max < 1 === (better === 'lower') ? 'better' : 'worse';
}
