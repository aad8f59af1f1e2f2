// Visible stand-ins for characters that have no picture of their own and that a terminal, or the original, would obey.
import { newlinePicture, unknownPicture } from '../text/pictures.js';

/** First of the Control Pictures block, which repeats the C0 controls in their order. */
const firstControlPicture = 0x2400;

/** The code points below this one are the C0 controls. */
const firstAfterC0 = 0x20;

const controlOrLoneSurrogate = /\r\n?|[\p{Cc}\p{Cs}]/gu;

/** A visible stand-in for one control character (or CRLF): a space for a tab, `⏎` for a line break, `␛` for ESC. */
export function controlPicture(control: string): string {
  if (control === '\t') return ' ';
  if (control === '\n' || control === '\r' || control === '\r\n') return newlinePicture;
  if (control === '\x7F') return '␡';
  const codePoint = control.charCodeAt(0);
  return codePoint < firstAfterC0 ? String.fromCharCode(firstControlPicture + codePoint) : unknownPicture;
}

/** The text as one well-formed line without control characters. All else stays as it is. */
export function pictureControls(text: string): string {
  return text.replaceAll(controlOrLoneSurrogate, controlPicture);
}
