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

export const terminalBytes: Measurement<'bytes' | 'row'> = {
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
    row: {
      title: 'the same, beside the row alone (target: × 1.5)',
      unit: 'bytes',
      better: 'lower',
      meaning:
        'the chat; bare: what it takes to draw that row alone on a screen: move the cursor there, erase it, and write what it shows.',
    },
  },
  run: async (bench) => {
    const [chat, bare] = [await bytesPerLine(bench, openFullChat), await bytesPerLine(bench, openBareChat)];
    return {
      bytes: { backchannel: chat.bytes, bare: bare.bytes },
      row: { backchannel: chat.bytes, bare: Buffer.byteLength(toNewestRow + chat.newestRow) },
    };
  },
};

/** The cursor to the last row of messages, 22 of 24, and what stood there erased (CUP and EL, ECMA-48). */
const toNewestRow = '\u001B[22H\u001B[K';

/** What a line took, and how the row shows it that came last. */
async function bytesPerLine(bench: Bench, open: OpenChat): Promise<{ bytes: number; newestRow: string }> {
  await using terminal = await open(bench, 'bob');
  await using speaker = await openSpeaker(bench);
  let newest = '';
  const hear = async (lines: number): Promise<void> => {
    for (let line = 0; line < lines; line += 1) {
      newest = await speaker.say({ count: 1 });
      await terminal.waitFor(newest);
      await sleep(pauseMs);
    }
  };
  await hear(linesToFillScreen);
  const before = Buffer.byteLength(terminal.raw());
  await hear(countedLines);
  const bytes = (Buffer.byteLength(terminal.raw()) - before) / countedLines;
  return { bytes, newestRow: terminal.screen().findLast((row) => row.includes(newest)) ?? '' };
}
