// The help: the commands and the keys, generated from the tables that the program runs on.
import { commands } from '../chat/commands.js';
import { faint, type Line, type Span, span } from './frame.js';
import { keymap } from './keymap.js';
import { padded, truncate } from './text-width.js';

/** A column of keys narrower than this cannot be read; in a window twice as wide there are two. */
const minColumnWidth = 38;

/** Width of what is explained: a command's usage, a key's name. */
const termColumns = 14;

const gap = '  ';

/** The help as exactly so many rows; what does not fit is said to be missing. */
export function helpOverlay(columns: number, rows: number): Line[] {
  const lines = [
    [span('Commands', { bold: true })],
    ...commands.map(({ usage, summary }) => item(usage, summary, columns)),
    [span('Keys', { bold: true })],
    ...keyLines(columns),
  ];
  const shown = lines.slice(0, rows - 1);
  const missing = lines.length - shown.length;
  const ending =
    missing > 0 ? `any key closes this; ${missing} more rows in a larger window` : 'any key closes this';
  const blank = Array.from({ length: rows - 1 - shown.length }, (): Line => []);
  return [...shown, ...blank, [span(truncate(ending, columns), faint)]];
}

/** The keys, down the first column and on down the next. */
function keyLines(columns: number): Line[] {
  const across = columns >= 2 * minColumnWidth ? 2 : 1;
  const width = Math.floor((columns - (across - 1) * gap.length) / across);
  const height = Math.ceil(keymap.length / across);
  return Array.from({ length: height }, (_, row) =>
    keymap
      .filter((__, index) => index % height === row)
      .flatMap(({ label, help }, column) =>
        (column === 0 ? [] : [span(gap)]).concat(item(label, help, width)),
      ),
  );
}

function item(term: string, meaning: string, columns: number): Span[] {
  const first = Math.min(termColumns, Math.floor(columns / 2));
  return [span(padded(term, first)), span(gap), span(padded(meaning, columns - first - gap.length), faint)];
}
