// A flood shown line by line: for what is measured on each line that comes, more of them than anybody reads.
import type { TerminalSession } from '../test/support/terminal.js';

/** What stands for the lines of a flood. */
const foldedRow = /⋯ [\d,]+ lines from /u;

/** Has each line of a flood shown, as soon as the flood is seen in one row. */
export async function unfold(terminal: TerminalSession): Promise<void> {
  await terminal.waitFor(foldedRow);
  terminal.press('f6');
  await terminal.waitFor((screen) => !screen.some((row) => foldedRow.test(row)));
}
