// A terminal emulator without a window, to see what a painter's bytes look like on a screen.
import { Unicode11Addon } from '@xterm/addon-unicode11';
import xterm, { type IBufferCell, type Terminal } from '@xterm/headless';
import type { Size } from '../../src/view/frame.js';

export interface Emulator {
  /** Draws; resolves when all of it is on the screen. */
  draw(bytes: string): Promise<void>;
  /** Each cell of the screen with its look, row by row; blank cells are spaces. */
  cells(): string[][];
  /** The rows as text. */
  rows(): string[];
  cursor(): { readonly row: number; readonly column: number };
}

export function emulator({ columns, rows }: Size): Emulator {
  const terminal: Terminal = new xterm.Terminal({
    cols: columns,
    rows,
    allowProposedApi: true,
    scrollback: 0,
  });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  const screen = () => terminal.buffer.active;
  const lines = () => Array.from({ length: rows }, (_, row) => screen().getLine(row));
  return {
    draw: (bytes) =>
      new Promise((resolve) => {
        terminal.write(bytes, resolve);
      }),
    cells: () =>
      lines().map((line) =>
        Array.from({ length: columns }, (_, column) => describeCell(line?.getCell(column))),
      ),
    rows: () => lines().map((line) => line?.translateToString(true) ?? ''),
    cursor: () => ({ row: screen().cursorY, column: screen().cursorX }),
  };
}

function describeCell(cell: IBufferCell | undefined): string {
  if (cell === undefined) return 'no cell';
  const looks = [
    cell.isBold() ? 'bold' : '',
    cell.isDim() ? 'dim' : '',
    cell.isInverse() ? 'inverse' : '',
    cell.isUnderline() ? 'underline' : '',
    cell.isFgDefault() ? '' : `colour ${cell.getFgColor()}`,
  ];
  return [
    cell.getWidth() === 0 ? '' : cell.getChars() || ' ',
    cell.getWidth(),
    ...looks.filter(Boolean),
  ].join(' ');
}
