// Moves the messages pane through the transcript by rows. Pure: the screen machine asks for a step, and this says where
// it leads, since only the view knows how many rows an entry takes.
import { clockStart } from '../chat/hybrid-clock.js';
import { type Entry, slice, type Transcript } from '../chat/transcript.js';
import { layoutOf } from './layout.js';
import { entryLines, type LineFormat } from './message-lines.js';
import type { ScrollPosition, ScrollStep } from './screen-view.js';
import { placeOf, type RowPlace } from './transcript-index.js';
import type { ViewModel } from './view-model.js';

/** Rows of the old page that stay in sight on the new one, so that the eye finds its place. */
const overlapRows = 2;

const anywhere: ScrollPosition = { key: '', clock: clockStart, rowsHidden: 0 };

/**
 * Where a step leads from where the pane stands.
 *
 * @returns the new position, or `undefined` for the newest rows, where the pane is not scrolled back
 */
export function scrollTo(view: ViewModel, step: ScrollStep): ScrollPosition | undefined {
  const { session, screen, size, formatTime } = view;
  const { transcript } = session;
  // The hint that says that the pane is scrolled back takes a row of it.
  const { paneRows } = layoutOf({ ...view, screen: { ...screen, scroll: screen.scroll ?? anywhere } });
  const format = { columns: size.columns, formatTime };
  const page = Math.max(1, paneRows - overlapRows);
  const from = placeOf(transcript, screen.scroll);
  const highest = lowestRowOfFirstPage(transcript, paneRows, format);
  switch (step) {
    case 'oldest':
      return positionOf(transcript, highest);
    case 'line-up':
      return positionOf(transcript, newerOf(highest, up(transcript, from, 1, format)));
    case 'page-up':
      return positionOf(transcript, newerOf(highest, up(transcript, from, page, format)));
    case 'line-down':
      return positionOf(transcript, down(transcript, from, 1, format));
    case 'page-down':
      return positionOf(transcript, down(transcript, from, page, format));
  }
}

function positionOf(transcript: Transcript, { index, rowsHidden }: RowPlace): ScrollPosition | undefined {
  const entry = entryAt(transcript, index);
  const isNewest = index >= transcript.length - 1 && rowsHidden === 0;
  return entry === undefined || isNewest ? undefined : { key: entry.key, clock: entry.clock, rowsHidden };
}

function up(transcript: Transcript, from: RowPlace, rows: number, format: LineFormat): RowPlace {
  let { index, rowsHidden } = from;
  rowsHidden += rows;
  for (; index > 0; index -= 1) {
    const height = heightAt(transcript, index, format);
    if (rowsHidden < height) break;
    rowsHidden -= height;
  }
  return { index, rowsHidden };
}

function down(transcript: Transcript, from: RowPlace, rows: number, format: LineFormat): RowPlace {
  let { index, rowsHidden } = from;
  rowsHidden -= rows;
  for (; rowsHidden < 0 && index < transcript.length; index += 1) {
    rowsHidden += heightAt(transcript, index + 1, format);
  }
  return { index, rowsHidden };
}

/** The lowest row of the pane when its first is the oldest of all; further up there is nothing to see. */
function lowestRowOfFirstPage(transcript: Transcript, paneRows: number, format: LineFormat): RowPlace {
  let rows = 0;
  for (let index = 0; index < transcript.length; index += 1) {
    rows += heightAt(transcript, index, format);
    if (rows >= paneRows) return { index, rowsHidden: rows - paneRows };
  }
  return { index: transcript.length - 1, rowsHidden: 0 };
}

function newerOf(one: RowPlace, other: RowPlace): RowPlace {
  if (one.index !== other.index) return one.index > other.index ? one : other;
  return one.rowsHidden < other.rowsHidden ? one : other;
}

/** How many rows the entry takes; past the newest there is nothing, however far one goes. */
function heightAt(transcript: Transcript, index: number, format: LineFormat): number {
  const entry = entryAt(transcript, index);
  return entry === undefined ? Number.POSITIVE_INFINITY : entryLines(entry, format).length;
}

function entryAt(transcript: Transcript, index: number): Entry | undefined {
  return slice(transcript, index, index + 1)[0];
}
