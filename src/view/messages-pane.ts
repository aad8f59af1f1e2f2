// The messages pane: as many of the newest rows as fit, or those above the place to which it is scrolled back. Walks
// only the entries that it shows, so its cost does not grow with the transcript.
import { slice, type Transcript } from '../chat/transcript.js';
import type { Line } from './frame.js';
import { entryLines, type LineFormat } from './message-lines.js';
import type { ScrollPosition } from './screen-view.js';
import { placeOf } from './transcript-index.js';

/**
 * The pane's rows, the newest at the bottom, blank ones above them.
 *
 * @param rows the height of the pane
 * @param scroll where it is scrolled back to; absent: the newest
 * @returns exactly `rows` rows
 */
export function messagesPane(
  transcript: Transcript,
  rows: number,
  scroll: ScrollPosition | undefined,
  format: LineFormat,
): Line[] {
  const bottom = placeOf(transcript, scroll);
  // An entry takes at least one row: more entries than rows (and one that is partly hidden) cannot be visible.
  const entries = slice(transcript, Math.max(0, bottom.index - rows), bottom.index + 1);
  const blocks: (readonly Line[])[] = [];
  let walked = 0;
  for (const entry of entries.toReversed()) {
    if (walked >= rows) break;
    const lines = entryLines(entry, format);
    // Since it was scrolled the window may have become wider and the entry lower: a row of it stays in sight.
    const hidden = blocks.length === 0 ? Math.min(bottom.rowsHidden, lines.length - 1) : 0;
    const end = lines.length - hidden;
    const block = lines.slice(Math.max(0, end - (rows - walked)), end);
    blocks.push(block);
    walked += block.length;
  }
  const blank = Array.from({ length: rows - walked }, (): Line => []);
  return [...blank, ...blocks.toReversed().flat()];
}

/** How many entries are newer than the one that the pane's last row belongs to. */
export function newerEntries(transcript: Transcript, scroll: ScrollPosition): number {
  return transcript.length - 1 - placeOf(transcript, scroll).index;
}
