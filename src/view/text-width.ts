// How many terminal columns a text takes. A cluster that a terminal could obey, or that has no place of its own, is
// replaced here, so that whatever is measured is also what is painted.
import stringWidth from 'string-width';
import { graphemesOf, isPrintableAscii } from '../text/graphemes.js';
import { unknownPicture } from '../text/pictures.js';

/** One grapheme as it stands on the screen. */
export interface Cell {
  readonly text: string;
  /** Columns: 1 or 2 for nearly all, never 0. */
  readonly width: number;
  /** Whether every terminal agrees on the width; after any other cell the painter says again in which column it is. */
  readonly sure: boolean;
}

/** Stands for what must not reach the terminal or cannot be drawn. */
export const unknownCell: Cell = { text: unknownPicture, width: 1, sure: false };

/** A mark without a base would join the neighbour's cell; the Unicode Standard §7.9 shows it on a dotted circle. */
const dottedCircle = '\u25CC';

/** No grapheme of a living script is wider; a made-up cluster of hundreds of vowel signs is. */
export const maxCellColumns = 4;

const control = /[\p{Cc}\p{Cs}]/u;
const loneMark = /^\p{M}/u;

/** SARA AM of Thai and Lao behind a consonant: terminals give it a column of its own, string-width gives it none. */
const amVowel = /.[\u0E33\u0EB3]/u;

/** One letter of a script that every terminal draws one column wide: Latin, Greek, Cyrillic, Armenian. */
const plainLetter = /^(?=\p{L})[\u00C0-\u02AF\u0370-\u058F]$/u;

/**
 * Signs and punctuation one column wide, with which our own words and marks are set: they are on the first screen and beside
 * the first line, and asking string-width for the first time takes tens of milliseconds.
 */
const narrowSign =
  /^[\u00A1-\u00AC\u00AE-\u00BF\u2010-\u2027\u2030-\u205E\u2190-\u2199\u2200-\u22FF\u23CE\u2500-\u25FC\u2713\u2717]$/;

/** Kana, unified ideographs, Hangul syllables and their punctuation: so common that they are worth a shorter way. */
const ideograph = /^[\u3001-\u3029\u3041-\u3096\u30A1-\u30FF\u4E00-\u9FFF\uAC00-\uD7A3\uFF01-\uFF60]$/;
const ideographColumns = 2;

/** The text as cells. A grapheme of no width (a lone zero-width space, say) has none. */
export function cellsOf(text: string): Cell[] {
  if (isPrintableAscii(text))
    return Array.from(text, (character) => asciiCells[character.charCodeAt(0)] ?? unknownCell);
  const cells: Cell[] = [];
  for (const grapheme of graphemesOf(text)) {
    const cell = cellOf(grapheme);
    if (cell !== undefined) cells.push(cell);
  }
  return cells;
}

/**
 * Whether at this place of a text stands a character of one unit and of sure width, which joins no other such character;
 * a mark behind it may still join it.
 */
export function isPlainCharacter(text: string, at: number): boolean {
  const character = text.charAt(at);
  return asciiCells[character.charCodeAt(0)] !== undefined || plainLetter.test(character);
}

/** How many columns the text takes. */
export function widthOf(text: string): number {
  return isPrintableAscii(text) ? text.length : widthOfCells(cellsOf(text));
}

/** How many columns one grapheme takes; looking for graphemes in it again would take most of the time. */
export function widthOfGrapheme(grapheme: string): number {
  return cellOf(grapheme)?.width ?? 0;
}

/** How many columns the cells take together. */
export function widthOfCells(cells: readonly Cell[]): number {
  return cells.reduce((sum, { width }) => sum + width, 0);
}

/** The cells' text, joined. */
export function textOf(cells: readonly Cell[]): string {
  return cells.map(({ text }) => text).join('');
}

/** The text if it takes at most so many columns, else its beginning and `…`. */
export function truncate(text: string, columns: number): string {
  const cells = cellsOf(text);
  if (widthOfCells(cells) <= columns) return textOf(cells);
  return columns < 1 ? '' : `${textOf(leading(cells, columns - 1))}…`;
}

/** The text, cut or filled with spaces to exactly so many columns. */
export function padded(text: string, columns: number): string {
  const cut = truncate(text, columns);
  return cut + ' '.repeat(Math.max(0, columns - widthOf(cut)));
}

/** As many of the first cells as fit into so many columns. */
export function leading(cells: readonly Cell[], columns: number): Cell[] {
  let used = 0;
  const end = cells.findIndex(({ width }) => (used += width) > columns);
  return cells.slice(0, end === -1 ? cells.length : end);
}

/** The first code after printable ASCII: DEL. */
const afterAscii = 0x7f;

/** The cells of printable ASCII, by code: most text needs no other, and no new objects. */
const asciiCells: readonly (Cell | undefined)[] = Array.from({ length: afterAscii }, (_, code) => {
  const text = String.fromCharCode(code);
  return isPrintableAscii(text) ? { text, width: 1, sure: true } : undefined;
});

function cellOf(grapheme: string): Cell | undefined {
  const ascii = grapheme.length === 1 ? asciiCells[grapheme.charCodeAt(0)] : undefined;
  if (ascii !== undefined) return ascii;
  if (plainLetter.test(grapheme)) return { text: grapheme, width: 1, sure: true };
  if (narrowSign.test(grapheme)) return { text: grapheme, width: 1, sure: false };
  if (ideograph.test(grapheme)) return { text: grapheme, width: ideographColumns, sure: false };
  const known = measured.get(grapheme);
  if (known !== undefined) return known;
  const cell = measure(grapheme);
  if (cell !== undefined && grapheme.length <= maxMeasuredUnits) {
    if (measured.size >= maxMeasured) measured.clear();
    measured.set(grapheme, cell);
  }
  return cell;
}

/** Graphemes measured lately: measuring one takes microseconds, and a screen shows the same few again and again. */
const measured = new Map<string, Cell>();
/** More different ones than a screen shows; and no grapheme of a living script is longer. They bound the memory. */
const maxMeasured = 4096;
const maxMeasuredUnits = 32;

function measure(grapheme: string): Cell | undefined {
  if (control.test(grapheme)) return unknownCell;
  const text = loneMark.test(grapheme) ? dottedCircle + grapheme : grapheme;
  const width = stringWidth(text) + (amVowel.test(text) ? 1 : 0);
  if (width === 0) return undefined;
  return width > maxCellColumns ? unknownCell : { text, width, sure: false };
}
