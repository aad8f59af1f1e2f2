// The help: commands, marks and keys, generated from the tables that the program runs on.
import { type Command, commands, slashEscape } from '../chat/commands.js';
import { faint, type Line, type Span, span } from './frame.js';
import { keymap } from './keymap.js';
import { marks } from './message-lines.js';
import type { Phase } from './session-view.js';
import { canRetry } from './status-line.js';
import { padded, truncate } from './text-width.js';

/** A column of keys narrower than this cannot be read; in a window twice as wide there are two. */
const minColumnWidth = 38;

/** Width of what is explained: a command's usage, a key's name. */
const termColumns = 14;

const gap = '  ';

/** The help as exactly so many rows, with the commands that make sense now; what does not fit is said to be missing. */
export function helpOverlay(columns: number, rows: number, phase: Phase): Line[] {
  const lines = [
    [span('Commands', { bold: true })],
    ...[...commandsNow(phase), slashEscape].map(({ usage, summary }) => item(usage, summary, columns)),
    marksLine(columns),

    [span('Keys', { bold: true })],
    ...inColumns(keymap, columns, ({ label, help }, width) => item(label, help, width)),
  ];
  const shown = lines.slice(0, rows - 1);
  const missing = lines.length - shown.length;
  const ending =
    missing > 0 ? `any key closes this; ${missing} more rows in a larger window` : 'any key closes this';
  const blank = Array.from({ length: rows - 1 - shown.length }, (): Line => []);
  return [...shown, ...blank, [span(truncate(ending, columns), faint)]];
}

function commandsNow(phase: Phase): readonly Command[] {
  const all: readonly Command[] = commands;
  return all.filter(({ onlyInTrouble }) => onlyInTrouble === undefined || canRetry(phase));
}

/** The marks before the lines, in one row. */
function marksLine(columns: number): Line {
  const explained = Object.values(marks).map(({ sign, meaning }) => `${sign} ${meaning}`);
  const title = 'Marks';
  return [
    span(title, { bold: true }),
    span(truncate(`${gap}${explained.join(gap)}`, Math.max(0, columns - title.length)), faint),
  ];
}

/** Items down the first column and on down the next, where the window has room for two. */
function inColumns<Item>(
  items: readonly Item[],
  columns: number,
  draw: (item: Item, width: number) => Span[],
): Line[] {
  const across = columns >= 2 * minColumnWidth ? 2 : 1;
  const width = Math.floor((columns - (across - 1) * gap.length) / across);
  const height = Math.ceil(items.length / across);
  return Array.from({ length: height }, (_, row) =>
    items
      .filter((__, index) => index % height === row)
      .flatMap((one, column) => (column === 0 ? [] : [span(gap)]).concat(draw(one, width))),
  );
}

function item(term: string, meaning: string, columns: number): Span[] {
  const first = Math.min(termColumns, Math.floor(columns / 2));
  return [span(padded(term, first)), span(gap), span(padded(meaning, columns - first - gap.length), faint)];
}
