// One entry of the transcript as rows: `mark time handle text`, what follows under a hanging indent; own lines end in who
// holds them (`4/5`). The mark has a column of its own, left of all that a peer can write, so that no text can look like
// somebody else's line or ours.
import type { Entry, HoleEntry, MessageEntry, Receipt } from '../chat/transcript.js';
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
  held: { sign: '◉', meaning: 'all here have it' },
  incomplete: { sign: '⋯', meaning: 'something missing' },
  notice: { sign: '·', meaning: 'backchannel speaks' },
} as const;

/** A handle gets at most this share of the row; a long one is cut. */
const handleShare = 1 / 3;

/** Text keeps at least this share of the row: in a narrow pane the hanging indent shrinks. */
const textShare = 1 / 2;

/** The hanging indent where time and handle take too much of the row. */
const narrowIndentColumns = 2;

/** A row that shows who holds it leaves the text at least this much; in a narrower one the mark alone tells. */
const minTextColumns = 10;

/** Between the text and who holds it. */
const receiptGapColumns = 1;

/** The rule between what was said before we came and after; as much of the label as fits. */
const ruleSign = '─';
const boundaryLabels = ['── above: before you came ', '── before you came '] as const;

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
  const { columns, formatTime } = format;
  if (entry.kind === 'boundary') return [boundaryLine(columns)];
  const head = [span(`${signOf(entry)} ${formatTime(entry.at)} `, faint)];
  if (entry.kind === 'notice') return hanging(head, span(entry.text, faint), columns);
  if (entry.kind === 'hole') return hanging(head, span(holeText(entry), faint), columns);
  const handle = truncate(entry.handle, Math.floor(columns * handleShare));
  const name = span(handle, { bold: true, colour: handleColour(entry.handle) });
  return hanging([...head, name, span(' ')], span(entry.text), columns, receiptOf(entry));
}

function signOf(entry: Exclude<Entry, { readonly kind: 'boundary' }>): string {
  if (entry.kind === 'notice') return marks.notice.sign;
  if (entry.kind === 'hole' || entry.missingParts > 0) return marks.incomplete.sign;
  if (entry.delivery === undefined) return ' ';
  return marks[isHeldByAll(entry.receipt) ? 'held' : entry.delivery].sign;
}

function isHeldByAll(receipt: Receipt | undefined): boolean {
  return receipt !== undefined && receipt.of > 0 && receipt.heldBy >= receipt.of;
}

function holeText({ count, handle, isLost }: HoleEntry): string {
  const lines = count === 1 ? '1 line' : `${count} lines`;
  return isLost ? `${lines} lost from ${handle}` : `${lines} missing from ${handle}, asking`;
}

function boundaryLine(columns: number): Line {
  const label = boundaryLabels.find((text) => widthOf(text) < columns) ?? '';
  return [span(label + ruleSign.repeat(columns - widthOf(label)), faint)];
}

/** Who holds an own message, as wide as it will get, so that the text is not wrapped anew for each one who has got it. */
function receiptOf({ delivery, receipt }: MessageEntry): string {
  if (delivery === undefined || receipt === undefined || receipt.of === 0) return '';
  return `${receipt.heldBy}/${receipt.of}`.padStart(`${receipt.of}/${receipt.of}`.length);
}

/** The first row behind the head, the others under a hanging indent; `ending` stands at the right end of the first. */
function hanging(head: readonly Span[], body: Span, columns: number, ending = ''): Line[] {
  const headColumns = head.reduce((sum, { text }) => sum + widthOf(text), 0);
  const indent = headColumns <= columns * textShare ? headColumns : narrowIndentColumns;
  const room = columns - headColumns;
  const wanted = ending === '' ? 0 : ending.length + receiptGapColumns;
  const endingColumns = room - wanted >= minTextColumns ? wanted : 0;
  const [firstRow = '', ...others] = wrap(body.text, { first: room - endingColumns, rest: columns - indent });
  const between = span(' '.repeat(Math.max(0, room - widthOf(firstRow) - ending.length)));
  const margin = span(' '.repeat(indent));
  return [
    [...head, span(firstRow, body.style), ...(endingColumns === 0 ? [] : [between, span(ending, faint)])],
    ...others.map((text): Line => [margin, span(text, body.style)]),
  ];
}
