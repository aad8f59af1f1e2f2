// Which lines are a flood, and what is seen of it: one row, whatever comes, until somebody wants to see more.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClockStamp } from '../../src/chat/hybrid-clock.js';
import {
  append,
  emptyTranscript,
  type Entry,
  insert,
  slice,
  type Transcript,
} from '../../src/chat/transcript.js';
import { floodMs, maxCalmLines, maxCalmSpeakers } from '../../src/view/calm-speakers.js';
import { composeFrame } from '../../src/view/compose-frame.js';
import { countBetween, countFlood, floodText } from '../../src/view/flood-text.js';
import {
  type Flood,
  floodAt,
  floodsIn,
  isFloodable,
  maxLinesPerSecond as most,
  shownOfFlood as shown,
} from '../../src/view/floods.js';
import { emptyEditor, insert as typeInto } from '../../src/view/line-editor.js';
import type { ScreenView, ScrollPosition, ScrollStep } from '../../src/view/screen-view.js';
import { findHit, scrollTo } from '../../src/view/scroll.js';
import { selectedBy } from '../../src/view/selection.js';
import { hole, noticed, now, placeOf, said, saidAt, textOfRows, viewModel } from './view-models.js';

/** A transcript as the chat makes it: in chunks. */
function grown(entries: readonly Entry[]): Transcript {
  return entries.reduce((transcript, entry) => append(transcript, entry), emptyTranscript);
}

/** So many lines, one each millisecond, of so many people. */
function burst(count: number, people = 1, from = now): Entry[] {
  return Array.from({ length: count }, (_, at) => saidAt(`eve${at % people}`, `buy now ${at}`, from + at));
}

/** So many lines, each heard and said when these say. */
function lines(count: number, heardAt: (at: number) => number, clock: (at: number) => ClockStamp): Entry[] {
  return Array.from({ length: count }, (_, at) => {
    const entry = said('eve', `${at}`);
    return Object.assign(entry, { at: heardAt(at), clock: clock(at) });
  });
}

/** A transcript with so many lines of it. */
function growing(count: number): Transcript {
  return grown([...before, ...burst(count, 37)]);
}

function floods(entries: readonly Entry[]): readonly Flood[] {
  return floodsIn(grown(entries), 'alice');
}

/** A pace at which nothing is too much. */
function bearable(at: number): number {
  return now + Math.ceil((at * floodMs) / most);
}

/** Whether two lines are of one second. */
function areNear(one: Entry, other: Entry): boolean {
  return Math.abs(one.at - other.at) < floodMs && Math.abs(one.clock[0] - other.clock[0]) < floodMs;
}

/** Whether the last of these lines is said calmly, told by looking at each before it. */
function isCalmAtEnd(all: readonly (Entry & { readonly clientId: string })[]): boolean {
  const [line, ...before] = all.toReversed();
  if (line === undefined) return true;
  const own = before.filter(({ clientId }) => clientId === line.clientId);
  const others = new Map(before.toReversed().map((each) => [each.clientId, each]));
  others.delete(line.clientId);
  const third = own[maxCalmLines - 1];
  const isHasty = third !== undefined && areNear(third, line);
  return !isHasty && [...others.values()].filter((each) => areNear(each, line)).length < maxCalmSpeakers;
}

/** The indices that are not shown, told by looking at each line and all others. */
function hiddenBySight(entries: readonly Entry[]): number[] {
  const all = entries.flatMap((entry, index) => (isFloodable(entry, 'alice') ? [{ entry, index }] : []));
  const isTooSoon = all.map(({ entry }, at) => {
    const other = all[at - most]?.entry;
    return other !== undefined && areNear(other, entry);
  });
  const isInFlood = all.map((_, at) => isTooSoon.slice(at, at + most + 1).includes(true));
  const hidden = all.filter(
    (_, at) =>
      isInFlood[at] &&
      isInFlood.slice(at - shown, at).every(Boolean) &&
      at >= shown &&
      !isCalmAtEnd(all.slice(0, at + 1).map(({ entry }) => entry)),
  );
  const indices = new Set(hidden.map(({ index }) => index));
  // Alone between others, a line is shown.
  return [...indices].filter((index) => indices.has(index - 1) || indices.has(index + 1));
}

