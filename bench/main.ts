// `npm run bench`: measures backchannel against bare Node, prints a table, and writes docs/benchmarks.md. All traffic
// stays on a LAN of network namespaces that is made for it, and is gone afterwards.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { browserSupport } from '../test/support/browser.js';
import { createLab } from '../test/support/lab.js';
import { builtSupport, makeHome } from '../test/support/program.js';
import { allOf, labSupport, ptySupport } from '../test/support/requirements.js';
import { roomAt } from '../test/support/room.js';
import { withReport } from './benchmarks-page.js';
import { figureRow, figuresHead, figuresOf, type MeasurementRuns, textTable } from './figures-table.js';
import { machineText } from './machine.js';
import { benchHosts, type Measurement, type Samples } from './measurement.js';
import { measurements } from './measurements.js';
import { buildPrograms } from './programs.js';
import { progressOn } from './progress.js';

const defaultRuns = 5;

const help = `Usage: npm run bench -- [--only NAME] [--runs N]

Measures backchannel against bare Node, both in the same runs, on a LAN of network namespaces on this
computer; prints a table and writes docs/benchmarks.md. Takes some five minutes.

  --only NAME  measure this alone, and leave the page as it is:
               ${measurements.map(({ name }) => name).join(', ')}
  --runs N     how often each is measured; default: ${defaultRuns}
  --help       this text

Needs Linux with iproute2, util-linux and Chromium, and root or user namespaces.
`;

const pagePath = fileURLToPath(new URL('../docs/benchmarks.md', import.meta.url));

/** The default room; the hosts have no way out to where somebody might be in it. */
const room = roomAt('224.6.8.11', 6811);

process.exitCode = await main();

async function main(): Promise<number> {
  const values = readOptions();
  if (values instanceof Error) return say(process.stderr, `${values.message}\n`, 2);
  if (values.help === true) return say(process.stdout, help, 0);
  const runs = Number(values.runs ?? defaultRuns);
  if (!Number.isInteger(runs) || runs < 1)
    return say(process.stderr, `--runs "${values.runs}" is not a whole number from 1 on\n`, 2);
  const chosen = measurements.filter(({ name }) => values.only === undefined || values.only === name);
  if (chosen.length === 0)
    return say(process.stderr, `there is no measurement "${values.only}": see --help\n`, 2);
  const support = allOf(labSupport(), ptySupport(), builtSupport(), browserSupport());
  if (!support.ok) return say(process.stderr, `${support.reason}\n`, 1);

  const measured = await measure(chosen, runs);
  say(process.stdout, `${textTable(figuresHead, figuresOf(measured).map(figureRow))}\n`, 0);
  if (values.only === undefined) {
    const report = { measured, runs, machine: machineText() };
    writeFileSync(pagePath, withReport(readFileSync(pagePath, 'utf8'), report));
  }
  return 0;
}

/** The options as they were given, or what is wrong with them, in the words of `parseArgs`. */
function readOptions() {
  try {
    return parseArgs({
      options: { help: { type: 'boolean' }, only: { type: 'string' }, runs: { type: 'string' } },
    }).values;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** Runs each of them in turn, and all of them again: a minute in which the machine is busy touches one run, not one row. */
async function measure(chosen: readonly Measurement[], runs: number): Promise<readonly MeasurementRuns[]> {
  const progress = progressOn(process.stderr);
  const measured = chosen.map((measurement): { measurement: Measurement; runs: Samples[] } => ({
    measurement,
    runs: [],
  }));
  using home = makeHome();
  using programs = await buildPrograms();
  await using lab = await createLab({ hosts: benchHosts });
  for (let run = 1; run <= runs; run += 1) {
    for (const one of measured) {
      progress.show(`run ${run} of ${runs}: ${one.measurement.name}`);
      one.runs.push(await one.measurement.run({ lab, home, programs, room }));
    }
  }
  progress.clear();
  return measured;
}

function say(stream: NodeJS.WritableStream, text: string, exitCode: number): number {
  stream.write(text);
  return exitCode;
}
