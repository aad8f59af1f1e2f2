// The help: commands, marks and keys, generated from the tables that the program runs on.
import { commands, slashEscape } from '../../chat/commands.js';
import { type Line, type Span, span } from '../frame.js';
import { keyLabels, type Keymap } from '../keymap.js';
import { marks } from '../message-lines.js';
import { widthOf } from '../text-width.js';
import { heading, gap, item, type Overlay, paragraph } from './overlay.js';

/** A column of keys narrower than this cannot be read; in a window twice as wide there are two. */
const minColumnWidth = 38;

/** Width of what is explained: a command's usage, a key's name. */
const termColumns = 14;
const markColumns = 1;

/** What a number at the end of an own line is. */
const receiptHelp = '4/5 at the end of your line: 4 of the 5 others who were here have it; /held names them';

/** The help. */
export function helpOverlay(columns: number, keymap: Keymap): Overlay {
  return {
    title: 'Help',
    lines: [
      heading('Commands', columns),
      ...[...commands, slashEscape].flatMap(({ usage, summary }) =>
        item(usage, summary, columns, termColumns),
      ),
      heading('Marks', columns),
      ...inColumns(
        Object.values(marks).map(({ sign, meaning }) => ({ term: sign, meaning })),
        columns,
        markColumns,
      ),
      ...paragraph(receiptHelp, columns),
      heading('Keys', columns),
      ...inColumns(
        keymap.bindings
          .filter(({ keys }) => keys.length > 0)
          .map((binding) => ({ term: keyLabels(binding, termColumns), meaning: binding.help })),
        columns,
        termColumns,
      ),
    ],
  };
}

interface Explained {
  readonly term: string;
  readonly meaning: string;
}

/** Items down the first column and on down the next, where the window has room for two. */
function inColumns(items: readonly Explained[], columns: number, width: number): Line[] {
  if (columns < 2 * minColumnWidth)
    return items.flatMap(({ term, meaning }) => item(term, meaning, columns, width));
  const columnWidth = Math.floor((columns - gap.length) / 2);
  const height = Math.ceil(items.length / 2);
  const drawn = items.map(({ term, meaning }): Line => {
    const [line = []] = item(term, meaning, columnWidth, width);
    return line;
  });
  return drawn.slice(0, height).map((left, row): Line => {
    const right = drawn[height + row];
    return right === undefined ? left : filled(left, columnWidth).concat(span(gap), right);
  });
}

/** The row, filled with spaces to so many columns. */
function filled(line: Line, columns: number): Span[] {
  const used = line.reduce((sum, { text }) => sum + widthOf(text), 0);
  return [...line, span(' '.repeat(Math.max(0, columns - used)))];
}
