// What the screen does for a reader: searching, the unread line, the people pane.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { ScreenEmitted, ScreenEvent } from '../../machines/screen.events.js';
import { screenMachine } from '../../machines/screen.machine.js';
import { screenView } from '../../machines/screen.view.js';
import { boundKeymap } from '../../src/view/keymap.js';
import type { EntryPlace, ScrollPosition, ScreenView } from '../../src/view/screen-view.js';

const key = (name: string): ScreenEvent => ({ type: 'key', key: name });
const type = (text: string): ScreenEvent => ({ type: 'key', key: text, text });

const place = (name: string): EntryPlace => ({ key: name, clock: [1, 0] });
const at = (name: string): ScrollPosition => ({ ...place(name), rowsHidden: 0, since: place('newest') });
const scrolled = (name: string): ScreenEvent => ({ type: 'scrolled', to: at(name) });
const found = (hit: string, scroll?: string): ScreenEvent => ({
  type: 'found',
  hit: place(hit),
  scroll: scroll === undefined ? undefined : at(scroll),
});
const search = (text: string): ScreenEvent => ({ type: 'search', text });
const wide: ScreenEvent = { type: 'resize', columns: 120, rows: 30 };
const narrow: ScreenEvent = { type: 'resize', columns: 40, rows: 12 };

/** A running screen that was sent these events. */
function screen(events: readonly ScreenEvent[], people?: boolean) {
  const actor = createActor(screenMachine, { input: people === undefined ? {} : { people } });
  const emitted: ScreenEmitted[] = [];
  actor.on('*', (event) => emitted.push(event));
  actor.start();
  for (const event of events) actor.send(event);
  return { emitted, view: screenView(actor.getSnapshot()) };
}

/** The view in short: mode, line, where the pane stands, and the search. */
function brief({ mode, editor, scroll, search: present }: ScreenView): string {
  return [
    mode,
    editor.text,
    ...(scroll === undefined ? [] : [`at ${scroll.key}`]),
    ...(present === undefined ? [] : [`for ${present.editor.text}`]),
    ...(present?.hit === undefined ? [] : [`hit ${present.hit.key}`]),
  ].join(', ');
}

type Row = [name: string, events: readonly ScreenEvent[], view: string, emitted: readonly ScreenEmitted[]];

const nearest = { type: 'find', step: 'nearest' } as const;

describe('searching', () => {
  const asking = [key('F3'), type('foo')];
  const browsing = [type('hi'), search('foo'), found('a', 'b')];
  const fromAbove = [scrolled('old'), key('F3'), type('foo'), found('a', 'b')];

  it.each<Row>([
    ['begins by F3', [key('F3')], 'asking, , for ', []],
    ['begins by Ctrl-F in an empty line', [key('CTRL_F')], 'asking, , for ', []],
    ['does not begin by Ctrl-F within a line', [type('hi'), key('CTRL_F')], 'typing, hi', []],
    ['begins by /search alone', [search('')], 'asking, , for ', []],
    ['begins by /search with a text', [search('foo')], 'browsing, , for foo', [nearest]],
    ['keeps the line', [type('hi'), key('F3'), type('foo')], 'asking, hi, for foo', [nearest]],
    ['asks at each character', asking, 'asking, , for foo', [nearest]],
    [
      'asks again when what is searched for is edited',
      [...asking, key('BACKSPACE')],
      'asking, , for fo',
      [nearest, nearest],
    ],
    [
      'takes a paste in one row',
      [key('F3'), { type: 'paste', text: 'a\nb' }],
      'asking, , for a b',
      [nearest],
    ],
    ['shows the hit', [...asking, found('a', 'b')], 'asking, , at b, for foo, hit a', [nearest]],
    [
      'asks for the hit before',
      [...asking, key('UP')],
      'asking, , for foo',
      [nearest, { type: 'find', step: 'older' }],
    ],
    [
      'goes on from hit to hit by Enter',
      [...asking, key('ENTER'), type('n'), type('N')],
      'browsing, , for foo',
      [nearest, { type: 'find', step: 'older' }, { type: 'find', step: 'newer' }],
    ],
    ['takes what is typed several times at once', [key('F3'), type('nnn')], 'asking, , for nnn', [nearest]],
    ['asks for something else by /', [...browsing, type('/')], 'asking, hi, at b, for foo, hit a', [nearest]],
    [
      'scrolls meanwhile',
      [...browsing, key('PAGE_UP'), scrolled('c')],
      'browsing, hi, at c, for foo, hit a',
      [nearest, { type: 'scroll', step: 'page-up' }],
    ],
    ['ends by Esc', [...browsing, key('ESCAPE')], 'typing, hi', [nearest]],
    ['ends by Esc while asking', [...asking, key('ESCAPE')], 'typing, ', [nearest]],
    ['ends where one was', [...fromAbove, key('ESCAPE')], 'scrolled-back, , at old', [nearest]],
    ['stays at the hit by Enter', [...browsing, key('ENTER')], 'scrolled-back, hi, at b', [nearest]],
    ['ends by Enter at the newest', [search('foo'), found('a'), key('ENTER')], 'typing, ', [nearest]],
    [
      'stays at a hit that holds the newest',
      [search('foo'), found('a', 'newest'), key('ENTER')],
      'scrolled-back, , at newest',
      [nearest],
    ],
    ['ends by typing', [...browsing, type('x')], 'typing, hix', [nearest]],
    ['ends by pasting', [...browsing, { type: 'paste', text: 'x' }], 'typing, hix', [nearest]],
    ['ends by editing', [...browsing, key('CTRL_U')], 'typing, ', [nearest]],
    ['makes way for the help', [...browsing, key('F1'), key('ESCAPE')], 'typing, hi', [nearest]],
    ['begins anew', [...browsing, search('bar')], 'browsing, hi, for bar', [nearest, nearest]],
    ['hears of no hit when it is over', [found('a', 'b')], 'typing, ', []],
  ])('%s', (_, events, view, emitted) => {
    const running = screen(events);
    expect(brief(running.view)).toBe(view);
    expect(running.emitted).toStrictEqual(emitted);
  });

  it('knows where one was', () => {
    expect(screen(fromAbove).view.search?.origin).toStrictEqual(at('old'));
    expect(screen(asking).view.search?.origin).toBeUndefined();
  });
});

