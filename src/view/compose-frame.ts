// From the view model to the frame: what the eye sees, as plain data. Pure.
import { drawingOf } from './drawn-transcript.js';
import { type Frame, type Line, type Place, span } from './frame.js';
import type { InputArea } from './input-area.js';
import { layoutOf, messageColumnsOf, minSize, peopleColumnsOf } from './layout.js';
import { filled } from './line-width.js';
import { messagesPane } from './messages-pane.js';
import { overlayPane } from './overlays/overlay-pane.js';
import { peoplePane } from './people-pane.js';
import { newsAfter } from './transcript-index.js';
import { unlessChanged } from './unless-changed.js';
import type { ViewModel } from './view-model.js';
import { wrap } from './wrap.js';

/**
 * Draws everything, but what is made of the same things as in the last frame: that has the very same rows. Takes time in
 * proportion to the window, not to the transcript.
 */
export function composeFrame(view: ViewModel): Frame {
  const { screen, size } = view;
  const title = titleOf(view);
  if (size.columns < minSize.columns || size.rows < minSize.rows) {
    return { ...size, lines: tooSmall(size.columns, size.rows), cursor: undefined, title };
  }
  const { paneRows, status, hint, input } = layoutOf(view);
  const { overlay } = screen;
  const pane =
    overlay === undefined ? talkPane(view, paneRows) : overlayPane(view, overlay.name, overlay.top, paneRows);
  return {
    ...size,
    lines: [...pane, ...status, ...hint, ...input.lines],
    status: [pane.length, pane.length + status.length],
    cursor:
      overlay === undefined && screen.mode !== 'selecting'
        ? placed(input, size.rows - input.lines.length)
        : undefined,
    title,
  };
}

/** Where typing goes, once the rows above are known. */
function placed({ cursor }: InputArea, firstRow: number): Place {
  return { row: firstRow + cursor.row, column: cursor.column };
}

/** What was said, and beside it, where there is room, the people. */
function talkPane(view: ViewModel, rows: number): readonly Line[] {
  const messages = messagesPane(drawingOf(view), rows, view.screen.scroll);
  if (peopleColumnsOf(view) === 0) return messages;
  return sideBySide({ messages, columns: messageColumnsOf(view), people: peoplePane(view.session, rows) });
}

interface Panes {
  readonly messages: readonly Line[];
  /** The width of the messages. */
  readonly columns: number;
  readonly people: readonly Line[];
}

const sideBySide = unlessChanged(({ messages, columns, people }: Panes): readonly Line[] =>
  messages.map((line, row) => filled(line, columns).concat(people[row] ?? [])),
);

/** While one looks elsewhere, the title counts what others say; more than this are not counted. */
const maxUnreadCounted = 99;

function titleOf({ session, screen }: ViewModel): string {
  const title = `backchannel: ${session.name}`;
  if (!screen.isAway || screen.readUpTo === undefined) return title;
  const count = newsAfter(session.transcript, [screen.readUpTo], maxUnreadCounted + 1);
  if (count === 0) return title;
  return count > maxUnreadCounted ? `(${maxUnreadCounted}+) ${title}` : `(${count}) ${title}`;
}

function tooSmall(columns: number, rows: number): Line[] {
  const sentence = `This window is too small: ${minSize.columns} × ${minSize.rows} is needed.`;
  const lines = wrap(sentence, { first: columns, rest: columns }).map((text): Line => [span(text)]);
  return Array.from({ length: Math.max(0, rows) }, (_, row) => lines[row] ?? []);
}
