// How the rows of the window are shared out. From top to bottom: the messages pane, the status, perhaps a hint, the
// input line.
import { type Line, type Size, type Style, span } from './frame.js';
import { newerEntries } from './messages-pane.js';
import { isTrouble, statusText } from './status-line.js';
import { padded, truncate } from './text-width.js';
import type { ViewModel } from './view-model.js';
import { wrap } from './wrap.js';

/** The smallest window in which everything has a place. */
export const minSize = { columns: 20, rows: 4 } as const;

export interface Layout {
  /** The height of the messages pane, or of the overlay in its place. */
  readonly paneRows: number;
  readonly status: readonly Line[];
  /** No row when there is nothing to say. */
  readonly hint: readonly Line[];
}

/** In lower windows the status and the hint take a row each, whatever they have to say: the messages need the others. */
const rowsForLongTexts = 10;
const maxRowsOfText = 3;

const calm: Style = { inverse: true };
/** Palette index 1 is the terminal's own red. */
const alarmed: Style = { inverse: true, colour: 1 };
const hintStyle: Style = { bold: true };

/** Shares out a window of at least {@link minSize}. */
export function layoutOf(view: ViewModel): Layout {
  const { session, size, now } = view;
  const barStyle = isTrouble(session) ? alarmed : calm;
  const status = rowsOf(statusText(session, now), size).map((row) => [
    span(padded(row, size.columns), barStyle),
  ]);
  const hint = rowsOf(hintOf(view), size).map((row) => [span(row, hintStyle)]);
  return { paneRows: size.rows - status.length - hint.length - 1, status, hint };
}

function rowsOf(text: string | undefined, { columns, rows }: Size): string[] {
  if (text === undefined) return [];
  if (rows < rowsForLongTexts) return [truncate(text, columns)];
  const wrapped = wrap(text, { first: columns, rest: columns });
  if (wrapped.length <= maxRowsOfText) return wrapped;
  return [
    ...wrapped.slice(0, maxRowsOfText - 1),
    truncate(wrapped.slice(maxRowsOfText - 1).join(' '), columns),
  ];
}

function hintOf({ screen, session }: ViewModel): string | undefined {
  if (screen.hint !== undefined || screen.scroll === undefined) return screen.hint;
  const newer = newerEntries(session.transcript, screen.scroll);
  return newer === 0 ? 'scrolled back (Esc: newest)' : `scrolled back, ${newer} newer (Esc: newest)`;
}