describe('Home', () => {
  it.each<[string, readonly ScreenEvent[], readonly ScreenEmitted[]]>([
    ['shows the oldest while the line is empty', [key('HOME')], [{ type: 'scroll', step: 'oldest' }]],
    ['goes to the start of a line', [type('hi'), key('HOME')], []],
    [
      'shows the oldest while scrolled back',
      [type('hi'), scrolled('a'), key('HOME')],
      [{ type: 'scroll', step: 'oldest' }],
    ],
  ])('%s', (_, events, emitted) => {
    expect(screen(events).emitted).toStrictEqual(emitted);
  });
});

describe('what has been read', () => {
  const lost: ScreenEvent = { type: 'focus', has: false, newest: place('a') };
  const got: ScreenEvent = { type: 'focus', has: true, newest: place('b') };
  const lostAgain: ScreenEvent = { type: 'focus', has: false, newest: place('c') };
  const spoken: ScreenEvent = { type: 'accepted', newest: place('mine') };

  it.each<[string, readonly ScreenEvent[], string | undefined]>([
    ['is all, at first', [], undefined],
    ['ends where one looked away', [lost], 'a'],
    ['ends there still when one looks again', [lost, got], 'a'],
    ['ends anew when one looks away again', [lost, got, lostAgain], 'c'],
    ['is nothing where nothing was there', [{ type: 'focus', has: false }], ''],
    ['is all when one speaks', [lost, got, spoken], undefined],
    ['ends with what one says without looking', [lost, spoken], 'mine'],
    ['stays for a command without looking', [lost, { type: 'accepted' }], 'a'],
    ['ends where one scrolled away', [scrolled('x')], 'newest'],
    ['ends where one looked away, though one scrolls to see it', [lost, got, scrolled('x')], 'a'],
    ['is all where the hit is at the newest', [search('foo'), found('x', 'newest')], undefined],
    ['ends where one scrolled away to a hit', [search('foo'), found('x', 'y')], 'newest'],
  ])('%s', (_, events, readUpTo) => {
    expect(screen(events).view.readUpTo?.key).toBe(readUpTo);
  });
});

const set = (people: boolean | undefined): ScreenEvent => ({ type: 'people.set', people });

const selected = (name: string): ScreenEvent => ({ type: 'selected', to: place(name), scroll: at(name) });

const unfolded: ScreenEvent = { type: 'unfolded' };
const told: ScreenEvent = { type: 'told', sentence: 'nothing to unfold' };

