// `npm run bench`: measures backchannel against bare Node, prints a table, and writes docs/benchmarks.md; against another
// commit of itself; or beside the original of 2012. All traffic stays on a LAN of network namespaces that is made for it,
// and is gone afterwards.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { browserSupport } from '../test/support/browser.js';
import { createLab } from '../test/support/lab.js';
import { registrySupport } from '../test/support/packed.js';
import { builtSupport, makeHome } from '../test/support/program.js';
import { allOf, labSupport, ptySupport } from '../test/support/requirements.js';
import { roomAt } from '../test/support/room.js';
import { withOriginal, withReport } from './benchmarks-page.js';
import { measureBeside } from './beside-original.js';
import type { BesideRun } from './beside-run.js';
import { buildUnderTest, projectFolder } from './build-under-test.js';
import { compare, type ComparedRuns } from './comparison.js';
import { comparisonHead, comparisonRows } from './comparison-table.js';
import { evenIfInterrupted, exitWhenInterrupted } from './even-if-interrupted.js';
import { figureRow, figuresHead, figuresOf, type MeasurementRuns, textTable } from './figures-table.js';
import { growthCharts } from './growth-charts.js';
import { weighInstalled } from './installed.js';
import { machineText } from './machine.js';
import { type Bench, benchHosts, type Samples } from './measurement.js';
import { type BenchOptions, help, readOptions } from './options.js';
import { originalHead, originalRows } from './original-table.js';
import { buildPrograms, toolNames } from './programs.js';
import { progressOn } from './progress.js';
import { buildCheckout, checkOut, commitOf } from './revision.js';

const docsFolder = join(projectFolder, 'docs');
const pagePath = join(docsFolder, 'benchmarks.md');

/** The default room; the hosts have no way out to where somebody might be in it. */
const room = roomAt('224.6.8.11', 6811);

exitWhenInterrupted();
process.exitCode = await main();

async function main(): Promise<number> {
  const options = readOptions(process.argv.slice(2));
  if (options instanceof Error) return say(process.stderr, `${options.message}\n`, 2);
  if (options.asksHelp) return say(process.stdout, help, 0);
  const support = allOf(labSupport(), ptySupport(), builtSupport(), browserSupport());
  if (!support.ok) return say(process.stderr, `${support.reason}\n`, 1);
  const { against, original } = options;
  if (original !== undefined) return await benchmarkBeside(options, original);
  return against === undefined ? await benchmark(options) : await benchmarkAgainst(options, against);
}

async function benchmark({ chosen, runs, isPart }: BenchOptions): Promise<number> {
  const registry = registrySupport();
  if (!isPart && !registry.ok) return say(process.stderr, `${registry.reason}\n`, 1);
  const measured = await onBench(async (bench, progress) => {
    using build = evenIfInterrupted(await buildUnderTest('here', projectFolder));
    return await measure({ ...bench, build }, { chosen, runs }, progress);
  });
  say(process.stdout, `${textTable(figuresHead, figuresOf(measured).map(figureRow))}\n`, 0);
  if (!isPart) {
    const report = { measured, runs, machine: machineText(), installed: weighInstalled() };
    writeFileSync(pagePath, withReport(readFileSync(pagePath, 'utf8'), report));
    for (const { file, svg } of growthCharts(measured)) writeFileSync(join(docsFolder, file), svg);
  }
  return 0;
}

/** Runs each of them in turn, and all of them again: a minute in which the machine is busy touches one run, not one row. */
async function measure(
  bench: Bench,
  { chosen, runs }: Pick<BenchOptions, 'chosen' | 'runs'>,
  progress: (text: string) => void,
): Promise<readonly MeasurementRuns[]> {
  const measured = chosen.map((measurement) => ({ measurement, runs: new Array<Samples>() }));
  for (let run = 1; run <= runs; run += 1) {
    for (const { measurement, runs: samples } of measured) {
      progress(`run ${run} of ${runs}: ${measurement.name}`);
      samples.push(await measurement.run(bench));
    }
  }
  return measured;
}

async function benchmarkAgainst({ chosen, runs }: BenchOptions, revision: string): Promise<number> {
  const commit = await commitOf(revision);
  if (commit === undefined)
    return say(process.stderr, `--against "${revision}" is no commit that git knows: see --help\n`, 2);
  const compared = await onBench(async (bench, progress) => {
    progress(`building ${revision}`);
    using checkout = await checkOut(commit);
    await buildCheckout(checkout);
    using other = evenIfInterrupted(await buildUnderTest(revision, checkout.root));
    using now = evenIfInterrupted(await buildUnderTest('now', projectFolder));
    return await compare({ measurements: chosen, runs, bench, now, other, progress });
  });
  say(process.stdout, `${textTable(comparisonHead(revision), compared.flatMap(comparisonRows))}\n`, 0);
  for (const one of compared) say(process.stderr, troubleText(one), 0);
  return compared.every((one) => one.runs.length > 0) ? 0 : 1;
}

async function benchmarkBeside({ runs }: BenchOptions, original: readonly string[]): Promise<number> {
  const samples = await onBench(async (bench, progress) => {
    using build = evenIfInterrupted(await buildUnderTest('here', projectFolder));
    const measured: BesideRun[] = [];
    for (let run = 1; run <= runs; run += 1) {
      progress(`run ${run} of ${runs}: beside the original`);
      measured.push(await measureBeside({ ...bench, build }, original));
    }
    return measured;
  }).catch((error: unknown) => (error instanceof Error ? error : new Error(String(error))));
  // Mostly the original could not be started: its screen, which tells why, is in the message.
  if (samples instanceof Error) return say(process.stderr, `${samples.message}\n`, 1);
  say(process.stdout, `${textTable(originalHead, originalRows(samples))}\n`, 0);
  const report = { runs: samples, machine: machineText() };
  writeFileSync(pagePath, withOriginal(readFileSync(pagePath, 'utf8'), report));
  return 0;
}

function troubleText({ measurement, troubles }: ComparedRuns): string {
  return [...troubles]
    .map((trouble) => `${measurement.name} could not always be measured: ${trouble}\n`)
    .join('');
}

/** Makes the LAN and what else measurements need, and takes it all down again. */
async function onBench<Result>(
  work: (bench: Omit<Bench, 'build'>, progress: (text: string) => void) => Promise<Result>,
): Promise<Result> {
  const progress = progressOn(process.stderr);
  using home = evenIfInterrupted(makeHome());
  using programs = evenIfInterrupted(await buildPrograms(projectFolder, toolNames));
  await using lab = await createLab({ hosts: benchHosts });
  const result = await work({ lab, home, programs, room }, (text) => progress.show(text));
  progress.clear();
  return result;
}

function say(stream: NodeJS.WritableStream, text: string, exitCode: number): number {
  stream.write(text);
  return exitCode;
}
