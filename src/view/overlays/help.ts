// The help: commands, marks and keys, generated from the tables that the program runs on.
import { commands, slashEscape } from '../../chat/commands.js';
import { keyLabels, type Keymap } from '../keymap.js';
import { marks } from '../message-lines.js';
import { inColumns } from './columns.js';
import { heading, item, type Overlay, paragraph } from './overlay.js';

/** Width of what is explained: a command's usage, a key's name. */
const termColumns = 14;
const markColumns = 1;

/** What a number at the end of an own line is. */
const receiptHelp = '4/5 at the end of your line: 4 of the 5 others who were here have it; /held names them';

/** The help; whatever the width, nothing of it is cut. */
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
