// Breaks text into rows of bounded width. Total: whatever the text and the widths, it ends, and no row is too wide.
import { isPrintableAscii } from '../text/graphemes.js';
import type { Line, Span, Style } from './frame.js';
import { type Cell, cellsOf, textOf, unknownCell, widthOfCells } from './text-width.js';

/** How wide the rows may be, in columns. */
export interface RowWidths {
  readonly first: number;
  /** All rows but the first; they stand under a hanging indent. */
  readonly rest: number;
}

/** Between two such cells a row may end, as between ideographs; other cells hold together as words. */
const breakableFromColumns = 2;

/** Where an address is broken rather than anywhere else: what follows is the next part of it. */
const endsPart = /^[/?&]$/;

/** Where else a long word is easier to read when it breaks. */
const endsPiece = /^[=\-_.,;:]$/;

/** How far from the end of a row such places are looked for, as shares of the row: an address may leave more of it blank. */
const partSearchShare = 0.5;
const pieceSearchShare = 0.25;

/** A cell that has a style of its own. */
interface StyledCell extends Cell {
  readonly style: Style;
}

/**
 * Breaks a text into rows, at spaces where it can, inside words where it must. Spaces at a break are dropped.
 *
 * @returns at least one row; every newline begins another
 */
export function wrap(text: string, widths: RowWidths): string[] {
  return wrapParagraphs(text.split('\n'), widths, (paragraph, first, rest) =>
    fitsPlainly(paragraph, first)
      ? [paragraph.trimEnd()]
      : wrapCells(cellsOf(paragraph), first, rest).map(textOf),
  );
}

/** As {@link wrap}, for a text in several styles; no grapheme may lie in two of the spans. */
export function wrapSpans(spans: readonly Span[], widths: RowWidths): Line[] {
  const [only] = spans;
  // Most of what people say: no cell of it has to be looked at.
  if (spans.length === 1 && only !== undefined && fitsPlainly(only.text, widths.first)) {
    const text = only.text.trimEnd();
    return [text === '' ? [] : [{ text, style: only.style }]];
  }
  return wrapParagraphs(paragraphsOf(spans), widths, (paragraph, first, rest) =>
    wrapCells(paragraph, first, rest).map(spansOf),
  );
}

function fitsPlainly(text: string, columns: number): boolean {
  return text.length <= columns && isPrintableAscii(text);
}

function wrapParagraphs<Paragraph, Row>(
  paragraphs: readonly Paragraph[],
  widths: RowWidths,
  wrapOne: (paragraph: Paragraph, first: number, rest: number) => readonly Row[],
): Row[] {
  const rest = Math.max(1, widths.rest);
  const first = Math.max(1, widths.first);
  const rows: Row[] = [];
  for (const paragraph of paragraphs) {
    for (const row of wrapOne(paragraph, rows.length === 0 ? first : rest, rest)) rows.push(row);
  }
  return rows;
}

function paragraphsOf(spans: readonly Span[]): StyledCell[][] {
  const paragraphs: StyledCell[][] = [[]];
  for (const { text, style } of spans) {
    for (const [at, part] of text.split('\n').entries()) {
      if (at > 0) paragraphs.push([]);
      for (const cell of cellsOf(part)) paragraphs.at(-1)?.push({ ...cell, style });
    }
  }
  return paragraphs;
}

/** Neighbours of one style as one span. */
function spansOf(cells: readonly StyledCell[]): Line {
  const spans: Span[] = [];
  for (const { text, style } of cells) {
    const last = spans.at(-1);
    if (last?.style === style) spans[spans.length - 1] = { text: last.text + text, style };
    else spans.push({ text, style });
  }
  return spans;
}

function wrapCells<Kind extends Cell>(cells: readonly Kind[], first: number, rest: number): Kind[][] {
  if (widthOfCells(cells) <= first)
    return [cells.slice(0, cells.findLastIndex((cell) => !isSpace(cell)) + 1)];
  const rows: Kind[][] = [];
  const room = () => (rows.length === 0 ? first : rest);
  let row: Kind[] = [];
  let used = 0;
  let spaces: readonly Kind[] = [];
  for (const word of wordsOf(cells)) {
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
  return [...rows, row];
}

/** Cuts cells into runs of spaces, words, and single wide cells; joined they are the cells. */
function wordsOf<Kind extends Cell>(cells: readonly Kind[]): Kind[][] {
  const words: Kind[][] = [];
  let previous: Kind | undefined;
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
function broken<Kind extends Cell>(word: readonly Kind[], first: number, rest: number): Kind[][] {
  const pieces: Kind[][] = [];
  for (let start = 0; start < word.length; ) {
    const end = pieceEnd(word, start, pieces.length === 0 ? first : rest);
    // A wide cell in a row of one column: it has no place anywhere.
    pieces.push(end > start ? word.slice(start, end) : word.slice(start, start + 1).map(unknown));
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
  return (
    lastBreak(word, start, end, endsPart, partSearchShare) ??
    lastBreak(word, start, end, endsPiece, pieceSearchShare) ??
    end
  );
}

/** The last place in this share of a row behind a cell that fits. */
function lastBreak(
  word: readonly Cell[],
  start: number,
  end: number,
  pattern: RegExp,
  share: number,
): number | undefined {
  const earliest = Math.max(start + 1, start + Math.floor((end - start) * (1 - share)));
  const at = word.slice(earliest, end).findLastIndex(({ text }) => pattern.test(text));
  return at === -1 ? undefined : earliest + at + 1;
}

function unknown<Kind extends Cell>(cell: Kind): Kind {
  return { ...cell, ...unknownCell };
}

function isSpace(cell: Cell | undefined): boolean {
  return cell?.text === ' ';
}
