// Golden frames of what one reads: who said what and when, what is new, what names one, what was searched for, and who is
// there. After a change that is meant, look at each and accept it with `npx vitest run test/view -u`.
import { describe, expect, it } from 'vitest';
import { composeFrame } from '../../src/view/compose-frame.js';
import type { Line, Size } from '../../src/view/frame.js';
import { emptyEditor, insert } from '../../src/view/line-editor.js';
import type { ScreenView } from '../../src/view/screen-view.js';
import { findHit } from '../../src/view/scroll.js';
import { widthOf } from '../../src/view/text-width.js';
import { people } from './overlay-scenes.js';
import { goldenFile, picture } from './picture.js';
import {
  type Changes,
  now,
  person,
  placeOf,
  said,
  saidAt,
  scrolledTo,
  textOfRows,
  transcriptOf,
  typed,
  viewModel,
} from './view-models.js';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

const yesterday = [
  saidAt('bob', 'good night', now - 20 * hourMs),
  saidAt('carol', 'see you', now - 20 * hourMs + minuteMs),
];
const lastRead = saidAt('bob', 'good morning', now - 2 * hourMs);
const morning = [
  lastRead,
  saidAt('bob', 'who has the minutes of last week? I look for the part about the printer', now - hourMs),
  saidAt('bob', 'and for the key', now - hourMs + 1),
  saidAt('carol', '/me shrugs', now - hourMs + 2),
  saidAt('carol', 'ask Alice, she wrote them', now - hourMs + 3),
  saidAt('carol', 'https://example.com/minutes/2026/47?part=printer&page=2', now - hourMs + 4),
  { ...saidAt('alice', 'here they are', now), delivery: 'sent' as const },
  { ...saidAt('alice', '/me puts the key on the table', now), delivery: 'sent' as const },
];
const news = transcriptOf([...yesterday, ...morning]);
const long = transcriptOf(
  Array.from({ length: 60 }, (_, index) => saidAt('bob', `line ${index}`, now + 30 * index)),
);
const crowd = Array.from({ length: 40 }, (_, index) => person(`somebody ${index}`));

type Scene = (size: Size) => Changes;

/** The screen while one searches, at the hit to which the search leads. */
function searching(query: string, isAsking: boolean, transcript = news): Scene {
  const search = { editor: insert(emptyEditor, query), isAsking };
  const mode = isAsking ? 'asking' : 'browsing';
  return (size) => {
    const before = viewModel({ session: { transcript }, screen: { mode, search }, ...size });
    const { hit, scroll } = findHit(before, 'nearest');
    return {
      session: { transcript },
      screen: {
        mode,
        search: { ...search, ...(hit === undefined ? {} : { hit }) },
        ...(scroll === undefined ? {} : { scroll }),
      },
    };
  };
}

const usual: readonly Size[] = [
  { columns: 80, rows: 24 },
  { columns: 40, rows: 12 },
  { columns: 20, rows: 4 },
];
const wide: readonly Size[] = [{ columns: 120, rows: 30 }, ...usual];

const scrolledBack: Partial<ScreenView> = {
  mode: 'scrolled-back',
  scroll: scrolledTo(saidAt('bob', 'line 30', now + 30), 0, placeOf(saidAt('bob', 'line 47', now + 47))),
};

const scenes: readonly [name: string, scene: Scene, sizes?: readonly Size[]][] = [
  ['a morning', () => ({ session: { transcript: news } })],
  [
    'unread while away',
    () => ({ session: { transcript: news }, screen: { readUpTo: placeOf(lastRead), isAway: true } }),
  ],
  [
    'unread on another day',
    () => ({ session: { transcript: news }, screen: { readUpTo: placeOf(yesterday[1] ?? lastRead) } }),
  ],
  ['scrolled back with news', () => ({ session: { transcript: long }, screen: scrolledBack })],
  ['searching for nothing yet', searching('', true)],
  ['searching', searching('minutes', true)],
  ['from hit to hit', searching('THE', false)],
  ['nothing found', searching('unicorn', true)],
  [
    'people',
    () => ({ session: { transcript: news, people }, screen: { showsPeople: true, ...typed('hello') } }),
    wide,
  ],
  [
    'too many people',
    () => ({ session: { transcript: news, people: crowd }, screen: { showsPeople: true } }),
    wide,
  ],
];

describe('a golden frame', () => {
  const rows = scenes.flatMap(([name, scene, sizes = usual]) =>
    sizes.map((size) => ({ name, changes: scene(size), columns: size.columns, height: size.rows })),
  );

  it.each(rows)('$name at $columns × $height', async ({ name, changes, columns, height }) => {
    const frame = composeFrame(viewModel({ ...changes, columns, rows: height }));
    await expect(picture(frame)).toMatchFileSnapshot(goldenFile(name, frame));
  });

  it.each(rows)('$name at $columns × $height is no wider than the window', ({ changes, columns, height }) => {
    const { lines } = composeFrame(viewModel({ ...changes, columns, rows: height }));
    expect(lines).toHaveLength(height);
    for (const line of lines)
      expect(widthOf(line.map(({ text }) => text).join(''))).toBeLessThanOrEqual(columns);
  });
});

