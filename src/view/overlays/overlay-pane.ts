// The pane in which an overlay stands: as many of its rows as fit, and below them what it is and how to move. Pure.
import { faint, type Line, span } from '../frame.js';
import { defaultKeymap } from '../keymap.js';
import { layoutOf } from '../layout.js';
import type { OverlayName, TurnStep } from '../screen-view.js';
import { truncate, widthOf } from '../text-width.js';
import type { ViewModel } from '../view-model.js';
import { doctorOverlay } from './doctor.js';
import { heldOverlay } from './held.js';
import { helpOverlay } from './help.js';
import { messageOverlay } from './message.js';
import { netOverlay } from './net.js';
import type { Overlay } from './overlay.js';
import { whoOverlay } from './who.js';

/** Rows of the old page that stay in sight on the new one, so that the eye finds its place. */
const overlapRows = 2;

/** What the wheel turns at once: as much as the eye follows. */
const notchRows = 3;

/** In a lower pane each row counts: there the new page begins where the old one ended. */
const minRowsToOverlap = 6;

/**
 * The overlay as exactly so many rows.
 *
 * @param top the first row in sight; too high a one shows the last page
 */
export function overlayPane(view: ViewModel, name: OverlayName, top: number, paneRows: number): Line[] {
  const { columns } = view.size;
  const { title, lines } = overlayOf(view, name);
  const rows = paneRows - 1;
  const from = Math.min(top, lastTop(lines, rows));
  const shown = lines.slice(from, from + rows);
  const blank = Array.from({ length: rows - shown.length }, (): Line => []);
  return [...shown, ...blank, [span(footer(title, from, shown.length, lines.length, columns), faint)]];
}

/**
 * Where a step through the overlay leads.
 *
 * @returns the first row in sight then; 0 when there is no overlay
 */
export function turnTo(view: ViewModel, step: TurnStep): number {
  const { overlay } = view.screen;
  if (overlay === undefined) return 0;
  const rows = layoutOf(view).paneRows - 1;
  const last = lastTop(overlayOf(view, overlay.name).lines, rows);
  const page = Math.max(1, rows < minRowsToOverlap ? rows : rows - overlapRows);
  const from = Math.min(overlay.top, last);
  const wanted: Readonly<Record<TurnStep, number>> = {
    'line-up': from - 1,
    'line-down': from + 1,
    'notch-up': from - notchRows,
    'notch-down': from + notchRows,
    'page-up': from - page,
    'page-down': from + page,
    first: 0,
    last,
  };
  return Math.min(last, Math.max(0, wanted[step]));
}

function overlayOf(view: ViewModel, name: OverlayName): Overlay {
  const { session, doctor, details, keymap = defaultKeymap, now, formatTime } = view;
  const { columns } = view.size;
  switch (name) {
    case 'help':
      return helpOverlay(columns, keymap);
    case 'net':
      return netOverlay(session.net, now, columns);
    case 'who':
      return whoOverlay(session, columns, formatTime);
    case 'held':
      return heldOverlay(session.latestReceipt, columns);
    case 'doctor':
      return doctorOverlay(doctor, columns);
    case 'message':
      return messageOverlay(details, columns, view);
  }
}

function lastTop(lines: readonly Line[], rows: number): number {
  return Math.max(0, lines.length - rows);
}

/** What this is, which rows are in sight, and how to get on: the longest wording that fits. */
function footer(title: string, from: number, shown: number, all: number, columns: number): string {
  const sight = `${from + 1}–${from + shown} of ${all}`;
  const wordings =
    shown === all || shown === 0
      ? [`${title} · Esc or q closes this`, `${title} · Esc closes`, 'Esc closes this']
      : [
          `${title} · rows ${sight} (PgUp, PgDn) · Esc or q closes this`,
          `${title} · ${sight} (PgDn) · Esc closes`,
          `${sight}, Esc closes`,
          `${from + 1}/${all}, Esc closes`,
        ];
  return truncate(wordings.find((each) => widthOf(each) <= columns) ?? wordings.at(-1) ?? '', columns);
}
