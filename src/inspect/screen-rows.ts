// What the terminal shows as rows of text. Without content only the shape of what people say is left.
import type { Frame, Line } from '../view/frame.js';
import { cellsOf } from '../view/text-width.js';

/** What is part of a word, or a picture of something. */
const telling = /[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Regional_Indicator}]/u;

/** Stands for it, in each column. */
const mask = 'x';

/**
 * The rows of a frame from the top.
 *
 * @param content whether all rows may be read; otherwise only the status can be, which the program writes itself, and
 *   letters and digits of the others become an `x` each
 */
export function screenRows({ lines, status = [0, 0] }: Frame, content: boolean): readonly string[] {
  const [from, to] = status;
  return lines.map((line, row) => {
    const text = textOf(line);
    return content || (row >= from && row < to) ? text : masked(text);
  });
}

function textOf(line: Line): string {
  return line.map(({ text }) => text).join('');
}

function masked(text: string): string {
  return cellsOf(text)
    .map((cell) => (telling.test(cell.text) ? mask.repeat(cell.width) : cell.text))
    .join('');
}
