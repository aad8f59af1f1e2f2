// One entry of the transcript as rows: `mark time handle text`, what follows under a hanging indent. The mark has a
// column of its own, left of all that a peer can write, so that no text can look like somebody else's line or ours.
import type { Entry } from '../chat/transcript.js';
import { faint, type Line, type Span, span } from './frame.js';
import { handleColour } from './handle-colour.js';
import { truncate, widthOf } from './text-width.js';
import { wrap } from './wrap.js';

/** What {@link entryLines} needs to know beside the entry. */
export interface LineFormat {
  /** The width of the pane. */
  readonly columns: number;
  /** The time of day of a moment, as the person writes it. */
  readonly formatTime: (ms: number) => string;
}

/** What stands in the first column; the help explains it. */
export const marks = {
  waiting: { sign: '…', meaning: 'waits' },
  sent: { sign: '✓', meaning: 'taken by the network' },
  incomplete: { sign: '⋯', meaning: 'parts missing' },
  notice: { sign: '·', meaning: 'backchannel speaks' },
} as const;

/** A handle gets at most this share of the row; a long one is cut. */
const handleShare = 1 / 3;

/** Text keeps at least this share of the row: in a narrow pane the hanging indent shrinks. */
const textShare = 1 / 2;

/** The hanging indent where time and handle take too much of the row. */
const narrowIndentColumns = 2;

interface Drawn extends LineFormat {
  readonly lines: readonly Line[];
}

/**
 * The rows of each entry as they were drawn last. An entry never changes (another takes its place), and one peer's long
 * message would else be wrapped again for each key that is typed.
 */
const drawnEntries = new WeakMap<Entry, Drawn>();

/** The entry as at least one row; the very same rows for the same entry and format. */
export function entryLines(entry: Entry, format: LineFormat): readonly Line[] {
  const { columns, formatTime } = format;
  const drawn = drawnEntries.get(entry);
  if (drawn?.columns === columns && drawn.formatTime === formatTime) return drawn.lines;
  const lines = drawEntry(entry, format);
  drawnEntries.set(entry, { columns, formatTime, lines });
  return lines;
}

function drawEntry(entry: Entry, format: LineFormat): Line[] {
  const head = [span(`${signOf(entry)} ${format.formatTime(entry.at)} `, faint)];
  if (entry.kind === 'notice') return hanging(head, span(entry.text, faint), format.columns);
  const handle = truncate(entry.handle, Math.floor(format.columns * handleShare));
  const name = span(handle, { bold: true, colour: handleColour(entry.handle) });
  return hanging([...head, name, span(' ')], span(entry.text), format.columns);
}

function signOf(entry: Entry): string {
  if (entry.kind === 'notice') return marks.notice.sign;
  if (entry.missingParts > 0) return marks.incomplete.sign;
  return entry.delivery === undefined ? ' ' : marks[entry.delivery].sign;
}

function hanging(head: readonly Span[], body: Span, columns: number): Line[] {
  const headColumns = head.reduce((sum, { text }) => sum + widthOf(text), 0);
  const indent = headColumns <= columns * textShare ? headColumns : narrowIndentColumns;
  const rows = wrap(body.text, { first: columns - headColumns, rest: columns - indent });
  const margin = span(' '.repeat(indent));
  return rows.map((text, row): Line => (row === 0 ? head : [margin]).concat(span(text, body.style)));
}
