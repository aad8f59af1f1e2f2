// From the view model to the frame: what the eye sees, as plain data. Pure.
import { type Frame, type Line, span } from './frame.js';
import { inputLine } from './input-line.js';
import { layoutOf, minSize } from './layout.js';
import { messagesPane } from './messages-pane.js';
import { overlayPane } from './overlays/overlay-pane.js';
import type { ViewModel } from './view-model.js';
import { wrap } from './wrap.js';

/** Draws everything. Takes time in proportion to the window, not to the transcript. */
export function composeFrame(view: ViewModel): Frame {
  const { session, screen, size, formatTime } = view;
  const title = `backchannel: ${session.handle}`;
  if (size.columns < minSize.columns || size.rows < minSize.rows) {
    return { ...size, lines: tooSmall(size.columns, size.rows), cursor: undefined, title };
  }
  const { paneRows, status, hint } = layoutOf(view);
  const { overlay } = screen;
  const pane =
    overlay === undefined
      ? messagesPane(session.transcript, paneRows, screen.scroll, { columns: size.columns, formatTime })
      : overlayPane(view, overlay.name, overlay.top, paneRows);
  const { line, cursorColumn } = inputLine(session.handle, screen.editor, size.columns);
  return {
    ...size,
    lines: [...pane, ...status, ...hint, line],
    cursor: overlay !== undefined ? undefined : { row: size.rows - 1, column: cursorColumn },
    title,
  };
}

function tooSmall(columns: number, rows: number): Line[] {
  const sentence = `This window is too small: ${minSize.columns} × ${minSize.rows} is needed.`;
  const lines = wrap(sentence, { first: columns, rest: columns }).map((text): Line => [span(text)]);
  return Array.from({ length: Math.max(0, rows) }, (_, row) => lines[row] ?? []);
}