describe('a flood', () => {
  it.each<[string, readonly Entry[], readonly Flood[]]>([
    ['is none while no more come than may', burst(most), []],
    [
      'is one from the next line on, also in what came before that',
      burst(most + 1),
      [{ first: shown, last: most }],
    ],
    ['goes on for as long as they come', burst(3000, 37), [{ first: shown, last: 2999 }]],
    [
      'is over when they come slowly again',
      [...burst(300), saidAt('bob', 'at last', now + 5000), saidAt('bob', 'quiet', now + 5001)],
      [{ first: shown, last: 299 }],
    ],
    [
      'goes on after a pause in which nobody else spoke, but for what may be all that is said then',
      [...burst(300), ...burst(300, 1, now + 9000)],
      [
        { first: shown, last: 299 },
        { first: 300 + maxCalmLines, last: 599 },
      ],
    ],
    [
      'goes on at once after a pause when it is of many',
      [...burst(300, 37), ...burst(300, 37, now + 9000)],
      [
        { first: shown, last: 299 },
        { first: 300 + maxCalmSpeakers, last: 599 },
      ],
    ],
    [
      'is shown from its first line on, if it is the first that one hears',
      burst(4000),
      [{ first: shown, last: 3999 }],
    ],
    ['is one row alone when its beginning has been forgotten', burst(14_000, 3), [{ first: 0, last: 9967 }]],
    [
      'begins anew when somebody else has spoken',
      [...burst(300), saidAt('bob', 'what was that?', now + 8000), ...burst(300, 1, now + 9000)],
      [
        { first: shown, last: 299 },
        { first: 301 + shown, last: 600 },
      ],
    ],
    [
      'has nothing in it of what one says oneself, of what names one, and of what the program says',
      [
        ...burst(260),
        { ...saidAt('alice', 'stop it', now + 260), delivery: 'sent' as const },
        ...burst(2, 1, now + 261),
        saidAt('bob', 'Alice: shall I unplug it?', now + 263),
        ...burst(2, 1, now + 264),
        { ...noticed('bob left'), at: now + 266, clock: [now + 266, 0] as const },
        ...burst(2, 1, now + 267),
        saidAt('bob', 'that was alice', now + 269),
        ...burst(1, 1, now + 270),
      ],
      [
        { first: shown, last: 259 },
        { first: 261, last: 262 },
        { first: 264, last: 265 },
        { first: 267, last: 268 },
      ],
    ],
    [
      'has nothing in it of what somebody says calmly amid it',
      [
        ...burst(260, 2),
        saidAt('bob', 'what is that?', now + 260),
        ...burst(5, 2, now + 261),
        { ...hole('carol', 1), at: now + 266, clock: [now + 266, 0] as const },
        ...burst(2, 2, now + 267),
      ],
      [
        { first: shown, last: 259 },
        { first: 261, last: 265 },
        { first: 267, last: 268 },
      ],
    ],
    [
      'has in it what that person says beyond a few lines a second',
      [
        ...burst(260),
        ...Array.from({ length: 5 }, (_, at) => saidAt('bob', `line ${at}`, now + 260 + at)),
        ...burst(10, 1, now + 265),
      ],
      [
        { first: shown, last: 259 },
        { first: 260 + maxCalmLines, last: 274 },
      ],
    ],
    [
      'has all in it where so many speak that the calm ones may be made up',
      [...burst(260, maxCalmSpeakers), saidAt('bob', 'hello', now + 260), ...burst(10, 9, now + 261)],
      [{ first: maxCalmSpeakers * maxCalmLines, last: 270 }],
    ],
    [
      'is one row of names that are made up, one for each line',
      burst(3000, 3000),
      [{ first: shown, last: 2999 }],
    ],
    [
      'swallows what is missing of it',
      [
        ...burst(260),
        { ...hole('eve0', 7), at: now + 260, clock: [now + 260, 0] as const },
        ...burst(1, 1, now + 261),
      ],
      [{ first: shown, last: 261 }],
    ],
    [
      'is none where a history comes at once',
      lines(
        600,
        () => now,
        (at) => [now - 3_600_000 + at * 60_000, 0],
      ),
      [],
    ],
    [
      'is none where people speak at their pace, and a wrong clock has stopped the clocks of all',
      lines(
        600,
        (at) => now + at * 1000,
        (at) => [now + 60_000, at],
      ),
      [],
    ],
    ['is none at a pace that is just bearable', lines(600, bearable, (at) => [bearable(at), 0]), []],
  ])('%s', (_, entries, expected) => {
    expect(floods(entries)).toStrictEqual(expected);
  });

  it('is the same whether it is watched as it comes or looked for afterwards, line by line', () => {
    const step = fc.record({
      waitMs: fc.constantFrom(0, 1, 5, 400, 2000),
      lateMs: fc.constantFrom(0, 0, 0, 3, 700, 5000),
      people: fc.constantFrom(1, 1, 2, maxCalmSpeakers + 1),
      kind: fc.constantFrom('other', 'other', 'other', 'own', 'mention', 'hole'),
      times: fc.integer({ min: 1, max: 150 }),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        let transcript: Transcript = emptyTranscript;
        let at = now;
        let count = 0;
        for (const { waitMs, lateMs, people, kind, times } of steps) {
          for (let time = 0; time < times; time += 1) {
            at += waitMs;
            count += 1;
            const text = kind === 'mention' ? `alice ${count}` : `${count}`;
            const name = `eve${time % people}`;
            const line = { ...saidAt(name, text, at), clock: [at - lateMs, count] as const };
            const gap = { ...hole(name, count), at, clock: line.clock };
            const own = { ...line, delivery: 'sent' as const };
            const entry = kind === 'hole' ? gap : kind === 'own' ? own : line;
            ({ transcript } = insert(transcript, entry));
          }
          floodsIn(transcript, 'alice');
        }
        const hidden = floodsIn(transcript, 'alice').flatMap(({ first, last }) =>
          Array.from({ length: last - first + 1 }, (_, index) => first + index),
        );
        expect(hidden).toStrictEqual(hiddenBySight(slice(transcript, 0, transcript.length)));
      }),
      { numRuns: 60 },
    );
  });

  it('costs no more with each line, however long it goes on', () => {
    let looks = 0;
    const watched = (entry: Entry): Entry =>
      Object.defineProperty({ ...entry }, 'delivery', {
        get: () => {
          looks += 1;
          return undefined;
        },
      });
    let transcript = grown(burst(4900, 37).map(watched));
    floodsIn(transcript, 'alice');
    looks = 0;
    // A full transcript forgets a chunk of its oldest now and then: what follows that is not looked at again.
    for (const entry of burst(300, 37, now + 4900)) {
      transcript = append(transcript, watched(entry));
      floodsIn(transcript, 'alice');
    }
    expect(looks / 300).toBeLessThan(2 * 64);
  });

  it('is another for somebody of another name', () => {
    const transcript = grown(Array.from({ length: 300 }, (_, at) => saidAt('eve', `bob ${at}`, now + at)));
    expect(floodsIn(transcript, 'bob')).toStrictEqual([]);
    expect(floodsIn(transcript, 'alice')).toHaveLength(1);
    expect(floodsIn(transcript, 'bob')).toStrictEqual([]);
  });
});

