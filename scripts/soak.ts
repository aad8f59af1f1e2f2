// A long talk in simulated time, whose memory must stay flat: a whole day of 20 peers unless told otherwise. Needs
// `node --expose-gc`, so that what is no longer used is gone before it is looked at.
import { parseArgs } from 'node:util';
import { exitCodes } from '../src/exit-codes.js';
import { flatGrowth, memoryGrowth } from '../src/simulation/memory-growth.js';
import { soak, type SoakPoint, type SoakSettings, wholeDay } from '../src/simulation/soak.js';
import { numberOption } from './number-option.js';

const help = `Usage: npm run soak -- [OPTION…]

Has sessions talk for a long time, simulated, and looks at their memory, after a full collection. It must not
grow once everything that is kept is as full as it gets.

  --peers N        who talk with each other                 (default: ${wholeDay.peers})
  --hours N        for how long                             (default: ${wholeDay.hours})
  --lines N        how much they say in it, all together    (default: ${wholeDay.lines})
  --loss PERCENT   of all datagrams, at each receiver       (default: ${wholeDay.loss * 100})
  --looks N        how often their memory is looked at      (default: ${wholeDay.looks})
  --seed N         decides all that is left to chance       (default: ${wholeDay.seed})
  --help           this text

Exits with 0 when memory was flat, with 1 when it was not, when a line was lost, or when something else did not hold.
`;

const option = { type: 'string' } as const;
const bytesPerMib = 1024 * 1024;

process.exitCode = await main();

async function main(): Promise<number> {
  let settings: SoakSettings | undefined;
  try {
    settings = readSettings();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}: see --help\n`);
    return exitCodes.misused;
  }
  if (settings === undefined) {
    process.stdout.write(help);
    return exitCodes.done;
  }
  const { gc } = globalThis;
  if (gc === undefined) {
    process.stderr.write('this needs node --expose-gc: npm run soak\n');
    return exitCodes.misused;
  }
  const usedBytes = (): number => {
    gc();
    const { heapUsed, external } = process.memoryUsage();
    return heapUsed + external;
  };
  const { points, said, shown, violation } = await soak(settings, usedBytes, (point) =>
    process.stdout.write(`${pointText(point)}\n`),
  );
  const growth = memoryGrowth(points);
  const wrong = [
    violation,
    growth === undefined ? 'too little was said to tell whether memory is flat' : undefined,
    growth !== undefined && growth > flatGrowth ? `memory grew by ${percent(growth)}` : undefined,
    shown < said * (settings.peers - 1) ? `of ${said} lines not all came to everybody` : undefined,
  ].filter((one) => one !== undefined);
  for (const one of wrong) process.stderr.write(`${one}\n`);
  if (wrong.length > 0) return exitCodes.failed;
  process.stdout.write(
    `flat: ${percent(growth ?? 0)} since everything was full; all lines came to everybody\n`,
  );
  return exitCodes.done;
}

function pointText({ hours, said, bytes }: SoakPoint): string {
  return `${hours.toFixed(2).padStart(6)} h  ${String(said).padStart(7)} lines  ${(bytes / bytesPerMib).toFixed(1)} MiB`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}

/** What the command line asks for; `undefined` if for the help. @throws {Error} when it makes no sense */
function readSettings(): SoakSettings | undefined {
  const { values } = parseArgs({
    options: {
      peers: option,
      hours: option,
      lines: option,
      loss: option,
      looks: option,
      seed: option,
      help: { type: 'boolean' },
    },
  });
  if (values.help === true) return undefined;
  return {
    peers: numberOption(values.peers, '--peers', { usual: wholeDay.peers, least: 2, isWhole: true }),
    hours: numberOption(values.hours, '--hours', { usual: wholeDay.hours, least: 0.001 }),
    lines: numberOption(values.lines, '--lines', { usual: wholeDay.lines, isWhole: true }),
    loss: numberOption(values.loss, '--loss', { usual: wholeDay.loss * 100, most: 100 }) / 100,
    looks: numberOption(values.looks, '--looks', { usual: wholeDay.looks, least: 1, isWhole: true }),
    seed: numberOption(values.seed, '--seed', { usual: wholeDay.seed, isWhole: true }),
  };
}
