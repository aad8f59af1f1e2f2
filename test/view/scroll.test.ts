import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { append, type Entry, type MessageEntry } from '../../src/chat/transcript.js';
import { composeFrame } from '../../src/view/compose-frame.js';
import type { ScrollPosition, ScrollStep } from '../../src/view/screen-view.js';
import { scrollTo } from '../../src/view/scroll.js';
import type { ViewModel } from '../../src/view/view-model.js';
import { hole, now, said, scrolledTo, textOfRows, transcriptOf, viewModel } from './view-models.js';

/** In a window of 80 by 10, whose pane has 7 rows while scrolled back. Entry 7 takes four rows, the others one each. */
const talk = transcriptOf(
  Array.from({ length: 40 }, (_, index) => said('bob', index === 7 ? '7\n7b\n7c\n7d' : `${index}`)),
);

function at(scroll: ScrollPosition | undefined, transcript = talk): ViewModel {
  return viewModel({
    session: { transcript },
    screen: scroll === undefined ? { mode: 'typing' } : { mode: 'scrolled-back', scroll },
    columns: 80,
    rows: 10,
  });
}

/** What the pane shows, without time, handle and blank rows. */
function pane(scroll: ScrollPosition | undefined, transcript = talk): string[] {
  const rows = textOfRows(composeFrame(at(scroll, transcript)));
  return rows
    .slice(0, scroll === undefined ? -2 : -3)
    .map((row) => row.replace(/^ {2}14:03 bob /u, '').trim());
}

function step(
  scroll: ScrollPosition | undefined,
  ...steps: readonly ScrollStep[]
): ScrollPosition | undefined {
  return steps.reduce<ScrollPosition | undefined>((from, each) => scrollTo(at(from), each), scroll);
}

describe('a step through the messages', () => {
  it.each<[string, readonly ScrollStep[], string | undefined]>([
    ['goes up a row', ['line-up'], '38'],
    ['goes up a page, less what stays in sight', ['page-up'], '34'],
    ['comes down a row', ['page-up', 'line-down'], '35'],
    ['comes down to the newest', ['page-up', 'page-down'], undefined],
    ['does not go below the newest', ['line-down'], undefined],
    ['goes up by the wheel', ['notch-up'], '36'],
    ['comes down by the wheel', ['notch-up', 'notch-up', 'notch-down'], '36'],
    ['comes down to the newest by the wheel', ['line-up', 'notch-down'], undefined],
  ])('%s', (_, steps, last) => {
    const to = step(undefined, ...steps);
    expect(to === undefined ? undefined : pane(to).at(-1)).toBe(last);
  });

  it.each<[string, readonly ScrollStep[]]>([
    ['by one step', ['oldest']],
    ['by many', Array.from({ length: 20 }, () => 'page-up' as const)],
  ])('goes up to the oldest and no further, %s', (_, steps) => {
    const to = step(undefined, ...steps);
    expect(pane(to)[0]).toBe('0');
    expect(step(to, 'page-up')).toStrictEqual(to);
  });

  it('shows a part of an entry that takes many rows', () => {
    const to = step(undefined, 'oldest', 'line-down', 'line-down');
    expect(pane(to)).toStrictEqual(['2', '3', '4', '5', '6', '7', '7b']);
  });

  it.each<[ScrollStep]>([['line-up'], ['page-up'], ['oldest'], ['line-down'], ['page-down']])(
    'does nothing where everything is in sight: %s',
    (each) => {
      expect(scrollTo(at(undefined, transcriptOf([said('bob', 'one')])), each)).toBeUndefined();
      expect(scrollTo(at(undefined, transcriptOf([])), each)).toBeUndefined();
    },
  );
});

/** What was said at this time. */
function saidAt(handle: string, ms: number): MessageEntry {
  return { ...said(handle, `${ms}`), clock: [ms, 0] };
}

describe('what is in sight', () => {
  const back = step(undefined, 'page-up', 'page-up');

  it('does not move when something new is said', () => {
    const news = { ...said('bob', 'news'), at: now + 1000 };
    expect(pane(back, append(talk, news))).toStrictEqual(pane(back));
  });

  it('stays where a hole was when it has been filled', () => {
    const before = [10, 20, 40, 50].map((ms) => saidAt('bob', ms));
    const missing: Entry = { ...hole('carol', 1), clock: [40, 0] };
    const filled = [30, 35].map((ms) => saidAt('carol', ms));
    const scroll = scrolledTo(missing);
    const withHole = transcriptOf([...before.slice(0, 2), missing, ...before.slice(2)]);
    const repaired = transcriptOf([...before.slice(0, 2), ...filled, ...before.slice(2)]);
    expect(pane(scroll, withHole).at(-1)).toContain('missing from carol');
    expect(pane(scroll, repaired).at(-1)).toBe('40');
  });

  it('does not move when lines are filled in above and below', () => {
    const lines = ['a', 'b', 'c', 'd'].map((text) => said('bob', text));
    const [first, ...others] = lines;
    const more = first === undefined ? [] : [first, said('bob', 'above'), ...others, said('bob', 'below')];
    const scroll = scrolledTo(said('bob', 'c'));
    expect(pane(scroll, transcriptOf(lines)).at(-1)).toBe('c');
    expect(pane(scroll, transcriptOf(more)).at(-1)).toBe('c');
  });

  it('is the oldest when what was in sight has been forgotten', () => {
    expect(pane({ ...scrolledTo(saidAt('bob', 0)), key: 'forgotten' }).at(-1)).toBe('0');
  });

  it('keeps a row of the entry when the window has become wider', () => {
    expect(pane(scrolledTo(said('bob', '9'), 12)).at(-1)).toBe('9');
  });
});

it('moves by rows that hang together, whatever the steps', () => {
  const steps = fc.array(
    fc.constantFrom<ScrollStep>(
      'line-up',
      'line-down',
      'notch-up',
      'notch-down',
      'page-up',
      'page-down',
      'oldest',
    ),
  );
  const all = Array.from({ length: 40 }, (_, index) =>
    index === 7 ? ['7', '7b', '7c', '7d'] : [`${index}`],
  ).flat();
  fc.assert(
    fc.property(steps, (each) => {
      const shown = pane(step(undefined, ...each));
      const start = all.indexOf(shown[0] ?? '');
      expect(shown).toStrictEqual(all.slice(start, start + shown.length));
    }),
  );
});
