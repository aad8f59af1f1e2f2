// backchannel beside the original of 2012, as rows of a table. Pure.
import { markdownTable } from '../scripts/machine-docs/markdown-table.js';
import { type BesideName, besideNames, type BesideRun } from './beside-run.js';
import { summaryText } from './figures-table.js';

interface Row {
  readonly what: string;
  readonly unit: string;
  /** What is known of the original from its own description, measured on another computer; `–` where nothing is. */
  readonly known: string;
}

const rows: Readonly<Record<BesideName, Row>> = {
  firstScreen: { what: 'first screen', unit: 'ms', known: 'about 70' },
  resident: { what: 'memory of an idle chat', unit: 'MiB', known: '16' },
  drawn: { what: 'processor time a line drawn', unit: 'µs', known: '80–170' },
  bytes: { what: 'terminal bytes a line drawn', unit: 'bytes', known: '60–100' },
  enterP50: { what: "Enter to the other's screen, p50", unit: 'ms', known: '–' },
  enterP99: { what: "Enter to the other's screen, p99", unit: 'ms', known: '–' },
};

export const originalHead = [
  'measured',
  'unit',
  'the original elsewhere',
  'the original here',
  'backchannel',
  "times the original's cost",
] as const;

/** One row for each figure: medians, each with the least and the most of all runs. The ratio is taken run by run. */
export function originalRows(runs: readonly BesideRun[]): readonly (readonly string[])[] {
  return besideNames.map((name) => {
    const { what, unit, known } = rows[name];
    const samples = runs.map(({ [name]: sample }) => sample);
    return [
      what,
      unit,
      known,
      summaryText(samples.map(({ original }) => original)),
      summaryText(samples.map(({ backchannel }) => backchannel)),
      `× ${summaryText(samples.map(({ original, backchannel }) => backchannel / original))}`,
    ];
  });
}

/** The table in Markdown. */
export function originalTable(runs: readonly BesideRun[]): string {
  return markdownTable(originalHead, originalRows(runs));
}
