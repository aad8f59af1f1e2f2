// A frame as text, as it is kept in test/view/golden.
import type { Frame } from '../../src/view/frame.js';
import { textOfRows } from './view-models.js';

/** Size, cursor and title, then the rows. */
export function picture(frame: Frame): string {
  const cursor =
    frame.cursor === undefined ? 'no cursor' : `cursor at ${frame.cursor.column},${frame.cursor.row}`;
  return [
    `${frame.columns} × ${frame.rows}, ${cursor}, titled "${frame.title}"`,
    ...textOfRows(frame),
    '',
  ].join('\n');
}

/** The file of a scene in the size of its frame. */
export function goldenFile(scene: string, { columns, rows }: Frame): string {
  return `golden/${scene.replaceAll(/,? /gu, '-')}-${columns}x${rows}.txt`;
}
