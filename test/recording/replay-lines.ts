// Replays the lines of a recording as fast as it goes, and keeps all that is shown.
import { replayed } from '../../src/programs/replayed.js';
import { entryCursor, type Located } from '../../src/recording/entry-cursor.js';
import { readEntry, readHeader } from '../../src/recording/recording-lines.js';
import { replayingTape } from '../../src/recording/replaying-tape.js';
import type { Frame } from '../../src/view/frame.js';
import { settled } from './turn-line.js';

/** @throws {UnreadableRecording} for a line that cannot be read */
export async function replay(lines: readonly string[]) {
  const frames: Frame[] = [];
  const printed: string[] = [];
  let told = '';
  const [first = '', ...rest] = lines;
  const entries = rest.map(
    (text, index): Located => ({ entry: readEntry(text, index + 2), line: index + 2 }),
  );
  const header = readHeader(first);
  const cursor = entryCursor(entries);
  const outcome = await replayed({
    header,
    cursor,
    tape: replayingTape(header, cursor),
    audience: {
      seen: (frame) => frames.push(frame),
      printed: (texts) => printed.push(...texts),
      told: (text) => {
        told += text;
      },
    },
    until: async () => true,
    settled,
  });
  return { outcome, frames, printed, told };
}
