// How the rows of the window are shared out. From top to bottom: the messages pane, the status, perhaps a hint, the
// input line. The people, where they are shown, stand to the right of the messages.
import { type Line, prominentHint, type Size, type Style, span } from './frame.js';
import { type InputArea, inputArea } from './input-area.js';
import { inputHint } from './input-hints.js';
import { peoplePaneColumns } from './people-pane.js';
import { searchHint, searchPrompt } from './search-line.js';
import { isTrouble, statusText } from './status-line.js';
import { padded, truncate, widthOf } from './text-width.js';
import { newsAfter } from './transcript-index.js';
import { unlessChanged } from './unless-changed.js';
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
  /** What is being typed, or searched for. */
  readonly input: InputArea;
}

/** What is being typed takes at most this share of the window. */
const inputShare = 1 / 3;

/** In lower windows the status and the hint take a row each, whatever they have to say: the messages need the others. */
const rowsForLongTexts = 10;
const maxRowsOfText = 3;

const calm: Style = { inverse: true, role: 'status' };
const alarmed: Style = { inverse: true, role: 'trouble' };

/** Shares out a window of at least {@link minSize}. */
export function layoutOf(view: ViewModel): Layout {
  const { session, size, now } = view;
  const text = statusText(session, now, size.rows < rowsForLongTexts);
  const status = statusRows({ text, style: isTrouble(session) ? alarmed : calm, ...size });
  const hint = hintLines(view);
  const input = inputOf(view);
  return { paneRows: size.rows - status.length - hint.length - input.lines.length, status, hint, input };
}

interface StatusBar extends Size {
  readonly text: string;
  readonly style: Style;
}

const statusRows = unlessChanged(({ text, style, columns, rows }: StatusBar): readonly Line[] =>
  rowsOf(text, { columns, rows }).map((row) => [span(padded(row, columns), style)]),
);

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

function inputOf({ session, screen, size }: ViewModel): InputArea {
  const { search, editor } = screen;
  if (search !== undefined) return inputArea(searchPrompt, search.editor, size.columns, 1);
  const { handle, name } = session;
  // As others see it before what is about to be said.
  const prompt = { handle, tag: name.slice(handle.length) };
  return inputArea(prompt, editor, size.columns, Math.floor(size.rows * inputShare));
}

/** What was to be told goes before what can be told again. */
function hintLines(view: ViewModel): Line[] {
  const { hint, overlay, search } = view.screen;
  const isForInput = hint === undefined && overlay === undefined && search === undefined;
  const input = isForInput && inputHint(view, newsOf(view));
  return input ? [input] : rowsOf(hintOf(view), view.size).map((row) => [span(row, prominentHint)]);
}

function hintOf(view: ViewModel): string | undefined {
  const { screen, session, size } = view;
  const { hint, overlay, scroll, search } = screen;
  if (hint !== undefined || overlay !== undefined) return hint;
  const news = newsOf(view);
  if (search !== undefined) return searchHint(session.transcript, search, { news, columns: size.columns });
  if (scroll === undefined) return undefined;
  if (news === undefined) return 'scrolled back (Esc: newest)';
  const wordings = [`${news} (Esc or End: to them)`, `${news} (Esc)`];
  return wordings.find((each) => widthOf(each) <= size.columns) ?? news;
}

/** How much has come below what the pane is held at; `undefined` while nothing has. */
function newsOf({ screen: { scroll }, session }: ViewModel): string | undefined {
  if (scroll === undefined) return undefined;
  const count = newsAfter(session.transcript, [scroll, scroll.since], maxNewsCounted);
  return count === 0 ? undefined : `↓ ${count === maxNewsCounted ? `${count}+` : count} new`;
}

/** More new lines than this are not counted. */
const maxNewsCounted = 999;

/** How many columns the people take; 0 where they are not shown, or nothing would be left for the messages. */
export function peopleColumnsOf({ screen, size }: ViewModel): number {
  const isShown = screen.showsPeople && screen.overlay === undefined;
  return isShown && size.columns >= 2 * peoplePaneColumns ? peoplePaneColumns : 0;
}

/** How many columns the messages have. */
export function messageColumnsOf(view: ViewModel): number {
  return view.size.columns - peopleColumnsOf(view);
}
