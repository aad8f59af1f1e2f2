// The pages of the full screen as lines: what `/who`, `/held`, `/net`, `/help` and the doctor have to say.
import { type Command, commands, slashEscape } from '../chat/commands.js';
import type { DoctorView } from '../view/doctor-view.js';
import { doctorOverlay } from '../view/overlays/doctor.js';
import { heldOverlay } from '../view/overlays/held.js';
import { netOverlay } from '../view/overlays/net.js';
import type { Overlay } from '../view/overlays/overlay.js';
import { whoOverlay } from '../view/overlays/who.js';
import type { SessionView } from '../view/session-view.js';

/** Pages are printed without wrapping: whoever reads them breaks the lines. */
const unboundedColumns = 1000;

/** What is said of all that takes a full screen. */
export const needsFullScreen = 'that needs the full screen';

/**
 * A page as lines.
 *
 * @param name as the command is called
 * @param now milliseconds since 1970
 */
export function pageLines(
  name: string,
  session: SessionView,
  now: number,
  formatTime: (ms: number) => string,
): readonly string[] {
  switch (name) {
    case 'who':
      return linesOf(whoOverlay(session, unboundedColumns, formatTime));
    case 'held':
      return linesOf(heldOverlay(session.latestReceipt, unboundedColumns));
    case 'net':
      return linesOf(netOverlay(session.net, now, unboundedColumns));
    case 'help':
      return helpLines();
    default:
      return [needsFullScreen];
  }
}

/** What the doctor has found. */
export function doctorLines(report: DoctorView): readonly string[] {
  return linesOf(doctorOverlay(report, unboundedColumns));
}

/** The title, and the rows of the page without the spaces that fill them. */
function linesOf({ title, lines }: Overlay): readonly string[] {
  return [
    title,
    ...lines.map((line) =>
      line
        .map(({ text }) => text)
        .join('')
        .trimEnd(),
    ),
  ];
}

/** The commands that do something here; the keys are those of any line. */
function helpLines(): readonly string[] {
  const all: readonly Command[] = commands;
  const useful = all.filter(({ onlyOnScreen }) => onlyOnScreen === undefined);
  return [
    ...[...useful, slashEscape].map(({ usage, summary }) => `${usage}: ${summary}`),
    'Enter sends the line, Ctrl-D leaves when all is said, Ctrl-C leaves at once',
  ];
}
