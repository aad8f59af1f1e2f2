// The messages pane: as many of the newest rows as fit, or those above the place to which it is scrolled back. Walks
// only the entries that it shows, so its cost does not grow with the transcript.
import type { Transcript } from '../chat/transcript.js';
import { type Drawing, linesAt, shownAbove, shownAt } from './drawn-transcript.js';
import { faint, type Line, span } from './frame.js';
import type { ScrollPosition } from './screen-view.js';
import { truncate, widthOf } from './text-width.js';
import { placeOf } from './transcript-index.js';
import { unlessChanged } from './unless-changed.js';

/** What a newcomer is told while nobody has said anything: the longest wording that fits. */
const welcomeWordings = [
  'Nothing said yet · Enter says what you type · /help shows what else there is',
  'Enter says what you type · /help: more',
  '/help shows how',
] as const;

/**
 * The pane's rows, the newest at the bottom, blank ones above them.
 *
 * @param rows the height of the pane
 * @param scroll where it is scrolled back to; absent: the newest
 * @returns exactly `rows` rows
 */
export function messagesPane(
  drawing: Drawing,
  rows: number,
  scroll: ScrollPosition | undefined,
): readonly Line[] {
  return drawn({ drawing, rows, scroll });
}

interface Parts {
  readonly drawing: Drawing;
  readonly rows: number;
  readonly scroll: ScrollPosition | undefined;
}

const drawn = unlessChanged(({ drawing, rows, scroll }: Parts): readonly Line[] => {
  const bottom = placeOf(drawing.transcript, scroll);
  const blocks: (readonly Line[])[] = [];
  let walked = 0;
  let index = shownAt(drawing, bottom.index);
  for (; index >= 0 && walked < rows; index = shownAbove(drawing, index)) {
    const lines = linesAt(drawing, index);
    // Since it was scrolled the window may have become wider and the entry lower: a row of it stays in sight.
    const hidden = blocks.length === 0 ? Math.min(bottom.rowsHidden, lines.length - 1) : 0;
    const end = lines.length - hidden;
    const block = lines.slice(Math.max(0, end - (rows - walked)), end);
    blocks.push(block);
    walked += block.length;
  }
  const blank = Array.from({ length: rows - walked }, (): Line => []);
  const pane = [...blank, ...blocks.toReversed().flat()];
  // With a row to spare, all that there is is in sight.
  const isWelcome = blank.length > 0 && !hasMessage(drawing.transcript);
  return isWelcome ? [welcome(drawing.format.columns), ...pane.slice(1)] : pane;
});

function hasMessage({ chunks }: Transcript): boolean {
  return chunks.some(({ entries }) => entries.some(({ kind }) => kind === 'message'));
}

function welcome(columns: number): Line {
  const fitting = welcomeWordings.find((each) => widthOf(each) <= columns);
  return [span(truncate(fitting ?? welcomeWordings[2], columns), faint)];
}
