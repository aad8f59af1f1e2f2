// Runs whole peers on an in-memory LAN in simulated time, with whatever trouble is asked for, or a crowd around one speaker,
// and says what came of it.
import { parseArgs } from 'node:util';
import { progressOn } from '../bench/progress.js';
import { exitCodes } from '../src/exit-codes.js';
import { maxPeers } from '../src/limits.js';
import { type CrowdOutcome, simulateCrowd } from '../src/simulation/crowd.js';
import { defaultProtocolTiming } from '../src/protocol-timing.js';
import { faults } from '../src/simulation/faults.js';
import {
  defaultSettings,
  type FaultName,
  faultNames,
  type SimulationSettings,
} from '../src/simulation/settings.js';
import { type Outcome, simulate } from '../src/simulation/simulate.js';
import {
  crowdFailureText,
  crowdTable,
  failureText,
  summaryTable,
  type Timed,
} from '../src/simulation/summary.js';
import { numberOption } from './number-option.js';

const holdBackSeconds = defaultProtocolTiming.holdBackMs / 1000;

const help = `Usage: npm run simulate -- [OPTION…]

Runs the program's own sessions on an in-memory LAN in simulated time, checks at every step what must
always hold, and prints what it cost. Equal options give equal runs.

  --crowd N          one speaks, and N - 1 hear it: see below
  --peers N          computers with one program each            (default: ${defaultSettings.peers})
  --seconds N        how long there is talk, and trouble        (default: ${defaultSettings.seconds})
  --rate N           messages a second, of all together         (default: ${defaultSettings.rate})
  --loss PERCENT     of all datagrams, at each receiver         (default: ${defaultSettings.loss * 100})
  --duplicates PERCENT   that arrive twice                      (default: ${defaultSettings.duplicates * 100})
  --reorder PERCENT  that may overtake others                   (default: ${defaultSettings.reordering * 100})
  --delay MS-MS      least and greatest time on the way         (default: ${defaultSettings.delayMs.join('-')})
  --faults LIST      further trouble, with commas between; "all" is all of it but "forger"
  --seed N           decides all that is left to chance         (default: ${defaultSettings.seed})
  --seeds N          so many simulations, with seeds from there (default: 1)
  --quick            20 seeds of 5 peers and 20 s, with all trouble
  --nightly          2000 seeds of 8 peers and 60 s, with all trouble
  --help             this text

Trouble:
${faultNames.map((name) => `  ${name.padEnd(11)} ${faults[name].summary}`).join('\n')}

A crowd: whole sessions, each with an actor for each other, would be too many from some 500 on. --crowd
runs the part of each session that decides about repair, around one speaker, and prints what repair costs
and how soon all have what was said. It knows no trouble but loss, duplicates, reordering and delay.

The table: the times are those from saying to showing. "Out of order" counts how often somebody was shown
a message after a later one of its sender. That is no failure: one that is missing holds back the later
ones for ${holdBackSeconds} s at most. Where there are any, a note under the table says how many are normal.

Examples:
  npm run simulate -- --crowd 2000 --seconds 20 --seed 7
  npm run simulate -- --peers 200 --loss 30 --seed 7
  npm run simulate -- --peers 8 --faults partitions,crashes,joiners --seeds 50
  npm run simulate -- --nightly

Exits with 0 when all held, with 1 when something did not; then it says what, when, and how to see it again.
`;

/** All trouble under which what is promised can be kept. */
const honestTrouble = faultNames.filter((name) => name !== 'forger');

/** Sizes that need no thought. */
const presets = {
  quick: { peers: 5, seconds: 20, faults: honestTrouble, seeds: 20 },
  nightly: { peers: 8, seconds: 60, faults: honestTrouble, seeds: 2000 },
} as const;

/** No session remembers more peers than this. */
const largestCrowd = maxPeers;

/** What is to be run. */
interface Plan {
  readonly settings: SimulationSettings;
  readonly seeds: number;
  /** Whether it is a crowd, and not whole peers. */
  readonly isCrowd: boolean;
}

/** What has to be over of one simulation before a log is told again. */
const logStep = 0.25;

async function main(words: readonly string[]): Promise<number> {
  const plan = planOf(words);
  if ('asksHelp' in plan) return say(process.stdout, help, exitCodes.done);
  if ('wrong' in plan) return say(process.stderr, `${plan.wrong}: see --help\n`, exitCodes.misused);
  const { table, failures } = plan.isCrowd
    ? await runAll(plan, simulateCrowd, crowdTable, crowdFailureText)
    : await runAll(plan, simulate, summaryTable, failureText);
  process.stdout.write(`${table}\n`);
  for (const failure of failures) process.stderr.write(`${failure}\n`);
  return failures.length > 0 ? exitCodes.failed : exitCodes.done;
}

