// How many bytes a chat in a terminal writes for each line that it hears.
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenChat } from './chat.js';
import type { Bench } from './measurement.js';
import { openSpeaker } from './speaker.js';

/** Enough to fill the screen: from then on each line scrolls it, as in any chat that has gone on for a while. */
const linesToFillScreen = 30;

/** So many after them count. */
export const countedLines = 30;

/** Longer than a frame: so each line is painted by itself, and nothing of its paint is still on its way. */
const pauseMs = 25;

/** What a line took, and how the row shows it that came last. */
export async function bytesPerLine(
  bench: Bench,
  open: OpenChat,
): Promise<{ readonly bytes: number; readonly newestRow: string }> {
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
