// The terminal's screen as notes.
import { describe, expect, it } from 'vitest';
import { inspectionEvent } from '../../src/inspect/inspection-event.js';
import { screenNotes } from '../../src/inspect/screen-notes.js';
import { screenRows } from '../../src/inspect/screen-rows.js';
import { stampsOf } from '../../src/inspect/stamps.js';
import { composeFrame } from '../../src/view/compose-frame.js';
import { timeLine } from '../support/time-line.js';
import { said, transcriptOf, typed, viewModel } from '../view/view-models.js';

function frameOf(line: string, columns = 40, rows = 6) {
  return composeFrame(viewModel({ screen: typed(line), columns, rows }));
}

/** The input line of each screen that is told, while frames come every 10 ms. */
async function told(lines: readonly string[], stopAfter = true): Promise<string[]> {
  const time = timeLine();
  const found: string[] = [];
  const notes = screenNotes({
    stamps: stampsOf(time.now),
    content: true,
    scheduler: time.scheduler,
    note: (note) => {
      const event = inspectionEvent.parse(JSON.parse(note.text()));
      if (event.type === '@backchannel.screen') found.push(event.rows.at(-1)?.replace('alice> ', '') ?? '');
    },
  });
  for (const line of lines) {
    notes.seen(frameOf(line));
    await time.pass(10);
  }
  if (stopAfter) notes.stop();
  else await time.pass(1000);
  return found;
}

const letters = Array.from({ length: 25 }, (_, at) => `x${at}`);

describe('the screens that are told', () => {
  it.each([
    { name: 'the first at once', lines: ['a'], screens: ['a'] },
    { name: 'none twice', lines: ['a', 'a', 'a'], screens: ['a'] },
    { name: 'ten a second, each time the latest', lines: letters, screens: ['x0', 'x9', 'x19', 'x24'] },
  ])('$name', async ({ lines, screens }) => {
    expect(await told(lines)).toEqual(screens);
    expect(await told(lines, false)).toEqual(screens);
  });
});

describe('a screen without content', () => {
  it('has the status, and the shape of the rest', () => {
    const transcript = transcriptOf([said('bob', 'Tea, 3 cups? 茶 🍵')]);
    const view = viewModel({ session: { transcript }, screen: typed('yes'), columns: 60, rows: 6 });
    const frame = composeFrame(view);
    const open = screenRows(frame, true);
    const masked = screenRows(frame, false);
    expect(masked.slice(-2)).toEqual([open.at(-2), 'xxxxx> xxx']);
    expect(masked.at(-3)).toContain('xxx, x xxxx? xx xx');
  });

  it('has nothing to read in a window that is too small for a status', () => {
    expect(screenRows(frameOf('', 10, 2), false).join('')).toMatch(/^[x :×.]*$/u);
  });
});
