// What a message costs the line between program and terminal: a slow ssh connection feels each byte.
import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenChat, openBareChat, openFullChat } from '../chat.js';
import type { Bench, Measurement } from '../measurement.js';
import { openSpeaker } from '../speaker.js';

/** Enough to fill the screen: from then on each line scrolls it, as in any chat that has gone on for a while. */
const linesToFillScreen = 30;

const countedLines = 30;

/** Longer than a frame: so each line is painted by itself, and nothing of its paint is still on its way. */
const pauseMs = 25;

export const terminalBytes: Measurement<'bytes'> = {
  name: 'terminal-bytes',
  method: `Bytes read from a pseudo-terminal of 80 × 24 whose screen is full, while ${countedLines} lines come one by one, each after the one before has been painted.`,
  figures: {
    bytes: {
      title: 'terminal bytes a message',
      unit: 'bytes',
      better: 'lower',
      meaning:
        'the chat: time, handle, text, and all that it takes to scroll and to put the cursor back; bare: handle, text, carriage return and line feed.',
    },
  },
  run: async (bench) => ({
    bytes: {
      backchannel: await bytesPerLine(bench, openFullChat),
      bare: await bytesPerLine(bench, openBareChat),
    },
  }),
};

async function bytesPerLine(bench: Bench, open: OpenChat): Promise<number> {
  await using terminal = await open(bench, 'bob');
  await using speaker = await openSpeaker(bench);
  const hear = async (lines: number): Promise<void> => {
    for (let line = 0; line < lines; line += 1) {
      await terminal.waitFor(await speaker.say({ count: 1 }));
      await sleep(pauseMs);
    }
  };
  await hear(linesToFillScreen);
  const before = Buffer.byteLength(terminal.raw());
  await hear(countedLines);
  return (Buffer.byteLength(terminal.raw()) - before) / countedLines;
}