/** Runs the simulation with each of the seeds, and tells meanwhile how far it is. */
async function runAll<Of extends Outcome | CrowdOutcome>(
  { settings, seeds }: Plan,
  simulateOne: (settings: SimulationSettings, progress: (share: number) => void) => Promise<Of>,
  tableOf: (rows: readonly Timed<Of>[]) => string,
  failureOf: (outcome: Of) => string | undefined,
): Promise<{ readonly table: string; readonly failures: readonly string[] }> {
  const rows: Timed<Of>[] = [];
  const failures: string[] = [];
  const progress = progressOn(process.stderr);
  for (let run = 0; run < seeds; run += 1) {
    const seed = settings.seed + run;
    let told = 0;
    const begun = performance.now();
    const outcome = await simulateOne({ ...settings, seed }, (share) => {
      // A log is not to be filled: there it is told now and then.
      if (!process.stderr.isTTY && share - told < logStep) return;
      told = share;
      progress.show(
        `seed ${seed} (${run + 1} of ${seeds}): ${Math.floor(share * 100)} %, ${failures.length} failed`,
      );
    });
    rows.push({ outcome, realMs: performance.now() - begun });
    const failure = failureOf(outcome);
    if (failure !== undefined) failures.push(failure);
  }
  progress.clear();
  return { table: tableOf(rows), failures };
}

function say(stream: NodeJS.WritableStream, text: string, exitCode: number): number {
  stream.write(text);
  return exitCode;
}

/** What the words ask for, or what is wrong with them. */
function planOf(words: readonly string[]): Plan | { readonly asksHelp: true } | { readonly wrong: string } {
  try {
    const { values } = parseArgs({
      args: [...words],
      options: {
        crowd: text,
        peers: text,
        seconds: text,
        rate: text,
        loss: text,
        duplicates: text,
        reorder: text,
        delay: text,
        faults: text,
        seed: text,
        seeds: text,
        quick: flag,
        nightly: flag,
        help: flag,
      },
    });
    if (values.help === true) return { asksHelp: true };
    const preset =
      values.nightly === true ? presets.nightly : values.quick === true ? presets.quick : undefined;
    const isCrowd = values.crowd !== undefined;
    if (isCrowd && (values.peers ?? values.faults ?? preset) !== undefined)
      throw new Error('--crowd goes with neither --peers nor --faults, --quick or --nightly');
    const basis = { ...defaultSettings, seeds: 1, ...preset };
    return {
      seeds: numberOption(values.seeds, '--seeds', { usual: basis.seeds, least: 1, isWhole: true }),
      isCrowd,
      settings: {
        peers:
          values.crowd === undefined
            ? numberOption(values.peers, '--peers', { usual: basis.peers, least: 1, isWhole: true })
            : crowdSizeOf(values.crowd),
        seconds: numberOption(values.seconds, '--seconds', { usual: basis.seconds }),
        rate: numberOption(values.rate, '--rate', { usual: basis.rate }),
        seed: numberOption(values.seed, '--seed', { usual: basis.seed, isWhole: true }),
        loss: numberOption(values.loss, '--loss', { usual: basis.loss * 100, most: 100 }) / 100,
        duplicates:
          numberOption(values.duplicates, '--duplicates', { usual: basis.duplicates * 100, most: 100 }) / 100,
        reordering:
          numberOption(values.reorder, '--reorder', { usual: basis.reordering * 100, most: 100 }) / 100,
        delayMs: values.delay === undefined ? basis.delayMs : delayOf(values.delay),
        faults: values.faults === undefined ? basis.faults : faultsOf(values.faults),
      },
    };
  } catch (error) {
    return { wrong: error instanceof Error ? error.message : 'these options make no sense' };
  }
}

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

/** One who speaks and one who hears it are the fewest. */
function crowdSizeOf(word: string): number {
  return numberOption(word, '--crowd', { usual: 0, least: 2, most: largestCrowd, isWhole: true });
}

function delayOf(word: string): readonly [number, number] {
  const [least = '', greatest = least] = word.split('-');
  const delayMs = [
    numberOption(least, '--delay', { usual: 0 }),
    numberOption(greatest, '--delay', { usual: 0 }),
  ] as const;
  if (delayMs[0] > delayMs[1]) throw new Error(`--delay "${word}" begins with the greater one`);
  return delayMs;
}

function faultsOf(words: string): readonly FaultName[] {
  if (words === 'all') return honestTrouble;
  return words.split(',').map((word) => {
    const name = faultNames.find((known) => known === word);
    if (word === 'all') throw new Error('--faults all stands alone');
    if (name === undefined) throw new Error(`--faults "${word}" is unknown`);
    return name;
  });
}

process.exitCode = await main(process.argv.slice(2));
