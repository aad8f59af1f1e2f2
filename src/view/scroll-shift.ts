// Finds out whether a part of the screen merely moved up or down, which a terminal can do by itself.
import { type Line, sameLine } from './frame.js';

/** Rows that moved together. */
export interface Shift {
  /** By how many rows: positive is up. */
  readonly by: number;
  /** The first and the last row, in the new screen, that came from elsewhere. */
  readonly first: number;
  readonly last: number;
}

/** Moving rows costs about as many bytes as painting this many again. */
const minRowsSaved = 3;

/** The move that saves the most rows, if any is worth it; of equals the shortest. */
export function findShift(previous: readonly Line[], next: readonly Line[]): Shift | undefined {
  const changed = next.map((line, row) => !sameLine(line, previous[row] ?? []));
  if (changed.filter(Boolean).length < minRowsSaved) return undefined;
  let best: Shift | undefined;
  let bestSaved = minRowsSaved - 1;
  for (const by of likelyMoves(previous, next, changed)) {
    for (const { first, last } of runsOf(previous, next, by)) {
      const saved = changed.slice(first, last + 1).filter(Boolean).length;
      if (saved > bestSaved) [best, bestSaved] = [{ by, first, last }, saved];
    }
  }
  return best;
}

/** The screen after the move; rows that it lays bare are blank. */
export function shifted(lines: readonly Line[], { by, first, last }: Shift): Line[] {
  const top = Math.min(first, first + by);
  const bottom = Math.max(last, last + by);
  return lines.map((line, row) => {
    if (row < top || row > bottom) return line;
    return row >= first && row <= last ? (lines[row + by] ?? []) : [];
  });
}

/**
 * The moves by which enough of the changed rows may have come, the shortest first. Rows are looked up by their text: to
 * hold each against each other for every distance would take longer than to paint them.
 */
function likelyMoves(
  previous: readonly Line[],
  next: readonly Line[],
  changed: readonly boolean[],
): readonly number[] {
  const origins = new Map<string, number[]>();
  previous.forEach((line, row) => {
    const text = textOf(line);
    const rows = origins.get(text);
    if (rows === undefined) origins.set(text, [row]);
    else rows.push(row);
  });
  const rowsMoved = new Map<number, number>();
  next.forEach((line, row) => {
    if (!changed[row]) return;
    for (const origin of origins.get(textOf(line)) ?? []) {
      rowsMoved.set(origin - row, (rowsMoved.get(origin - row) ?? 0) + 1);
    }
  });
  return [...rowsMoved]
    .filter(([by, rows]) => by !== 0 && rows >= minRowsSaved)
    .map(([by]) => by)
    .toSorted((one, other) => Math.abs(one) - Math.abs(other) || other - one);
}

function textOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** The runs of rows that stood `by` rows further down before. */
function runsOf(
  previous: readonly Line[],
  next: readonly Line[],
  by: number,
): { first: number; last: number }[] {
  const runs: { first: number; last: number }[] = [];
  next.forEach((line, row) => {
    const origin = previous[row + by];
    if (origin === undefined || !sameLine(line, origin)) return;
    const run = runs.at(-1);
    if (run?.last === row - 1) run.last = row;
    else runs.push({ first: row, last: row });
  });
  return runs;
}
