// What a person feels while more is said than anybody can read: how often the screen is painted, what that costs the
// processor, and how soon a key that they press shows.
import { openFullChat } from '../chat.js';
import { keyDelays, keyPauseMs } from '../key-delays.js';
import { cpuSecondsOf, droppedDatagrams } from '../kernel-counts.js';
import type { Bench, Measurement, Sample } from '../measurement.js';
import { openSpeaker } from '../speaker.js';
import { percentile } from '../statistics.js';

const linesPerSecond = 1000;
const warmUpLines = 1000;
const countedLines = 3000;

/** As many as are pressed while the counted lines come, and a margin. */
const keys = 60;

const msPerSecond = 1000;
const hundred = 100;

/** What each paint begins with (DECSET 2026), in a terminal that knows it, as the emulator does. */
const paintBegins = '\u001B[?2026h';

export const busyScreen: Measurement<'paints' | 'processor' | 'p50' | 'p99'> = {
  name: 'busy-screen',
  method: `The chat in a pseudo-terminal of 80 × 24 hears ${linesPerSecond} lines a second, ${countedLines} of them after ${warmUpLines} that are not counted, while a key is pressed every ${keyPauseMs} ms. Processor time as the kernel counts it (\`schedstat\`), idle time not taken away; the run fails if a line was lost.`,
  figures: {
    paints: {
      title: 'paints a second while 1,000 lines a second come (target: at most 60)',
      unit: 'paints a second',
      better: 'lower',
      meaning: 'how often the chat begins to draw.',
    },
    processor: {
      title: 'processor meanwhile (target: at most 25)',
      unit: '% of one core',
      better: 'lower',
      meaning: 'of the whole process, from the kernel to the terminal.',
    },
    p50: keyFigure(50),
    p99: keyFigure(99),
  },
  run: async (bench) => await busy(bench),
};

function keyFigure(percent: number) {
  return {
    title: `a key shows meanwhile, p${percent}`,
    unit: 'ms',
    better: 'lower' as const,
    meaning: `${percent} of 100 keys stand in the input line of the emulated screen this soon after they were written to the pseudo-terminal; the emulator's own work counts as well.`,
  };
}

async function busy(bench: Bench): Promise<Record<'paints' | 'processor' | 'p50' | 'p99', Sample>> {
  await using terminal = await openFullChat(bench, 'bob');
  await using speaker = await openSpeaker(bench);
  const { pid } = terminal;
  const hear = async (count: number): Promise<void> =>
    await terminal.waitFor(await speaker.say({ count, perSecond: linesPerSecond, lastTo: 'bob' }));
  await hear(warmUpLines);
  const [startedAt, cpuBefore, unitsBefore] = [
    performance.now(),
    await cpuSecondsOf(pid),
    terminal.raw().length,
  ];
  const [, delays] = await Promise.all([hear(countedLines), keyDelays(terminal, { prompt: 'bob> ', keys })]);
  const seconds = (performance.now() - startedAt) / msPerSecond;
  const cpuSeconds = (await cpuSecondsOf(pid)) - cpuBefore;
  const paints = terminal.raw().slice(unitsBefore).split(paintBegins).length - 1;
  if (paints === 0) throw new Error('no paint was seen: the emulator does not say that it knows DECSET 2026');
  const lost = await droppedDatagrams(pid, bench.room.port);
  if (lost > 0) throw new Error(`${lost} lines were lost: this machine is too busy to measure`);
  return {
    paints: { backchannel: paints / seconds },
    processor: { backchannel: (cpuSeconds / seconds) * hundred },
    p50: { backchannel: percentile(delays, 0.5) },
    p99: { backchannel: percentile(delays, 0.99) },
  };
}
