// One entry of the transcript as rows: `mark time handle text`, what follows under a hanging indent; own lines end in who
// holds them (`4/5`). The mark has a column of its own, left of all that a peer can write, and only a row with a mark's
// place has a time, so that no text can look like somebody else's line or ours.
import type { Entry, HoleEntry, MessageEntry, Receipt } from '../chat/transcript.js';
import { type SharedHandles, unknownName } from '../chat/display-handle.js';
import { emphasised } from './emphasis.js';
import { faint, type Line, type Span, type Style, span } from './frame.js';
import { handleStyle, ownHandleStyle } from './handle-colour.js';
import { handleText, nameWithin } from './handle-text.js';
import { linked } from './hyperlinks.js';
import { rule } from './rule.js';
import { mentions, speakerName, speechOf } from './speech.js';
import { widthOfLine } from './line-width.js';
import { wrapSpans } from './wrap.js';

/** What {@link entryLines} needs to know beside the entry. */
export interface LineFormat {
  /** The width of the pane. */
  readonly columns: number;
  /** The time of day of a moment, as the person writes it. */
  readonly formatTime: (ms: number) => string;
  /** Own handle: whoever names it is marked. */
  readonly handle: string;
  /** The handles that more than one goes by: before their lines stands which one. Absent: none. */
  readonly sharedHandles?: SharedHandles;
  /** What is searched for; absent while nothing is. */
  readonly query?: string;
}

/** What an entry's rows owe to the entries around it. */
export interface Surroundings {
  /** Whether it goes on with what the entry before it said: then its speaker is not named again. */
  readonly isContinued: boolean;
  /** The day that begins with it. */
  readonly day?: string;
  /** Whether it is the first that has not been read. */
  readonly isFirstUnread: boolean;
  /** Whether it is the present hit of a search, or selected. */
  readonly isPointedAt: boolean;
}

/** An entry that stands by itself. */
const alone: Surroundings = { isContinued: false, isFirstUnread: false, isPointedAt: false };

/** What stands in the first column; the help explains it. */
export const marks = {
  waiting: { sign: '…', meaning: 'waits' },
  sent: { sign: '✓', meaning: 'taken by the network' },
  held: { sign: '◉', meaning: 'all here have it' },
  incomplete: { sign: '⋯', meaning: 'something missing' },
  mention: { sign: '@', meaning: 'names you' },
  pointed: { sign: '▸', meaning: 'found, or selected' },
  notice: { sign: '·', meaning: 'backchannel speaks' },
} as const;

/** A handle gets at most this share of the row; a long one is cut. */
const handleShare = 1 / 3;

/** Text keeps at least this share of the row: in a narrow pane the hanging indent shrinks. */
const textShare = 1 / 2;

/**
 * The margin in a narrow pane of what goes on, where time and handle would take too much of the row. The sign is where no
 * other row has one, lest a text look like a time and a name.
 */
const narrowMargin = { sign: '│', columns: 2 } as const;

/** A row that shows who holds it leaves the text at least this much; in a narrower one the mark alone tells. */
const minTextColumns = 10;

/** Between the text and who holds it. */
const receiptGapColumns = 1;

/** Before the name of somebody of whom a deed is told. */
const deedSign = '*';

const noticeStyle: Style = { dim: true, role: 'notice' };
const markStyle: Style = { dim: true, role: 'mark' };
const mentionStyle: Style = { bold: true, role: 'mention' };
const pointedStyle: Style = { bold: true, role: 'selected' };

const boundaryLabels = ['above: before you came', 'before you came'] as const;
const unreadLabel = 'new';

interface Drawn extends LineFormat, Surroundings {
  readonly tag: string;
  readonly lines: readonly Line[];
}

/**
 * The rows of each entry as they were drawn last. An entry never changes (another takes its place), and one peer's long
 * message would else be wrapped again for each key that is typed.
 */
const drawnEntries = new WeakMap<Entry, Drawn>();

/** The entry as at least one row; the very same rows for the same entry, format and surroundings. */
export function entryLines(
  entry: Entry,
  format: LineFormat,
  surroundings: Surroundings = alone,
): readonly Line[] {
  const drawn = drawnEntries.get(entry);
  const tag = tagOf(entry, format);
  if (drawn !== undefined && drawn.tag === tag && isDrawnSo(drawn, format, surroundings)) return drawn.lines;
  const lines = [...rulesOver(surroundings, format), ...drawEntry(entry, format, surroundings)];
  drawnEntries.set(entry, { ...format, ...surroundings, tag, lines });
  return lines;
}

/** What stands behind the handle where several go by it: `#a1b2`. */
function tagOf(entry: Entry, { sharedHandles }: LineFormat): string {
  if (sharedHandles === undefined || (entry.kind !== 'message' && entry.kind !== 'hole')) return '';
  return speakerName(entry, sharedHandles).slice(entry.handle.length);
}

function isDrawnSo(drawn: Drawn, format: LineFormat, surroundings: Surroundings): boolean {
  return (
    drawn.columns === format.columns &&
    drawn.formatTime === format.formatTime &&
    drawn.handle === format.handle &&
    drawn.query === format.query &&
    drawn.isContinued === surroundings.isContinued &&
    drawn.day === surroundings.day &&
    drawn.isFirstUnread === surroundings.isFirstUnread &&
    drawn.isPointedAt === surroundings.isPointedAt
  );
}

