// The figures of all runs as rows of a table. Pure.
import type { Figure, Measurement, Sample, Samples } from './measurement.js';
import { costRatio, summarise } from './statistics.js';

/** A figure with all that was measured of it, one sample a run. */
export interface FigureRuns {
  readonly figure: Figure;
  readonly samples: readonly Sample[];
}

/** A measurement with what its runs gave. */
export interface MeasurementRuns {
  readonly measurement: Measurement;
  readonly runs: readonly Samples[];
}

export const figuresHead = ['measured', 'unit', 'backchannel', 'bare Node', 'times the bare cost'] as const;

/** Every figure of the measurements, with its samples. */
export function figuresOf(measured: readonly MeasurementRuns[]): readonly FigureRuns[] {
  return measured.flatMap(({ measurement, runs }) =>
    Object.entries(measurement.figures).map(([name, figure]) => ({
      figure,
      samples: runs.flatMap(({ [name]: sample }) => (sample === undefined ? [] : [sample])),
    })),
  );
}

/** What stands where there is nothing to compare with. */
const nothing = '–';

/** One row for the figure: medians, each with the least and the most of all runs. The ratio is taken run by run. */
export function figureRow({ figure, samples }: FigureRuns): readonly string[] {
  const compared = samples.flatMap(({ backchannel, bare }) =>
    bare === undefined ? [] : [{ backchannel, bare }],
  );
  const ratios = compared.map((sample) => costRatio(sample, figure.better));
  return [
    figure.title,
    figure.unit,
    summaryText(samples.map(({ backchannel }) => backchannel)),
    compared.length === 0 ? nothing : summaryText(compared.map(({ bare }) => bare)),
    ratios.length === 0 ? nothing : `× ${summaryText(ratios)}`,
  ];
}

/** Rows of text with aligned columns, for a terminal. */
export function textTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  return all
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** What is beyond three digits is noise. */
const format = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** The median, with the least and the most of the values where they differ from it, in three digits. */
export function summaryText(values: readonly number[]): string {
  const { median, min, max } = summarise(values);
  const [middle, least, most] = [median, min, max].map((value) => format.format(value));
  return least === most ? `${middle}` : `${middle} (${least}–${most})`;
}
