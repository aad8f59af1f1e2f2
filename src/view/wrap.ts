// Breaks text into rows of bounded width. Total: whatever the text and the widths, it ends, and no row is too wide.
import { isPrintableAscii } from '../text/graphemes.js';
import { type Cell, cellsOf, textOf, unknownCell, widthOfCells } from './text-width.js';

/** How wide the rows may be, in columns. */
export interface RowWidths {
  readonly first: number;
  /** All rows but the first; they stand under a hanging indent. */
  readonly rest: number;
}

/** Between two such cells a row may end, as between ideographs; other cells hold together as words. */
const breakableFromColumns = 2;

/** An address is easier to read when it breaks after one of these. */
const breaksAfter = /^[/?&=\-_.,;:]$/;

/** How far from the end of a row such a place is looked for, as a share of the row. */
const breakSearchShare = 0.25;

/**
 * Breaks a text into rows, at spaces where it can, inside words where it must. Spaces at a break are dropped.
 *
 * @returns at least one row; every newline begins another
 */
export function wrap(text: string, widths: RowWidths): string[] {
  const rest = Math.max(1, widths.rest);
  const first = Math.max(1, widths.first);
  const rows: string[] = [];
  for (const paragraph of text.split('\n')) {
    for (const row of wrapParagraph(paragraph, rows.length === 0 ? first : rest, rest)) rows.push(row);
  }
  return rows;
}

function wrapParagraph(paragraph: string, first: number, rest: number): string[] {
  if (isPrintableAscii(paragraph) && paragraph.length <= first) return [paragraph.trimEnd()];
  const rows: Cell[][] = [];
  const room = () => (rows.length === 0 ? first : rest);
  let row: Cell[] = [];
  let used = 0;
  let spaces: readonly Cell[] = [];
  for (const word of wordsOf(cellsOf(paragraph))) {
    if (isSpace(word[0])) {
      spaces = word;
      continue;
    }
    const width = widthOfCells(word);
    if (used + spaces.length + width <= room()) {
      row.push(...spaces, ...word);
      used += spaces.length + width;
    } else {
      if (used > 0 || width <= rest) rows.push(row);
      const pieces = broken(word, room(), rest);
      row = pieces.pop() ?? [];
      used = widthOfCells(row);
      for (const piece of pieces) rows.push(piece);
    }
    spaces = [];
  }
  return [...rows, row].map(textOf);
}

/** Cuts cells into runs of spaces, words, and single wide cells; joined they are the cells. */
function wordsOf(cells: readonly Cell[]): Cell[][] {
  const words: Cell[][] = [];
  let previous: Cell | undefined;
  for (const cell of cells) {
    const joins =
      previous !== undefined &&
      isSpace(previous) === isSpace(cell) &&
      previous.width < breakableFromColumns &&
      cell.width < breakableFromColumns;
    const word = words.at(-1);
    if (joins && word !== undefined) word.push(cell);
    else words.push([cell]);
    previous = cell;
  }
  return words;
}

/** Cuts a word that is longer than a row into pieces that each fit one. */
function broken(word: readonly Cell[], first: number, rest: number): Cell[][] {
  const pieces: Cell[][] = [];
  for (let start = 0; start < word.length; ) {
    const end = pieceEnd(word, start, pieces.length === 0 ? first : rest);
    // A wide cell in a row of one column: it has no place anywhere.
    pieces.push(end > start ? word.slice(start, end) : [unknownCell]);
    start = Math.max(start + 1, end);
  }
  return pieces;
}

/** Where the piece ends that begins at `start` and fits into so many columns. */
function pieceEnd(word: readonly Cell[], start: number, columns: number): number {
  let end = start;
  for (
    let used = word[end]?.width ?? 0;
    end < word.length && used <= columns;
    used += word[end]?.width ?? 0
  ) {
    end += 1;
  }
  if (end === word.length) return end;
  const earliest = start + Math.floor((end - start) * (1 - breakSearchShare));
  const at = word.slice(earliest, end).findLastIndex(({ text }) => breaksAfter.test(text));
  return at === -1 || earliest + at === start ? end : earliest + at + 1;
}

function isSpace(cell: Cell | undefined): boolean {
  return cell?.text === ' ';
}
