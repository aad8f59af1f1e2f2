// The transcript as the rows that it takes on this screen: what an entry looks like depends on the one before it, on what
// has been read, and on what is searched for; a flood of lines stands in one row. Pure; looks only at what it is asked for.
import type { Entry, Transcript } from '../chat/transcript.js';
import { countBetween, floodText } from './flood-text.js';
import { type Flood, floodAt, floodsIn } from './floods.js';
import type { Line } from './frame.js';
import { defaultKeymap, type Keymap, keyLabels } from './keymap.js';
import { messageColumnsOf } from './layout.js';
import { entryLines, type LineFormat } from './message-lines.js';
import { continues } from './speech.js';
import { entryAt, firstNewsAfter, indexOf } from './transcript-index.js';
import { unlessChanged } from './unless-changed.js';
import type { EntryPlace } from './screen-view.js';
import type { SessionView } from './session-view.js';
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
  /** What stands in one row each. */
  readonly floods: readonly Flood[];
  /** The key that shows a flood as a whole; empty when there is none. */
  readonly floodKey: string;
}

/** How the view draws its transcript; the very same drawing, as long as it is drawn so. */
export function drawingOf(view: ViewModel): Drawing {
  const { session, screen, formatTime, formatDay, keymap = defaultKeymap } = view;
  const { transcript, handle, sharedHandles } = session;
  return drawnAs({
    transcript,
    handle,
    sharedHandles,
    query: screen.search?.editor.text ?? '',
    place: screen.search?.hit ?? screen.selection,
    readUpTo: screen.readUpTo,
    showsFloods: screen.showsFloods ?? false,
    columns: messageColumnsOf(view),
    formatTime,
    formatDay,
    keymap,
  });
}

/** All that the drawing depends on. */
interface Parts
  extends Pick<SessionView, 'transcript' | 'handle' | 'sharedHandles'>,
    Pick<LineFormat, 'columns' | 'formatTime'>,
    Pick<ViewModel, 'formatDay'> {
  /** What is searched for; empty while nothing is. */
  readonly query: string;
  /** What one looks at: the present hit of a search, or what is selected. */
  readonly place: EntryPlace | undefined;
  readonly readUpTo: EntryPlace | undefined;
  readonly showsFloods: boolean;
  readonly keymap: Keymap;
}

const drawnAs = unlessChanged((parts: Parts): Drawing => {
  const { transcript, handle, sharedHandles, query, place, readUpTo, columns, formatTime, formatDay } = parts;
  return {
    transcript,
    format: { columns, formatTime, handle, sharedHandles, ...(query === '' ? {} : { query }) },
    formatDay,
    firstUnread: readUpTo === undefined ? undefined : firstNewsAfter(transcript, readUpTo),
    pointedAt: place?.key,
    floods: foldedFloods(parts),
    floodKey: keyOfFloods(parts.keymap),
  };
});

/** A flood with what one looks at in it is shown as a whole. */
function foldedFloods({ transcript, handle, place, showsFloods }: Parts): readonly Flood[] {
  if (showsFloods) return [];
  const floods = floodsIn(transcript, handle);
  const opened = place && floodAt(floods, indexOf(transcript, place));
  return opened === undefined ? floods : floods.filter((flood) => flood !== opened);
}

const floodKeyColumns = 10;

function keyOfFloods({ bindings }: Keymap): string {
  const binding = bindings.find(({ command }) => command.type === 'floods');
  return binding === undefined ? '' : keyLabels(binding, floodKeyColumns);
}

/** The index of the entry whose rows stand where this one is: its own, or that of the first of the flood that it is part of. */
export function shownAt({ floods }: Drawing, index: number): number {
  return floodAt(floods, index)?.first ?? index;
}

/** The index of the entry whose rows stand above; below 0 where there is none. */
export function shownAbove(drawing: Drawing, index: number): number {
  return shownAt(drawing, shownAt(drawing, index) - 1);
}

/** The index of the entry whose rows stand below; the length of the transcript where there is none. */
export function shownBelow({ floods }: Drawing, index: number): number {
  return (floodAt(floods, index)?.last ?? index) + 1;
}

/** The rows of the entry at an index, or of the flood that begins there; none where there is no entry. */
export function linesAt(drawing: Drawing, index: number): readonly Line[] {
  const { transcript, format, firstUnread, pointedAt } = drawing;
  const entry = entryAt(transcript, index);
  if (entry === undefined) return [];
  const above = floodAt(drawing.floods, index - 1);
  const previous = entryAt(transcript, above?.first ?? index - 1);
  const day = dayBegun(previous, entry, drawing.formatDay);
  const begun = day === undefined ? {} : { day };
  const flood = floodAt(drawing.floods, index);
  if (flood !== undefined) {
    const isFirstUnread =
      firstUnread !== undefined && flood.first <= firstUnread && firstUnread <= flood.last;
    const { query: _, ...calm } = format;
    const around = { isContinued: false, ...begun, isFirstUnread, isPointedAt: false };
    return entryLines(summaryOf(drawing, entry, flood), calm, around);
  }
  const isFirstUnread = index === firstUnread;
  const isContinued =
    day === undefined && !isFirstUnread && above === undefined && continues(previous, entry);
  return entryLines(entry, format, {
    isContinued,
    ...begun,
    isFirstUnread,
    isPointedAt: entry.key === pointedAt,
  });
}

/** Before a flood: there is more than what is seen. */
const floodSign = '⋯';

/** What a flood was last summed up as, by its first entry: as long as it says the same, it is the same. */
const summaries = new WeakMap<Entry, Extract<Entry, { readonly kind: 'notice' }>>();

/** The flood as something that the program says. */
function summaryOf({ transcript, floodKey }: Drawing, entry: Entry, { first, last }: Flood): Entry {
  const told = `${floodSign} ${floodText(countBetween(transcript, first, last))}`;
  const text = floodKey === '' ? told : `${told} (${floodKey}: all)`;
  const before = summaries.get(entry);
  if (before?.text === text) return before;
  const { key, at, clock } = entry;
  const summary = { kind: 'notice', key, text, at, clock } as const;
  summaries.set(entry, summary);
  return summary;
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
