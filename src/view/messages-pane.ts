// The messages pane: as many of the newest rows as fit, or those above the place to which it is scrolled back. Walks
// only the entries that it shows, so its cost does not grow with the transcript.
import { type Drawing, linesAt } from './drawn-transcript.js';
import type { Line } from './frame.js';
import type { ScrollPosition } from './screen-view.js';
import { placeOf } from './transcript-index.js';

/**
 * The pane's rows, the newest at the bottom, blank ones above them.
 *
 * @param rows the height of the pane
 * @param scroll where it is scrolled back to; absent: the newest
 * @returns exactly `rows` rows
 */
export function messagesPane(drawing: Drawing, rows: number, scroll: ScrollPosition | undefined): Line[] {
  const bottom = placeOf(drawing.transcript, scroll);
  const blocks: (readonly Line[])[] = [];
  let walked = 0;
  for (let index = bottom.index; index >= 0 && walked < rows; index -= 1) {
    const lines = linesAt(drawing, index);
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