it('is found by any of its entries', () => {
  const both: readonly Flood[] = [
    { first: 3, last: 6 },
    { first: 9, last: 9 },
  ];
  const found = Array.from({ length: 11 }, (_, index) => floodAt(both, index));
  expect(found.map((flood) => (flood === undefined ? -1 : both.indexOf(flood)))).toStrictEqual([
    -1, -1, -1, 0, 0, 0, 0, -1, -1, 1, -1,
  ]);
});

describe('a flood in words', () => {
  it.each<[string, readonly Entry[], string]>([
    ['of many', burst(3412, 37), '3,412 lines from 37 names'],
    ['of one', burst(50), '50 lines from eve0'],
    ['of one line', [said('bob', 'x')], '1 line from bob'],
    ['of somebody with a strange name', [said('*', 'x'), said('*', 'y')], '2 lines from ‹*›'],
    ['with something missing', [said('bob', 'x'), hole('bob', 1200)], '1 line from bob, 1,200 missing'],
    ['with nothing but what is missing', [hole('bob', 4)], '4 missing lines from bob'],
    ['of very many', burst(5000, 1234), '5,000 lines from 1,234 names'],
  ])('%s', (_, entries, text) => {
    expect(floodText(countFlood(entries))).toBe(text);
  });
});

it('a part of a transcript has as many lines, missing ones and names as its entries, wherever it begins and ends', () => {
  const entries = [...burst(150, 3), hole('bob', 4), ...burst(150, 5, now + 1000)];
  const transcript = grown(entries);
  const place = fc.nat({ max: entries.length - 1 });
  fc.assert(
    fc.property(place, place, (first, last) => {
      const part = entries.slice(first, last + 1);
      expect(countBetween(transcript, first, last)).toStrictEqual(countFlood(part));
    }),
  );
});

