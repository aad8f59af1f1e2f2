// What we change in the person's terminal, and how it is given back. Each line of the one has its line in the other.
import {
  autowrapOn,
  closeHyperlink,
  endSynchronized,
  eraseScreen,
  resetStyle,
  showCursor,
  wholeScreenScrolls,
} from './control-sequences.js';

// xterm's ctlseqs: DECSET 1049, 2004, 1004, 1000 with 1006, and XTWINOPS 22 and 23, which save and restore the title.
const alternateScreenOn = '\x1B[?1049h';
const alternateScreenOff = '\x1B[?1049l';
const bracketedPasteOn = '\x1B[?2004h';
const bracketedPasteOff = '\x1B[?2004l';
const focusReportsOn = '\x1B[?1004h';
const focusReportsOff = '\x1B[?1004l';
const mouseReportsOff = '\x1B[?1006l\x1B[?1000l';
const saveTitle = '\x1B[22;0t';
const restoreTitle = '\x1B[23;0t';

/** The mouse's buttons and wheel are told to us, and select no text any more but with Shift. */
export const mouseReportsOn = '\x1B[?1000h\x1B[?1006h';

/** Takes the screen again while it is ours, when somebody else may have used it. */
export const retakeSequence = alternateScreenOn + bracketedPasteOn + focusReportsOn + eraseScreen;

/** Takes the screen. Titles are saved on a stack: said twice, one would be left there. */
export const takeSequence = saveTitle + retakeSequence;

/** Gives it back, at whatever point of a paint the program ends. Harmless when said twice. */
export const restoreSequence =
  endSynchronized +
  closeHyperlink +
  resetStyle +
  wholeScreenScrolls +
  autowrapOn +
  mouseReportsOff +
  focusReportsOff +
  bracketedPasteOff +
  alternateScreenOff +
  showCursor +
  restoreTitle;

/** Sets the window's title (OSC 2); control characters in it are dropped. */
export function titleSequence(title: string): string {
  return `\x1B]2;${title.replaceAll(/\p{Cc}/gu, '')}\x07`;
}
