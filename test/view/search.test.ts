// Which lines have something in them, and how one gets from one to the next.
import { describe, expect, it } from 'vitest';
import { append } from '../../src/chat/transcript.js';
import type { FindStep } from '../../src/view/screen-view.js';
import { hitAfter, hitsOf } from '../../src/view/search.js';
import { findHit } from '../../src/view/scroll.js';
import { composeFrame } from '../../src/view/compose-frame.js';
import {
  hole,
  noticed,
  now,
  placeOf,
  said,
  saidAt,
  textOfRows,
  transcriptOf,
  typed,
  viewModel,
} from './view-models.js';

const talk = transcriptOf([
  said('bob', 'The printer is out of paper'),
  noticed('carol has come'),
  said('carol', 'which PRINTER?'),
  hole('bob', 1),
  said('bob', '/me prints no more'),
  said('alice', 'nobody prints', 'sent'),
]);

describe('the hits', () => {
  it.each([
    ['printer', 2],
    ['PRINT', 4],
    ['has come', 1],
    ['/me', 0],
    ['bob', 0],
    ['', 0],
  ])('of %j are counted', (query, count) => {
    expect(hitsOf(talk, query, undefined)).toStrictEqual({ count, number: 0 });
  });

  it('are numbered from the oldest', () => {
    expect(hitsOf(talk, 'print', placeOf(said('carol', 'which PRINTER?')))).toStrictEqual({
      count: 4,
      number: 2,
    });
  });

  it('are found whatever was searched for before, and in what has come since', () => {
    const counts = ['p', 'pr', 'print', 'printer', 'printe', 'n', 'printer'].map(
      (query) => hitsOf(talk, query, undefined).count,
    );
    expect(counts).toStrictEqual([4, 4, 4, 2, 2, 4, 2]);
    expect(hitsOf(append(talk, said('bob', 'a new printer')), 'printer', undefined).count).toBe(3);
  });

  it.each<[FindStep, number, number]>([
    ['nearest', 5, 5],
    ['nearest', 3, 2],
    ['older', 5, 4],
    ['older', 3, 2],
    ['older', 0, 5],
    ['newer', 0, 2],
    ['newer', 3, 4],
    ['newer', 5, 0],
  ])('are gone through: %s from %i leads to %i', (step, from, to) => {
    expect(hitAfter(talk, 'print', step, from)).toBe(to);
  });

  it('that lie only below are found too', () => {
    expect(hitAfter(talk, 'nobody', 'nearest', 2)).toBe(5);
    expect(hitAfter(talk, 'unicorn', 'nearest', 2)).toBeUndefined();
  });
});

describe('the present hit', () => {
  const many = transcriptOf(
    Array.from({ length: 100 }, (_, index) => saidAt('bob', `line ${index}`, now + index * 1000)),
  );
  const later = Array.from({ length: 32 }, (_, index) =>
    saidAt('carol', `later ${index}`, now + (100 + index) * 1000),
  );

  it.each([
    ['at the newest', 'line 99'],
    ['just above', 'line 97'],
    ['far above', 'line 40'],
  ])('%s stays where it is when others go on', (_, query) => {
    const { editor = viewModel().screen.editor } = typed(query);
    const search = { editor, isAsking: false };
    const found = findHit(
      viewModel({ session: { transcript: many }, screen: { mode: 'browsing', search } }),
      'nearest',
    );
    const rows = (transcript: typeof many) => {
      const { hit, scroll } = found;
      const screen = {
        mode: 'browsing' as const,
        search: { ...search, ...(hit && { hit }) },
        ...(scroll && { scroll }),
      };
      return textOfRows(composeFrame(viewModel({ session: { transcript }, screen })));
    };
    const before = rows(many);
    const after = rows(later.reduce(append, many));
    expect(before.filter((row) => row.startsWith('▸') && row.endsWith(` ${query}`))).toHaveLength(1);
    expect(after.slice(0, 21)).toStrictEqual(before.slice(0, 21));
    expect(after.filter((row) => row.startsWith('1/1 · ↓ 32 new · n, N'))).toHaveLength(1);
  });

  it('leaves the newest alone where there is none', () => {
    const search = { editor: viewModel().screen.editor, isAsking: true };
    const view = viewModel({ session: { transcript: many }, screen: { mode: 'asking', search } });
    expect(findHit(view, 'nearest')).toStrictEqual({});
  });
});
