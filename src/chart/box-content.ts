// What stands in a state's own box: its name, what it does on the way in and out, the actors that run in it, and the
// transitions that leave it as it is. Measured, but not yet anywhere.
import type { ChartState, ChartTransition } from './chart.js';
import { type LabelLine, linesOf, listed, type Word, wordsOf } from './label-lines.js';
import { fontPx, lineHeightPx, textWidthPx, titleFontPx } from './text-metrics.js';

/** One entry of the box. */
export interface BoxRow {
  readonly kind: 'entry' | 'exit' | 'invoke' | 'transition';
  /** Of a row that is a transition. */
  readonly transition: ChartTransition | undefined;
  readonly lines: readonly LabelLine[];
  /** From the box's left edge. */
  readonly xPx: number;
  /** From the box's top. */
  readonly yPx: number;
}

export interface BoxContent {
  readonly title: string;
  readonly rows: readonly BoxRow[];
  /** Where what the state does is parted from what it takes: lines across the box, from its top. */
  readonly dividersPx: readonly number[];
  readonly widthPx: number;
  readonly heightPx: number;
}

/** Between the text and the box around it. */
export const boxPaddingPx = 10;

/** The name's row, with what is above it. */
const titleHeightPx = 28;

const gapPx = 6;
const columnGapPx = 22;
/** Between the end of a row and the next. */
const rowGapPx = 1;

/** Forty letters: names of events and actions seldom need more. */
const maxRowWidthPx = textWidthPx('m'.repeat(44), fontPx);

/**
 * What stands in a state's box.
 *
 * @param columns how many columns the transitions stand in
 */
export function boxContent(state: ChartState, columns: number): BoxContent {
  const title = state.kind === 'history' ? '' : state.key;
  const doings = measured(doingsOf(state));
  const kept = measured(internalRows(state));
  const perColumn = Math.ceil(kept.length / Math.max(1, columns));
  const stacks = Array.from({ length: Math.ceil(kept.length / Math.max(1, perColumn)) }, (_, index) =>
    kept.slice(index * perColumn, (index + 1) * perColumn),
  );
  const rows: BoxRow[] = [];
  const dividersPx: number[] = [];
  let y = titleHeightPx;
  let width = textWidthPx(title, titleFontPx);
  if (doings.length > 0) {
    dividersPx.push(y);
    const placed = stack(doings, 0, y + gapPx);
    rows.push(...placed.rows);
    y = placed.endPx + gapPx;
    width = Math.max(width, placed.widthPx);
  }
  if (stacks.length > 0) {
    dividersPx.push(y);
    let x = 0;
    let end = y;
    for (const column of stacks) {
      const placed = stack(column, x, y + gapPx);
      rows.push(...placed.rows);
      end = Math.max(end, placed.endPx);
      width = Math.max(width, x + placed.widthPx);
      x += placed.widthPx + columnGapPx;
    }
    y = end + gapPx;
  }
  return { title, rows, dividersPx, widthPx: width + 2 * boxPaddingPx, heightPx: y };
}

/** More than these would be hard to find one's way in. */
const maxColumns = 4;

/** Into how many columns the state's transitions go in a box of that width. */
export function columnsWithin(state: ChartState, widthPx: number): number {
  const counts = Array.from({ length: maxColumns }, (_, index) => index + 1);
  return counts.findLast((columns) => boxContent(state, columns).widthPx <= widthPx) ?? 1;
}

interface Unplaced {
  readonly kind: BoxRow['kind'];
  readonly transition: ChartTransition | undefined;
  readonly words: readonly Word[];
}

function doingsOf({ entry, exit, invokes }: ChartState): readonly Unplaced[] {
  const actors = invokes.map(({ id }) => id);
  return [
    ...doing('entry', 'entry /', entry),
    ...doing('exit', 'exit /', exit),
    ...doing('invoke', 'runs', actors),
  ];
}

function doing(kind: BoxRow['kind'], keyword: string, names: readonly string[]): readonly Unplaced[] {
  return names.length === 0 ? [] : [{ kind, transition: undefined, words: listed(keyword, names) }];
}

function internalRows({ transitions }: ChartState): readonly Unplaced[] {
  return transitions
    .filter(({ targets }) => targets.length === 0)
    .map((transition) => ({ kind: 'transition', transition, words: wordsOf(transition) }));
}

type Measured = Omit<BoxRow, 'xPx' | 'yPx'>;

function measured(rows: readonly Unplaced[]): readonly Measured[] {
  return rows.map(({ kind, transition, words }) => ({
    kind,
    transition,
    lines: linesOf(words, maxRowWidthPx),
  }));
}

function stack(rows: readonly Measured[], xPx: number, topPx: number) {
  let y = topPx;
  const placed = rows.map((row) => {
    const top = y;
    y += row.lines.length * lineHeightPx + rowGapPx;
    return { ...row, xPx: boxPaddingPx + xPx, yPx: top };
  });
  const widthPx = Math.max(0, ...rows.flatMap(({ lines }) => lines.map((line) => line.widthPx)));
  return { rows: placed, endPx: y - rowGapPx, widthPx };
}
