// A recorded frame as a window shows it in which it is replayed: at the top left, cut where the window is smaller; below
// it, where there is room, how far the replay is.
import { faint, type Frame, type Line, type Size, span } from '../view/frame.js';
import { truncate, widthOf } from '../view/text-width.js';

/**
 * @param size of the window
 * @param status in a few words
 */
export function stagedFrame(frame: Frame | undefined, size: Size, status: string): Frame {
  const shown = frame?.lines.slice(0, size.rows).map((line) => cut(line, size.columns)) ?? [];
  const left = size.rows - shown.length;
  const blank = Array.from({ length: Math.max(0, left - 1) }, (): Line => []);
  const last: Line[] = left > 0 ? [[span(truncate(status, size.columns), faint)]] : [];
  const cursor = frame?.cursor;
  const isInside = cursor !== undefined && cursor.row < size.rows && cursor.column < size.columns;
  return {
    ...size,
    lines: [...shown, ...blank, ...last],
    cursor: isInside ? cursor : undefined,
    title: frame?.title === undefined ? status : `${status} · ${frame.title}`,
  };
}

function cut(line: Line, columns: number): Line {
  let left = columns;
  return line.flatMap(({ text, style }) => {
    const kept = truncate(text, left);
    left -= widthOf(kept);
    return kept === '' ? [] : [span(kept, style)];
  });
}