describe('floods', () => {
  const present = { type: 'select', step: 'present' } as const;
  const stayed = [scrolled('old'), search('foo'), found('a', 'b'), key('ENTER')];

  it.each<[string, readonly ScreenEvent[], boolean]>([
    ['take one row', [], false],
    ['take one row until the answer to F6', [key('F6')], false],
    ['are shown as a whole upon F6', [key('F6'), unfolded], true],
    ['take one row again upon F6', [key('F6'), unfolded, key('F6')], false],
    ['are shown as a whole while one reads above', [scrolled('old'), unfolded, scrolled('older')], true],
    [
      'take one row again for whoever goes back to the newest',
      [scrolled('old'), unfolded, key('ESCAPE')],
      false,
    ],
    ['take one row again upon Esc at the newest', [unfolded, key('ESCAPE')], false],
    ['are shown as a whole while one writes', [unfolded, type('hi'), key('END')], true],
    ['take one row again for whoever ends selecting', [selected('a'), unfolded, key('ESCAPE')], false],
    [
      'take one row again for whoever ends a search at the newest',
      [unfolded, search('foo'), key('ESCAPE')],
      false,
    ],
    [
      'are shown as a whole for whoever ends a search further up',
      [scrolled('old'), unfolded, search('foo'), key('ESCAPE')],
      true,
    ],
    ['are shown as a whole where a search has led', stayed, true],
    ['take one row where it was given up', [search('foo'), found('a', 'b'), key('ESCAPE')], false],
  ])('%s', (_, events, areShown) => {
    expect(screen(events).view.showsFloods ?? false).toBe(areShown);
  });

  it.each<[string, readonly ScreenEvent[], readonly ScreenEmitted[]]>([
    ['are asked for upon F6', [key('F6')], [{ type: 'unfold' }]],
    ['are not asked for to be folded', [unfolded, key('F6')], []],
    ['leave the selected message in sight when they are shown', [selected('a'), unfolded], [present]],
    [
      'leave the selected message in sight when they are folded',
      [unfolded, selected('a'), key('F6')],
      [present],
    ],
  ])('%s', (_, events, emitted) => {
    expect(screen(events).emitted).toStrictEqual(emitted);
  });

  it('are all that Esc changes at the newest', () => {
    const { view, emitted } = screen([unfolded, type('hi'), told, key('ESCAPE')]);
    expect(view).toStrictEqual(screen([type('hi'), told]).view);
    expect(emitted).toStrictEqual([]);
  });

  it('are folded by the key that leads to the newest, whichever that is', () => {
    const { keymap } = boundKeymap({ f8: 'scroll-newest' });
    const { view } = screen([{ type: 'bound', keymap }, unfolded, key('F8')]);
    expect(view.showsFloods).toBeUndefined();
  });

  it('that are not there are told of', () => {
    const { view } = screen([key('F6'), told]);
    expect([view.hint, view.showsFloods]).toStrictEqual(['nothing to unfold', undefined]);
  });
});

describe('the people', () => {
  it.each<[string, readonly ScreenEvent[], boolean | undefined, string, boolean]>([
    ['are not shown in a usual window', [], undefined, 'typing', false],
    ['are shown in a wide one', [wide], undefined, 'typing', true],
    ['are shown in a usual one upon F2', [key('F2')], undefined, 'typing', true],
    ['are hidden in a wide one upon F2', [wide, key('F2')], undefined, 'typing', false],
    ['are shown again', [wide, key('F2'), key('F2')], undefined, 'typing', true],
    ['stay hidden when the window gets wider', [key('F2'), key('F2'), wide], undefined, 'typing', false],
    ['are shown upon /people', [{ type: 'people' }], undefined, 'typing', true],
    ['take the place of the messages in a narrow one', [narrow, key('F2')], undefined, 'overlay', false],
    ['do so upon /people', [narrow, { type: 'people' }], undefined, 'overlay', false],
    ['are always shown where that is set', [], true, 'typing', true],
    ['are not, where there is no room', [narrow], true, 'typing', false],
    ['are never shown by themselves where that is set', [wide], false, 'typing', false],
    ['are shown upon F2 all the same', [wide, key('F2')], false, 'typing', true],
    ['are shown when that has been set meanwhile', [set(true)], undefined, 'typing', true],
    ['are hidden when that has been set meanwhile', [wide, key('F2'), set(false)], true, 'typing', false],
    [
      'are as the width allows when that has been set meanwhile',
      [set(undefined), wide],
      false,
      'typing',
      true,
    ],
  ])('%s', (_, events, setting, mode, shown) => {
    const { view } = screen(events, setting);
    expect([view.mode, view.showsPeople]).toStrictEqual([mode, shown]);
  });
});
