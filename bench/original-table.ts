// backchannel beside the original of 2012, whose figures are known from its own description. Pure.
import { markdownTable } from '../scripts/machine-docs/markdown-table.js';
import { type MeasurementRuns, summaryText } from './figures-table.js';

/** What is known of the original, and which of our figures is the same of ours. */
const known = [
  {
    what: 'first screen',
    unit: 'ms',
    original: 'about 70',
    measurement: 'first-screen',
    figure: 'firstScreen',
  },
  {
    what: 'memory of an idle chat',
    unit: 'MiB',
    original: '16',
    measurement: 'idle-memory',
    figure: 'resident',
  },
  {
    what: 'processor time a line drawn',
    unit: 'µs',
    original: '80–170',
    measurement: 'messages-drawn',
    figure: 'drawn',
  },
  {
    what: 'terminal bytes a line drawn',
    unit: 'bytes',
    original: '60–100',
    measurement: 'terminal-bytes',
    figure: 'bytes',
  },
] as const;

/** What stands where something was not measured. */
const nothing = '–';

/** The table in Markdown, from the figures of this run. */
export function originalTable(measured: readonly MeasurementRuns[]): string {
  const rows = known.map(({ what, unit, original, ...place }) => {
    const found = measured.find(({ measurement }) => measurement.name === place.measurement);
    const samples = (found?.runs ?? []).flatMap(({ [place.figure]: sample }) => sample ?? []);
    const bare = samples.flatMap((sample) => sample.bare ?? []);
    const ours = samples.map(({ backchannel }) => backchannel);
    return [what, unit, original, textOf(ours), textOf(bare)];
  });
  return markdownTable(['measured', 'unit', 'the original', 'backchannel', 'bare Node'], rows);
}

function textOf(values: readonly number[]): string {
  return values.length === 0 ? nothing : summaryText(values);
}
