import { describe, expect, it } from 'vitest';
import { append, emptyTranscript } from '../../src/chat/transcript.js';
import { composeFrame } from '../../src/view/compose-frame.js';
import type { ScreenView, SelectStep } from '../../src/view/screen-view.js';
import { selectedBy, selectedMessage } from '../../src/view/selection.js';
import {
  boundary,
  hole,
  noticed,
  now,
  placeOf,
  said,
  saidAt,
  scrolledTo,
  textOfRows,
  transcriptOf,
  viewModel,
} from './view-models.js';

const [first, second, third] = [said('bob', 'one'), said('carol', 'two'), said('bob', 'three')];
const talk = transcriptOf([
  noticed('joined'),
  first,
  boundary,
  second,
  hole('bob', 1),
  third,
  noticed('left'),
]);
const place = placeOf;

function view(screen: Partial<ScreenView>, transcript = talk, rows = 24) {
  return viewModel({ session: { transcript }, screen, rows });
}

describe('a step of selecting', () => {
  it.each<[string, Partial<ScreenView>, SelectStep, ReturnType<typeof said> | undefined]>([
    ['begins at the last message', {}, 'newest', third],
    ['begins at the last message in sight', { scroll: scrolledTo(second) }, 'newest', second],
    ['goes back over what is no message', { selection: place(third) }, 'older', second],
    ['goes on over what is no message', { selection: place(first) }, 'newer', second],
    ['stays at the first', { selection: place(first) }, 'older', first],
    ['stays at the last', { selection: place(third) }, 'newer', third],
    ['goes to the first', { selection: place(third) }, 'oldest', first],
    ['goes to the last', { selection: place(first) }, 'newest', third],
  ])('%s', (_, screen, step, message) => {
    expect(selectedBy(view(screen), step).to).toStrictEqual(message && place(message));
  });

  it.each([
    ['nothing was said', emptyTranscript],
    ['only the program spoke', transcriptOf([noticed('joined')])],
  ])('leads nowhere where %s', (_, transcript) => {
    expect(selectedBy(view({}, transcript), 'newest')).toStrictEqual({ to: undefined, scroll: undefined });
  });
});

describe('what is selected', () => {
  const many = transcriptOf(Array.from({ length: 100 }, (_, index) => said('bob', `line ${index}`)));
  const calm = transcriptOf(
    Array.from({ length: 100 }, (_, index) => saidAt('bob', `line ${index}`, now + index * 1000)),
  );
  const steps: readonly SelectStep[] = [
    ...Array.from({ length: 40 }, () => 'older' as const),
    ...Array.from({ length: 30 }, () => 'newer' as const),
    'oldest',
    'newest',
  ];

  it.each([4, 10, 24])('is in sight at every step, in %i rows', (rows) => {
    let screen: Partial<ScreenView> = {};
    for (const step of ['newest' as const, ...steps]) {
      const { to, scroll } = selectedBy(view(screen, many, rows), step);
      screen = {
        mode: 'selecting',
        ...(to === undefined ? {} : { selection: to }),
        ...(scroll === undefined ? {} : { scroll }),
      };
      const message = selectedMessage(many, to);
      const shown = textOfRows(composeFrame(view(screen, many, rows)));
      expect(shown.filter((row) => row.startsWith('▸') && row.endsWith(` ${message?.text}`))).toHaveLength(1);
    }
  });

  it.each([4, 10, 24])('stays where it is when others go on, in %i rows', (rows) => {
    const { to, scroll } = selectedBy(view({}, calm, rows), 'newest');
    const screen: Partial<ScreenView> = {
      mode: 'selecting',
      ...(to === undefined ? {} : { selection: to }),
      ...(scroll === undefined ? {} : { scroll }),
    };
    const before = textOfRows(composeFrame(view(screen, calm, rows)));
    expect(before.filter((row) => row.startsWith('▸') && row.endsWith(' line 99'))).toHaveLength(1);
    const later = Array.from({ length: 32 }, (_, index) =>
      saidAt('carol', `later ${index}`, now + (100 + index) * 1000),
    );
    const after = textOfRows(composeFrame(view(screen, later.reduce(append, calm), rows)));
    const hint = before.findIndex((row) => row.startsWith('j, k: select'));
    expect(after[hint]).toBe(`↓ 32 new · ${before[hint]}`);
    expect(after.toSpliced(hint, 1)).toStrictEqual(before.toSpliced(hint, 1));
  });

  it.each([4, 10, 24])('is in sight after floods were unfolded and folded, in %i rows', (rows) => {
    const asked = said('bob', 'do you see it?');
    const flood = Array.from({ length: 60 }, (_, index) => saidAt('eve', `buy ${index}`, now + 1000 + index));
    const flooded = transcriptOf([...calm.chunks.flatMap(({ entries }) => entries), asked, ...flood]);
    let screen: Partial<ScreenView> = { mode: 'selecting', selection: place(asked) };
    for (const floods of [{}, { showsFloods: true as const }, {}]) {
      const { showsFloods: _, ...others } = screen;
      screen = { ...others, ...floods };
      const { to, scroll } = selectedBy(view(screen, flooded, rows), 'present');
      expect(to).toStrictEqual(place(asked));
      screen = { ...screen, ...(scroll === undefined ? {} : { scroll }) };
      const shown = textOfRows(composeFrame(view(screen, flooded, rows)));
      expect(shown.filter((row) => row.startsWith('▸') && row.endsWith('see it?'))).toHaveLength(1);
    }
  });

  it('is what stands in its place when it is gone', () => {
    expect(selectedMessage(talk, { ...place(third), key: 'gone' })?.text).toBeUndefined();
    expect(selectedMessage(talk, place(second))?.text).toBe('two');
    expect(selectedMessage(talk, undefined)).toBeUndefined();
  });
});
