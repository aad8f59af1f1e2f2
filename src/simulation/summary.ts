// What a person is told of simulations: a table of figures, and how to see a failure again. Only text.
import { defaultProtocolTiming } from '../protocol-timing.js';
import type { CrowdOutcome } from './crowd.js';
import { type Figures, percentile, type TalkFigures } from './figures.js';
import type { SimulationSettings } from './settings.js';
import type { Outcome } from './simulate.js';

/** What came of a simulation, of whole peers or of a crowd. */
interface TalkOutcome {
  readonly settings: SimulationSettings;
  readonly figures: TalkFigures;
}

/** An outcome, and how long it took on a real clock, in milliseconds. */
export interface Timed<Of extends TalkOutcome> {
  readonly outcome: Of;
  readonly realMs: number;
}

/** A column of the table. */
interface Column<Of extends TalkOutcome> {
  readonly title: string;
  readonly of: (timed: Timed<Of>) => string;
}

const msPerSecond = 1000;

const talkColumns: readonly Column<TalkOutcome>[] = [
  { title: 'seed', of: ({ outcome }) => String(outcome.settings.seed) },
  { title: 'messages', of: ({ outcome }) => String(outcome.figures.messages) },
  { title: 'delivered %', of: ({ outcome }) => percent(outcome.figures.delivered) },
  { title: 'shown twice', of: ({ outcome }) => String(outcome.figures.shownTwice) },
  { title: 'out of order', of: ({ outcome }) => String(outcome.figures.outOfOrder) },
  { title: 'p50 ms', of: delay(0.5) },
  { title: 'p90 ms', of: delay(0.9) },
  { title: 'p99 ms', of: delay(0.99) },
  { title: 'p99.9 ms', of: delay(0.999) },
  { title: 'nacks/msg', of: ({ outcome }) => each(outcome.figures, outcome.figures.nacks) },
  { title: 'repairs/msg', of: ({ outcome }) => each(outcome.figures, outcome.figures.repairs) },
];

const speedColumn: Column<TalkOutcome> = {
  title: '× real time',
  of: ({ outcome, realMs }) => inBrief(outcome.figures.simulatedMs / realMs),
};

const peerColumns: readonly Column<Outcome>[] = [
  ...talkColumns,
  { title: 'control B/s', of: ({ outcome }) => controlRate(outcome.figures) },
  { title: 'equal', of: ({ outcome }) => (outcome.figures.areEqual ? 'yes' : 'no') },
  speedColumn,
];

/** What stands under a table with lines out of order: it looks like a failure, and is none. How much is normal was measured. */
const orderNote = [
  'out of order: how often somebody was shown a message after a later one of its sender, which had waited for it for',
  `${defaultProtocolTiming.holdBackMs / msPerSecond} s; it then takes its place before that. With 30 % loss alone this hardly ever happens; where trouble lasts`,
  'longer than the wait, as with all of it, up to twice a message is normal.',
].join('\n');

/** A line for each simulation of whole peers, under a line of titles. */
export function summaryTable(rows: readonly Timed<Outcome>[]): string {
  return tableOf(peerColumns, rows);
}

/** A line for each simulation of a crowd, under a line of titles. */
export function crowdTable(rows: readonly Timed<CrowdOutcome>[]): string {
  return tableOf([...talkColumns, speedColumn], rows);
}

function tableOf<Of extends TalkOutcome>(columns: readonly Column<Of>[], rows: readonly Timed<Of>[]): string {
  const lines = [columns.map(({ title }) => title), ...rows.map((row) => columns.map(({ of }) => of(row)))];
  const widths = columns.map((_, at) => Math.max(...lines.map((line) => line[at]?.length ?? 0)));
  const table = lines.map((line) => line.map((cell, at) => cell.padStart(widths[at] ?? 0)).join('  '));
  const isAnyLate = rows.some(({ outcome }) => outcome.figures.outOfOrder > 0);
  return [...table, ...(isAnyLate ? ['', orderNote] : [])].join('\n');
}

/** What was violated and when, and the command that shows it again; `undefined` when all held. */
export function failureText({ settings, violation }: Outcome): string | undefined {
  if (violation === undefined) return undefined;
  const { invariant, detail, at } = violation;
  return `seed ${settings.seed}, at ${(at / msPerSecond).toFixed(3)} s: violated: ${invariant}\n  ${detail}\n  replay: ${replayCommand(settings)}`;
}

/** What of a crowd's talk was not shown once to each, and the command that shows it again; `undefined` when all was. */
export function crowdFailureText({ settings, figures }: CrowdOutcome): string | undefined {
  const { delivered, shownTwice } = figures;
  if (delivered === 1 && shownTwice === 0) return undefined;
  return `seed ${settings.seed}: ${percent(delivered)} % were delivered, and ${shownTwice} shown twice\n  replay: ${replayCommand(settings, '--crowd')}`;
}

/** The command that runs the very same simulation. */
function replayCommand(settings: SimulationSettings, size: '--peers' | '--crowd' = '--peers'): string {
  const { peers, seed, loss, duplicates, reordering, delayMs, seconds, rate, faults } = settings;
  const words = [
    `${size} ${peers}`,
    `--seconds ${seconds}`,
    `--rate ${rate}`,
    `--loss ${percent(loss)}`,
    `--duplicates ${percent(duplicates)}`,
    `--reorder ${percent(reordering)}`,
    `--delay ${delayMs.join('-')}`,
    ...(faults.length > 0 ? [`--faults ${faults.join(',')}`] : []),
    `--seed ${seed}`,
  ];
  return `npm run simulate -- ${words.join(' ')}`;
}

/** As in the options: without digits that say nothing. */
function percent(share: number): string {
  const [most, digits] = [100, 3];
  // Rounded down, so that 100 is said of nothing less.
  return String(Math.floor(share * most * 10 ** digits + smallest) / 10 ** digits);
}

/** Less than any digit that is shown: keeps 0.29 · 100 from becoming 28.999. */
const smallest = 1e-6;

function delay(share: number): Column<TalkOutcome>['of'] {
  return ({ outcome }) => {
    const ms = percentile(outcome.figures, share);
    return Number.isNaN(ms) ? '–' : String(ms);
  };
}

function each({ messages }: TalkFigures, count: number): string {
  return messages === 0 ? '–' : (count / messages).toFixed(1);
}

/** Slow ones with a digit more. */
function inBrief(factor: number): string {
  return factor.toFixed(factor < 1 ? 1 : 0);
}

function controlRate({ controlBytes, simulatedMs }: Figures): string {
  return ((controlBytes / simulatedMs) * msPerSecond).toFixed(0);
}
