// What we change in the person's terminal, and how it is given back. Each line of the one has its line in the other.
import {
  autowrapOn,
  endSynchronized,
  eraseScreen,
  resetStyle,
  showCursor,
  wholeScreenScrolls,
} from './control-sequences.js';

// xterm's ctlseqs: DECSET 1049, DECSET 2004, and XTWINOPS 22 and 23, which save and restore the title.
const alternateScreenOn = '\x1B[?1049h';
const alternateScreenOff = '\x1B[?1049l';
const bracketedPasteOn = '\x1B[?2004h';
const bracketedPasteOff = '\x1B[?2004l';
const saveTitle = '\x1B[22;0t';
const restoreTitle = '\x1B[23;0t';

/** Takes the screen again while it is ours, when somebody else may have used it. */
export const retakeSequence = alternateScreenOn + bracketedPasteOn + eraseScreen;

/** Takes the screen. Titles are saved on a stack: said twice, one would be left there. */
export const takeSequence = saveTitle + retakeSequence;

/** Gives it back, at whatever point of a paint the program ends. Harmless when said twice. */
export const restoreSequence =
  endSynchronized +
  resetStyle +
  wholeScreenScrolls +
  autowrapOn +
  bracketedPasteOff +
  alternateScreenOff +
  showCursor +
  restoreTitle;

/** Sets the window's title (OSC 2); control characters in it are dropped. */
export function titleSequence(title: string): string {
  return `\x1B]2;${title.replaceAll(/\p{Cc}/gu, '')}\x07`;
}