const before = [saidAt('bob', 'before', now - 2000), saidAt('bob', 'before, too', now - 1900)];
const after = [saidAt('carol', 'after', now + 8000), saidAt('carol', 'after, too', now + 8100)];
const talk = grown([...before, ...burst(1050, 37), ...after]);

function view(screen: Partial<ScreenView> = {}, rows = 10, columns = 60) {
  return viewModel({ session: { transcript: talk }, screen, rows, columns });
}

/** The view when so many lines have come. */
function whileGrowing(count: number, scroll: ScrollPosition | undefined) {
  return viewModel({
    session: { transcript: growing(count) },
    screen: scroll === undefined ? {} : { mode: 'scrolled-back', scroll },
    rows: 10,
  });
}

/** The rows of the messages. */
function pane(screen: Partial<ScreenView> = {}, rows = 10, columns = 60): string[] {
  const frame = composeFrame(view(screen, rows, columns));
  return textOfRows(frame).slice(0, screen.scroll === undefined && screen.search === undefined ? -2 : -3);
}

describe('on the screen, a flood', () => {
  it('is one row between what was said before and after', () => {
    expect(pane().slice(-4)).toStrictEqual([
      '  14:03 eve9 buy now 9',
      '· 14:03 ⋯ 1,040 lines from 37 names (F6: all)',
      '  14:03 carol after',
      '              after, too',
    ]);
  });

  it('is as many rows as a narrow window needs', () => {
    const rows = pane({}, 10, 30);
    const at = rows.findIndex((row) => row.includes('⋯'));
    expect(rows.slice(at - 1, at + 3)).toStrictEqual([
      '  14:03 eve9 buy now 9',
      '· 14:03 ⋯ 1,040 lines from 37',
      '        names (F6: all)',
      '  14:03 carol after',
    ]);
  });

  it('is shown as a whole on demand', () => {
    expect(pane({ showsFloods: true }).slice(-3)).toStrictEqual([
      '  14:03 eve13 buy now 1049',
      '  14:03 carol after',
      '              after, too',
    ]);
  });

  it('has the line above it that says what is new, also when it had begun before', () => {
    const readUpTo = placeOf(saidAt('eve', 'x', now + 70));
    expect(pane({ readUpTo }).slice(-4)[0]).toMatch(/^── new ─+$/u);
  });

  it('names another key where another one is bound', () => {
    const keyless = { ...view(), keymap: { bindings: [], commands: new Map() } };
    expect(textOfRows(composeFrame(keyless)).slice(-5)[0]).toBe('· 14:03 ⋯ 1,040 lines from 37 names');
  });

  it('is shown as a whole where a search has found something in it', () => {
    const search = { editor: typeInto(emptyEditor, 'now 77'), isAsking: true };
    expect(pane({ mode: 'asking', search }).some((row) => row.includes('⋯'))).toBe(true);
    const { hit, scroll } = findHit(view({ mode: 'asking', search }), 'nearest');
    const found = { ...search, ...(hit === undefined ? {} : { hit }) };
    const rows = pane({ mode: 'asking', search: found, ...(scroll === undefined ? {} : { scroll }) });
    expect(rows).toContain('▸ 14:03 eve2 buy now 779');
    expect(rows).toContain('  14:03 eve1 buy now 778');
    expect(rows).toContain('  14:03 eve3 buy now 780');
    // Whoever stays there sees the same.
    expect(pane({ mode: 'scrolled-back', showsFloods: true, ...(scroll && { scroll }) })).toStrictEqual(
      rows.map((row) => row.replace('▸', ' ')),
    );
  });

  it('is shown as a whole while something in it is selected', () => {
    const selection = placeOf(saidAt('eve2', 'buy now 779', now + 779));
    const scroll = { ...selection, rowsHidden: 0, since: selection };
    expect(pane({ mode: 'selecting', selection, scroll }).at(-1)).toBe('▸ 14:03 eve2 buy now 779');
    const { to } = selectedBy(view({ mode: 'selecting', selection, scroll }), 'older');
    expect(to?.key).toBe('eve1 buy now 778');
  });

  it('is passed over by selecting, which may begin below it', () => {
    const newest = selectedBy(view(), 'newest');
    expect(newest.to).toStrictEqual(placeOf(after[1] ?? noticed('')));
    const texts: string[] = [];
    let selected = newest;
    for (let step = 0; step < 3; step += 1) {
      texts.push(selected.to?.key ?? '');
      const { to, scroll } = selected;
      const screen = { ...(to && { selection: to }), ...(scroll && { scroll }) };
      selected = selectedBy(view({ mode: 'selecting', ...screen }), 'older');
    }
    expect(texts).toStrictEqual(['carol after, too', 'carol after', 'eve9 buy now 9']);
  });

  it('is scrolled over like any other row', () => {
    const steps: readonly ScrollStep[] = ['line-up', 'line-up', 'line-up', 'line-up', 'oldest'];
    const last: (string | undefined)[] = [];
    let scroll: ScrollPosition | undefined;
    for (const step of steps) {
      scroll = scrollTo(view(scroll === undefined ? {} : { mode: 'scrolled-back', scroll }), step);
      last.push(
        pane(scroll === undefined ? {} : { mode: 'scrolled-back', scroll })
          .at(-1)
          ?.trim(),
      );
    }
    expect(last.slice(0, -1)).toStrictEqual([
      '14:03 carol after',
      '· 14:03 ⋯ 1,040 lines from 37 names (F6: all)',
      '14:03 eve9 buy now 9',
      '14:03 eve8 buy now 8',
    ]);
    expect(pane({ mode: 'scrolled-back', ...(scroll && { scroll }) })[0]).toBe('  14:02 bob before');
    const seen: (string | undefined)[] = [];
    while (scroll !== undefined && seen.length < 20) {
      scroll = scrollTo(view({ mode: 'scrolled-back', scroll }), 'page-down');
      seen.push(pane(scroll === undefined ? {} : { mode: 'scrolled-back', scroll }).at(-1));
    }
    expect(scroll).toBeUndefined();
  });

  it('leaves the place where one had scrolled to in sight when it is folded', () => {
    const line = placeOf(saidAt('eve13', 'buy now 1049', now + 1049));
    const scroll = { ...line, rowsHidden: 0, since: line };
    expect(pane({ mode: 'scrolled-back', scroll }).at(-1)).toContain('⋯ 1,040 lines');
    expect(pane({ mode: 'scrolled-back', scroll, showsFloods: true }).at(-1)).toContain('buy now 1049');
  });

  it('does not move where one reads while it goes on', () => {
    const scroll = scrollTo(whileGrowing(300, undefined), 'page-up');
    const first = textOfRows(composeFrame(whileGrowing(300, scroll)));
    const later = textOfRows(composeFrame(whileGrowing(3000, scroll)));
    expect(later.slice(0, 6)).toStrictEqual(first.slice(0, 6));
    expect(later.at(-2)).toMatch(/^↓ 999\+ new/u);
  });
});

it('a flood that goes on has as many lines and names as its entries, at each of its lines', () => {
  const entries = burst(700, 300);
  let transcript = emptyTranscript;
  for (const [at, entry] of entries.entries()) {
    transcript = append(transcript, entry);
    expect(countBetween(transcript, 1, at)).toStrictEqual(countFlood(entries.slice(1, at + 1)));
  }
});
