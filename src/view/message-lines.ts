// One entry of the transcript as rows: `time handle text`, what follows under a hanging indent, so that no text can
// look like somebody else's line.
import type { Entry, MessageEntry } from '../chat/transcript.js';
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

/** Stands where the handle would: the program itself is speaking. */
const noticeMark = '·';

const deliveryMarks = { waiting: '…', sent: '✓' } as const;

/** A handle gets at most this share of the row; a long one is cut. */
const handleShare = 1 / 3;

/** Text keeps at least this share of the row: in a narrow pane the hanging indent shrinks. */
const textShare = 1 / 2;

/** The hanging indent where time and handle take too much of the row. */
const narrowIndentColumns = 2;

/** The entry as at least one row. */
export function entryLines(entry: Entry, format: LineFormat): Line[] {
  const time = span(`${format.formatTime(entry.at)} `, faint);
  if (entry.kind === 'notice') {
    return hanging([time, span(`${noticeMark} `, faint)], [span(entry.text, faint)], format.columns);
  }
  const handle = truncate(entry.handle, Math.floor(format.columns * handleShare));
  const name = span(handle, { bold: true, colour: handleColour(entry.handle) });
  return hanging([time, name, span(' ')], [span(entry.text), ...remarks(entry)], format.columns);
}

/** What is said of a message behind its text: how far it has come, and what of it is missing. */
function remarks({ delivery, missingParts }: MessageEntry): Span[] {
  const missing =
    missingParts === 0
      ? []
      : [span(missingParts === 1 ? '1 part missing' : `${missingParts} parts missing`, faint)];
  return delivery === undefined ? missing : [...missing, span(deliveryMarks[delivery], faint)];
}

function hanging(head: readonly Span[], [body, ...tail]: readonly Span[], columns: number): Line[] {
  const headColumns = head.reduce((sum, { text }) => sum + widthOf(text), 0);
  const indent = headColumns <= columns * textShare ? headColumns : narrowIndentColumns;
  const rows = wrap(body?.text ?? '', { first: columns - headColumns, rest: columns - indent });
  const margin = span(' '.repeat(indent));
  const lines = rows.map((text, row): Line => (row === 0 ? head : [margin]).concat(span(text, body?.style)));
  for (const remark of tail) {
    const last = lines.at(-1) ?? [];
    const used = last.reduce((sum, { text }) => sum + widthOf(text), 0);
    if (used + 1 + widthOf(remark.text) <= columns) lines.splice(-1, 1, [...last, span(' '), remark]);
    else lines.push([margin, remark]);
  }
  return lines;
}
