// What the processor has to do for each line that a chat in a terminal draws, while more come than anybody can read.
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenChat } from './chat.js';
import { cpuSecondsOf, droppedDatagrams } from './kernel-counts.js';
import type { Bench } from './measurement.js';
import { openSpeaker } from './speaker.js';

/** More than anybody can read. */
export const linesPerSecond = 1000;

/**
 * Ten seconds of them: until the transcript is as full as it gets, and V8 has compiled most of what runs only some twenty
 * times a second. The first seconds cost about twice as much.
 */
export const warmUpLines = 10_000;

/** So many after them count. */
export const countedLines = 2000;

/** How long the processor time of an idle program is watched. */
const idleSeconds = 0.5;

const msPerSecond = 1000;
const microsecondsPerSecond = 1e6;

/**
 * Microseconds of processor time a line, less what the chat uses when nothing is said.
 *
 * @throws {Error} when a line was lost
 */
export async function microsecondsPerLine(bench: Bench, open: OpenChat): Promise<number> {
  await using terminal = await open(bench, 'bob');
  const { pid } = terminal;
  await using speaker = await openSpeaker(bench);
  const hear = async (count: number): Promise<{ seconds: number; cpuSeconds: number }> => {
    const [startedAt, cpuBefore] = [performance.now(), await cpuSecondsOf(pid)];
    await terminal.waitFor(await speaker.say({ count, perSecond: linesPerSecond, lastTo: 'bob' }));
    const cpuSeconds = (await cpuSecondsOf(pid)) - cpuBefore;
    return { seconds: (performance.now() - startedAt) / msPerSecond, cpuSeconds };
  };

  await hear(warmUpLines);
  const cpuBeforeIdle = await cpuSecondsOf(pid);
  await sleep(idleSeconds * msPerSecond);
  const idleShare = ((await cpuSecondsOf(pid)) - cpuBeforeIdle) / idleSeconds;
  const { seconds, cpuSeconds } = await hear(countedLines);
  const lost = await droppedDatagrams(pid, bench.room.port);
  if (lost > 0) throw new Error(`${lost} lines were lost: this machine is too busy to measure`);
  return ((cpuSeconds - idleShare * seconds) / countedLines) * microsecondsPerSecond;
}