function rulesOver({ day, isFirstUnread }: Surroundings, { columns }: LineFormat): Line[] {
  if (!isFirstUnread) return day === undefined ? [] : [rule([day], columns)];
  return [rule([...(day === undefined ? [] : [`${unreadLabel} · ${day}`]), unreadLabel], columns, true)];
}

function drawEntry(entry: Entry, format: LineFormat, surroundings: Surroundings): Line[] {
  const { columns, formatTime, query } = format;
  const { isPointedAt } = surroundings;
  if (entry.kind === 'boundary') return [rule(boundaryLabels, columns)];
  if (entry.kind === 'message') return drawMessage(entry, format, surroundings);
  const sign = isPointedAt ? marks.pointed.sign : signOf(entry);
  const head = [
    span(sign, isPointedAt ? pointedStyle : noticeStyle),
    span(` ${formatTime(entry.at)} `, faint),
  ];
  const body =
    entry.kind === 'hole'
      ? [span(holeText(entry, tagOf(entry, format)), noticeStyle)]
      : emphasised(
          entry.text,
          { isHit: isPointedAt, ...(query === undefined ? {} : { query }) },
          noticeStyle,
        );
  return hanging({ mark: sign, head, isHeadShown: true, body, columns });
}

function drawMessage(entry: MessageEntry, format: LineFormat, surroundings: Surroundings): Line[] {
  const { columns, formatTime, handle, query } = format;
  const { isDeed, text } = speechOf(entry);
  const isMention = entry.delivery === undefined && mentions(text, handle).length > 0;
  const mark = surroundings.isPointedAt ? marks.pointed.sign : isMention ? marks.mention.sign : signOf(entry);
  const room = Math.floor(columns * handleShare);
  const name = nameWithin(handleText(entry.handle), tagOf(entry, format), room);
  const signStyle = surroundings.isPointedAt ? pointedStyle : isMention ? mentionStyle : markStyle;
  const nameStyle = entry.delivery === undefined ? handleStyle : ownHandleStyle;
  const head = [
    span(mark, signStyle),
    span(` ${formatTime(entry.at)} `, faint),
    ...(isDeed ? [span(`${deedSign} `)] : []),
    span(name, nameStyle(entry.handle)),
    span(' '),
  ];
  const body = emphasised(text, {
    isHit: surroundings.isPointedAt,
    ...(isMention ? { name: handle } : {}),
    ...(query === undefined ? {} : { query }),
  });
  return hanging({
    mark,
    head,
    isHeadShown: !surroundings.isContinued,
    body: linked(body, entry.key),
    columns,
    ending: receiptOf(entry),
  });
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

function holeText({ count, clientId, handle, isLost, isAgain }: HoleEntry, tag: string): string {
  const lines = count === 1 ? '1 line' : `${count} lines`;
  const name = handle === '' ? unknownName(clientId) : handleText(handle) + tag;
  if (isLost) return `${lines} lost from ${name}`;
  return `${lines} missing from ${name}, asking${isAgain ? ' again' : ''}`;
}

/** Who holds an own message, as wide as it will get, so that the text is not wrapped anew for each one who has got it. */
function receiptOf({ delivery, receipt }: MessageEntry): string {
  if (delivery === undefined || receipt === undefined || receipt.of === 0) return '';
  return `${receipt.heldBy}/${receipt.of}`.padStart(`${receipt.of}/${receipt.of}`.length);
}

interface Hanging {
  readonly mark: string;
  readonly head: readonly Span[];
  /** Otherwise the first row stands under the heads above it, with its mark. */
  readonly isHeadShown: boolean;
  readonly body: readonly Span[];
  readonly columns: number;
  /** Stands at the right end of the first row. */
  readonly ending?: string;
}

/** The first row behind the head, the others under a hanging indent. */
function hanging({ mark, head, isHeadShown, body, columns, ending = '' }: Hanging): Line[] {
  const headColumns = widthOfLine(head);
  const isNarrow = headColumns > columns * textShare;
  const indent = isNarrow ? narrowMargin.columns : headColumns;
  const firstIndent = isHeadShown ? headColumns : indent;
  const room = columns - firstIndent;
  const wanted = ending === '' ? 0 : ending.length + receiptGapColumns;
  const endingColumns = room - wanted >= minTextColumns ? wanted : 0;
  const [firstRow = [], ...others] = wrapSpans(body, { first: room - endingColumns, rest: columns - indent });
  const used = widthOfLine(firstRow);
  const between = span(' '.repeat(Math.max(0, room - used - ending.length)));
  const margin = (sign: string) => marginOf(sign, indent, isNarrow, head[0]?.style);
  return [
    [
      ...(isHeadShown ? head : margin(mark)),
      ...firstRow,
      ...(endingColumns === 0 ? [] : [between, span(ending, markStyle)]),
    ],
    ...others.map((row) => margin(' ').concat(row)),
  ];
}

function marginOf(mark: string, columns: number, isNarrow: boolean, style: Style | undefined): Span[] {
  const rest = (isNarrow ? narrowMargin.sign : '').padEnd(columns - 1);
  return mark === ' ' && !isNarrow ? [span(' '.repeat(columns))] : [span(mark, style), span(rest, faint)];
}
