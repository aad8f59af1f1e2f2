// What stands in the place of the messages, and the few shapes that its rows have. Pure.
import { faint, type Line, type Span, span } from '../frame.js';
import { widthOfLine } from '../line-width.js';
import { padded, truncate, widthOf } from '../text-width.js';
import { wrap } from '../wrap.js';

/** A page that is drawn for one width; it may have more rows than the window. */
export interface Overlay {
  readonly title: string;
  readonly lines: readonly Line[];
}

/** Between two columns. */
export const gap = '  ';

/** Under a narrow window's first row. */
const narrowIndentColumns = 2;
const indented = span(' '.repeat(narrowIndentColumns));

/** A heading of a part. */
export function heading(text: string, columns: number): Line {
  return [span(truncate(text, columns), { bold: true })];
}

/** A text in as many rows as it takes, the rows after the first under `indent` columns. */
export function paragraph(text: string, columns: number, indent = 0): Line[] {
  return hanging([], span(text), columns, indent);
}

/** `term  meaning` with the meanings under each other. A term too wide for its column, or for half of a row, stands above. */
export function item(term: string, meaning: string, columns: number, termColumns: number): Line[] {
  const width = Math.min(termColumns, Math.floor(columns / 2));
  if (widthOf(term) > width)
    return [
      ...paragraph(term, columns),
      ...hanging([indented], span(meaning, faint), columns, narrowIndentColumns),
    ];
  return hanging([span(padded(term, width)), span(gap)], span(meaning, faint), columns, width + gap.length);
}

/**
 * A head and behind it a text in as many rows as it takes.
 *
 * @param indent where the rows after the first begin; in a window too narrow for that, further left
 */
export function hanging(head: readonly Span[], body: Span, columns: number, indent: number): Line[] {
  const headColumns = widthOfLine(head);
  const under = indent <= columns / 2 ? indent : narrowIndentColumns;
  const rows = wrap(body.text, { first: columns - headColumns, rest: columns - under });
  const margin = span(' '.repeat(under));
  return rows.map((text, row): Line => (row === 0 ? head : [margin]).concat(span(text, body.style)));
}
