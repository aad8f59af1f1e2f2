// The terminal's control sequences that we write, by name (ECMA-48; xterm's ctlseqs for the private modes).
import { atDepth, type Colours } from './colour-depth.js';
import type { Link, Place, Style } from './frame.js';
import { type Colour, colourOfHue, colourOfRole, noColoursOfOwn } from './theme-colours.js';

const csi = '\x1B[';

/** Between these two the terminal holds back what it shows (DECSET 2026); where it is unknown it is ignored. */
export const beginSynchronized = `${csi}?2026h`;
export const endSynchronized = `${csi}?2026l`;

/** Without autowrap a character too many stays in the last column instead of pushing the screen up. */
export const autowrapOff = `${csi}?7l`;
export const autowrapOn = `${csi}?7h`;

export const hideCursor = `${csi}?25l`;
export const showCursor = `${csi}?25h`;

export const eraseScreen = `${csi}2J`;
export const eraseToEndOfRow = `${csi}K`;
export const resetStyle = `${csi}0m`;

/** What is drawn from here on leads nowhere (OSC 8; the specification is Egmont Koblinger's "Hyperlinks in terminal emulators"). */
export const closeHyperlink = '\x1B]8;;\x07';

/** What is drawn from here on leads there; what has the same id is one link, however many rows it takes. */
export function openHyperlink({ id, url }: Link): string {
  return `\x1B]8;id=${id};${url}\x07`;
}

/** Scrolls the region up when the cursor is in its last row. */
export const lineFeed = '\n';
/** Scrolls the region down when the cursor is in its first row. */
export const reverseIndex = '\x1BM';
export const wholeScreenScrolls = `${csi}r`;

/** Rows from `top` to `bottom`, both counted from 0, scroll; the others stay. Moves the cursor. */
export function scrollRegion(top: number, bottom: number): string {
  return `${csi}${top + 1};${bottom + 1}r`;
}

/** Puts the cursor somewhere. */
export function moveTo({ row, column }: Place): string {
  return column === 0 ? `${csi}${row + 1}H` : `${csi}${row + 1};${column + 1}H`;
}

/** Puts the cursor into a column, counted from 0, of its row. */
export function moveToColumn(column: number): string {
  return `${csi}${column + 1}G`;
}

/** Sets exactly this style, whatever was set before. */
export function setStyle(style: Style, colours: Colours): string {
  const ofRole = roleColour(style, colours);
  const parameters = [
    0,
    ...(style.bold ? [1] : []),
    ...(style.dim && ofRole === undefined ? [2] : []),
    ...(style.underline ? [4] : []),
    ...(style.inverse ? [7] : []),
    ...colourParameters(ofRole ?? hueColour(style, colours)),
  ];
  return `${csi}${parameters.join(';')}m`;
}

function roleColour({ role }: Style, { depth, own = noColoursOfOwn }: Colours): Colour | undefined {
  const colour = role === undefined ? undefined : colourOfRole(role, own);
  return colour === undefined ? undefined : atDepth(colour, depth);
}

function hueColour({ hue }: Style, { depth, theme, own = noColoursOfOwn }: Colours): Colour | undefined {
  const colour = hue === undefined ? undefined : colourOfHue(hue, own, theme, depth !== '16');
  return colour === undefined ? undefined : atDepth(colour, depth);
}

/** The first eight colours have parameters from here, the next eight from there. */
const firstColour = 30;
const firstBrightColour = 90;
const brightColours = 8;

function colourParameters(colour: Colour | undefined): readonly number[] {
  if (colour === undefined) return [];
  // 38 sets a colour that has no parameter of its own: 2 by its parts, 5 by its index (ISO 8613-6).
  if (typeof colour !== 'number') return [38, 2, ...colour];
  if (colour < brightColours) return [firstColour + colour];
  if (colour < 2 * brightColours) return [firstBrightColour + colour - brightColours];
  return [38, 5, colour];
}
