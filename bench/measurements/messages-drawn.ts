// What a message costs the processor from the kernel to the terminal, while more come than anybody can read.
import { openBareChat, openFullChat } from '../chat.js';
import { countedLines, linesPerSecond, microsecondsPerLine, warmUpLines } from '../drawn-lines.js';
import type { Bench, Measurement } from '../measurement.js';
import type { Launch } from '../../test/support/program.js';
import { nothingHeard, openReceiver, type ReceiverReport } from '../receiver.js';
import { openSpeaker } from '../speaker.js';

/** How often a receiver tells what it has used. */
const reportLines = 1000;

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
