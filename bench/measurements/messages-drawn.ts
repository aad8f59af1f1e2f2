// What a message costs the processor from the kernel to the terminal, while more come than anybody can read.
import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenChat, openBareChat, openFullChat } from '../chat.js';
import type { Bench, Measurement } from '../measurement.js';
import { cpuSecondsOf, droppedDatagrams } from '../kernel-counts.js';
import type { Launch } from '../../test/support/program.js';
import { nothingHeard, openReceiver, type ReceiverReport } from '../receiver.js';
import { openSpeaker } from '../speaker.js';

const linesPerSecond = 1000;

/**
 * Ten seconds of them: until the transcript is as full as it gets, and V8 has compiled most of what runs only some twenty
 * times a second. The first seconds cost about twice as much.
 */
const warmUpLines = 10_000;

const countedLines = 2000;

/** How often a receiver tells what it has used. */
const reportLines = 1000;

/** How long the processor time of an idle program is watched. */
const idleSeconds = 0.5;

const msPerSecond = 1000;
const microsecondsPerSecond = 1e6;

export const messagesDrawn: Measurement<'drawn' | 'received'> = {
  name: 'messages-drawn',
  method: `The chat in a pseudo-terminal of 80 × 24 hears ${linesPerSecond} lines a second, ${countedLines} of them after ${warmUpLines} that are not counted. Processor time of the process as the kernel counts it (\`schedstat\`), less what it uses in the same time when nothing is said, divided by the lines; the run fails if one was lost. Beyond the first of them such a flood is one row of the chat, which counts them. What it takes to receive, the receivers tell themselves (\`process.cpuUsage\`).`,
  figures: {
    drawn: {
      title: 'processor time a message drawn',
      unit: 'µs',
      better: 'lower',
      meaning:
        'the chat, which paints at most 60 times a second; bare: a program that writes each line with `process.stdout.write` as it comes.',
    },
    received: {
      title: 'of it, to be woken and to receive',
      unit: 'µs',
      better: 'lower',
      meaning:
        'the session without a screen; bare: a `dgram` callback that does `JSON.parse`: below that no program on Node can get at this rate.',
    },
  },
  run: async (bench) => ({
    drawn: {
      backchannel: await microsecondsPerLine(bench, openFullChat),
      bare: await microsecondsPerLine(bench, openBareChat),
    },
    received: {
      backchannel: await microsecondsToReceive(bench, (...args) =>
        bench.build.parts.command('session-receiver', ...args),
      ),
      bare: await microsecondsToReceive(bench, (...args) => bench.programs.command('bare-receiver', ...args)),
    },
  }),
};

async function microsecondsToReceive(bench: Bench, launch: Launch): Promise<number> {
  await using receiver = await openReceiver(bench, launch, reportLines);
  await using speaker = await openSpeaker(bench);
  const hear = async (count: number): Promise<ReceiverReport> => {
    await speaker.say({ count, perSecond: linesPerSecond });
    let report = nothingHeard;
    for (let heard = 0; heard < count; heard += reportLines) report = await receiver.batchHeard();
    return report;
  };
  const first = await hear(warmUpLines);
  const last = await hear(countedLines);
  return (last.cpuMicroseconds - first.cpuMicroseconds) / (last.received - first.received);
}

async function microsecondsPerLine(bench: Bench, open: OpenChat): Promise<number> {
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
