// The parts of docs/benchmarks.md that come from a run; the prose around them is written by hand. Pure.
import { type Blocks, withSomeBlocks } from '../scripts/machine-docs/generated-blocks.js';
import { markdownTable } from '../scripts/machine-docs/markdown-table.js';
import { growthCharts } from './growth-charts.js';
import { figureRow, figuresHead, figuresOf, type MeasurementRuns } from './figures-table.js';
import type { Installed } from './installed.js';
import { installedText } from './installed-text.js';
import type { BesideRun } from './beside-run.js';
import { originalTable } from './original-table.js';

/** A whole run of the benchmarks. */
export interface Report {
  readonly measured: readonly MeasurementRuns[];
  readonly runs: number;
  /** What it was measured on. */
  readonly machine: string;
  readonly installed: Installed;
}

/** The page with the report in its places. @throws {Error} when a place is missing */
export function withReport(page: string, report: Report): string {
  return withSomeBlocks(page, blocksOf(report));
}

/** Both programs beside each other. */
export interface ReportBeside {
  readonly runs: readonly BesideRun[];
  /** What they were measured on. */
  readonly machine: string;
}

/** The page with the original's figures in their place. @throws {Error} when it is missing */
export function withOriginal(page: string, { runs, machine }: ReportBeside): string {
  return withSomeBlocks(
    page,
    new Map([['original', `${originalTable(runs)}\n\n${runsText(runs.length)}. ${machine}.`]]),
  );
}

function blocksOf({ measured, runs, machine, installed }: Report): Blocks {
  const inTable = figuresOf(measured).filter(({ figure }) => figure.point === undefined);
  return new Map([
    ['figures', `${markdownTable(figuresHead, inTable.map(figureRow))}\n\n${runsText(runs)}. ${machine}.`],
    ['rows', measured.map(({ measurement }) => explained(measurement)).join('\n\n')],
    ['installed', installedText(installed)],
    [
      'growth',
      growthCharts(measured)
        .map(({ text }) => text)
        .join('\n\n'),
    ],
  ]);
}

function runsText(runs: number): string {
  return runs === 1 ? 'A single run' : `Medians of ${runs} runs (least–most)`;
}

function explained({ name, method, figures }: MeasurementRuns['measurement']): string {
  const inTable = Object.values(figures).filter(({ point }) => point === undefined);
  const meanings = inTable.map(({ title, meaning }) => `- **${title}**: ${meaning}`);
  return [`### ${name}`, method, ...(meanings.length === 0 ? [] : [meanings.join('\n')])].join('\n\n');
}
