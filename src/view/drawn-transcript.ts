// The transcript as the rows that it takes on this screen: what an entry looks like depends on the one before it, on what
// has been read, and on what is searched for. Pure; looks only at the entries that it is asked for.
import { type Entry, slice, type Transcript } from '../chat/transcript.js';
import type { Line } from './frame.js';
import { messageColumnsOf } from './layout.js';
import { entryLines, type LineFormat } from './message-lines.js';
import { continues } from './speech.js';
import { firstNewsAfter } from './transcript-index.js';
import type { ViewModel } from './view-model.js';

/** How the transcript is drawn at this moment. */
export interface Drawing {
  readonly transcript: Transcript;
  readonly format: LineFormat;
  readonly formatDay: (ms: number) => string;
  /** The index of the first entry that has not been read. */
  readonly firstUnread: number | undefined;
  /** The key of the entry that is pointed at: the present hit of a search, or the one that is selected. */
  readonly pointedAt: string | undefined;
}

/** How the view draws its transcript. */
export function drawingOf(view: ViewModel): Drawing {
  const { session, screen, formatTime, formatDay } = view;
  const { transcript, handle } = session;
  const query = screen.search?.editor.text ?? '';
  return {
    transcript,
    format: {
      columns: messageColumnsOf(view),
      formatTime,
      handle,
      ...(query === '' ? {} : { query }),
    },
    formatDay,
    firstUnread: screen.readUpTo === undefined ? undefined : firstNewsAfter(transcript, screen.readUpTo),
    pointedAt: (screen.search?.hit ?? screen.selection)?.key,
  };
}

/** The rows of the entry at an index; none where there is no entry. */
export function linesAt(drawing: Drawing, index: number): readonly Line[] {
  const { transcript, format, firstUnread, pointedAt } = drawing;
  const [first, second] = slice(transcript, Math.max(0, index - 1), index + 1);
  const [previous, entry] = index === 0 ? [undefined, first] : [first, second];
  if (entry === undefined) return [];
  const day = dayBegun(previous, entry, drawing.formatDay);
  const isFirstUnread = index === firstUnread;
  return entryLines(entry, format, {
    isContinued: day === undefined && !isFirstUnread && continues(previous, entry),
    ...(day === undefined ? {} : { day }),
    isFirstUnread,
    isPointedAt: entry.key === pointedAt,
  });
}

/** All offsets from UTC are whole quarters of an hour: within one, the day is the same everywhere. */
const quarterMs = 15 * 60_000;

/** The day of an entry, if it is a later one than that of the entry before. */
function dayBegun(
  previous: Entry | undefined,
  entry: Entry,
  formatDay: (ms: number) => string,
): string | undefined {
  if (previous === undefined || entry.at <= previous.at) return undefined;
  if (Math.floor(previous.at / quarterMs) === Math.floor(entry.at / quarterMs)) return undefined;
  const day = formatDay(entry.at);
  return day === formatDay(previous.at) ? undefined : day;
}