/** The rows of a small talk, without blank ones, status and input line. */
function rowsOf(
  entries: Parameters<typeof transcriptOf>[0],
  changes: Partial<ScreenView> = {},
  columns = 60,
) {
  const view = viewModel({ session: { transcript: transcriptOf(entries) }, screen: changes, columns });
  return textOfRows(composeFrame(view))
    .slice(0, -2)
    .filter((row) => row !== '');
}

describe('the lines of one speaker', () => {
  it.each<[string, Parameters<typeof transcriptOf>[0], readonly string[]]>([
    [
      'stand under one name',
      [said('bob', 'one'), said('bob', 'two')],
      ['  14:03 bob one', '            two'],
    ],
    [
      'stand apart from those of others',
      [said('bob', 'one'), said('eve', 'two'), said('bob', 'three')],
      ['  14:03 bob one', '  14:03 eve two', '  14:03 bob three'],
    ],
    [
      'are named again after some minutes',
      [said('bob', 'one'), saidAt('bob', 'two', now + 2 * minuteMs)],
      ['  14:03 bob one', '  14:05 bob two'],
    ],
    [
      'are named again when they go by another name',
      [said('bob', 'one'), { ...said('rob', 'two'), clientId: 'bob' }],
      ['  14:03 bob one', '  14:03 rob two'],
    ],
    [
      'are not taken together with those of a namesake',
      [said('bob', 'one'), { ...said('bob', 'two'), clientId: 'another' }],
      ['  14:03 bob one', '  14:03 bob two'],
    ],
    [
      'keep their marks',
      [said('alice', 'one', 'sent'), said('alice', 'two', 'waiting')],
      ['✓ 14:03 alice one', '…             two'],
    ],
    [
      'are parted by what they did',
      [said('bob', 'one'), said('bob', '/me waves'), said('bob', 'two')],
      ['  14:03 bob one', '  14:03 * bob waves', '  14:03 bob two'],
    ],
  ])('%s', (_, entries, rows) => {
    expect(rowsOf(entries)).toStrictEqual(rows);
  });

  it('cannot look like a time and a name in a narrow window', () => {
    const forged = '14:03 bob I owe eve';
    for (const entries of [[said('eve', 'ha'), said('eve', forged)], [said('eve', `ha\n${forged}`)]]) {
      expect(rowsOf(entries, {}, 22).slice(0, 2)).toStrictEqual(['  14:03 eve ha', ` │${forged}`]);
    }
  });
});

describe('what is new', () => {
  const entries = [
    said('bob', 'old'),
    said('alice', 'mine', 'sent'),
    said('eve', 'new'),
    said('eve', 'newer'),
  ];

  it.each<[string, Partial<ScreenView>, number]>([
    ['begins below the line', { readUpTo: placeOf(said('bob', 'old')) }, 2],
    ['does not begin with what we said ourselves', { readUpTo: placeOf(said('alice', 'mine')) }, 2],
    ['is all, where nothing was read', { readUpTo: { key: '', clock: [0, 0] } }, 0],
    ['is nothing, where all was', { readUpTo: placeOf(said('eve', 'newer')) }, -1],
  ])('%s', (_, screen, at) => {
    expect(rowsOf(entries, screen).findIndex((row) => row.startsWith('── new ──'))).toBe(at);
  });

  it.each<[string, Partial<ScreenView>, string]>([
    ['is counted in the title while one is away', { isAway: true }, '(2) backchannel: alice'],
    ['is not counted while one is there', { isAway: false }, 'backchannel: alice'],
  ])('%s', (_, screen, title) => {
    const readUpTo = placeOf(said('bob', 'old'));
    const view = viewModel({
      session: { transcript: transcriptOf(entries) },
      screen: { readUpTo, ...screen },
    });
    expect(composeFrame(view).title).toBe(title);
  });

  it('is not counted without end', () => {
    const view = viewModel({
      session: { transcript: transcriptOf(Array.from({ length: 300 }, (_, n) => said('bob', `${n}`))) },
      screen: { isAway: true, readUpTo: { key: '', clock: [0, 0] } },
    });
    expect(composeFrame(view).title).toBe('(99+) backchannel: alice');
  });
});

/** The row of what bob says. */
function spans(text: string): Line {
  return (
    composeFrame(viewModel({ session: { transcript: transcriptOf([said('bob', text)]) } })).lines.at(-3) ?? []
  );
}

describe('who names one', () => {
  it('is marked, and the name stands out otherwise than by colour', () => {
    const line = spans('well, ALICE: come');
    expect(line[0]).toStrictEqual({ text: '@', style: { bold: true, role: 'mention' } });
    expect(line.find(({ text }) => text === 'ALICE')?.style).toStrictEqual({
      bold: true,
      underline: true,
      role: 'mention',
    });
  });

  it.each(['malice', 'alices', 'alice_', 'a lice'])('is not marked for %s', (text) => {
    expect(spans(text)[0]?.text.startsWith('@')).toBe(false);
  });
});
