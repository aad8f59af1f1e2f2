// What the screen does, state by state.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import {
  type ScreenEmitted,
  type ScreenEvent,
  screenEmits,
  screenEvents,
} from '../../machines/screen.events.js';
import { screenMachine } from '../../machines/screen.machine.js';
import { screenView } from '../../machines/screen.view.js';
import { defaultKeymap } from '../../src/view/keymap.js';
import { maxLineBytes } from '../../src/view/line-editor.js';
import type { ScreenView } from '../../src/view/screen-view.js';
import { chartSteps } from '../support/chart-steps.js';

const entry = { key: 'some entry', clock: [1, 0] } as const;
const place = { ...entry, rowsHidden: 0, since: entry } as const;

const key = (name: string): ScreenEvent => ({ type: 'key', key: name });
const type = (text: string): ScreenEvent => ({ type: 'key', key: text, text });
const paste = (text: string): ScreenEvent => ({ type: 'paste', text });
const refused: ScreenEvent = { type: 'refused', sentence: 'no' };
const scrolled: ScreenEvent = { type: 'scrolled', to: place };
const scrolledToNewest: ScreenEvent = { type: 'scrolled', to: undefined };
const showHelp: ScreenEvent = { type: 'show', overlay: 'help' };
const showNet: ScreenEvent = { type: 'show', overlay: 'net' };
const turned: ScreenEvent = { type: 'turned', top: 7 };
const accepted: ScreenEvent = { type: 'accepted' };
const selected: ScreenEvent = { type: 'selected', to: entry, scroll: place };
const offered: ScreenEvent = {
  type: 'offered',
  from: 0,
  candidates: ['hint', 'hide'].map((text) => ({ text, label: text })),
};
const bound: ScreenEvent = { type: 'bound', keymap: defaultKeymap };

/** A running screen that was sent these events. */
function screen(...events: readonly ScreenEvent[]) {
  const actor = createActor(screenMachine);
  const emitted: ScreenEmitted[] = [];
  actor.on('*', (event) => emitted.push(event));
  actor.start();
  const send = (...more: readonly ScreenEvent[]) => {
    for (const event of more) actor.send(event);
  };
  send(...events);
  return {
    send,
    emitted,
    view: () => screenView(actor.getSnapshot()),
    size: () => actor.getSnapshot().context.size,
  };
}

/** The view in short: mode, line with its cursor, place, hint. */
function brief({ mode, editor, hint, scroll, overlay }: ScreenView): string {
  const line = `${editor.text.slice(0, editor.cursor)}|${editor.text.slice(editor.cursor)}`;
  return [
    mode,
    line,
    ...(scroll === undefined ? [] : [scroll.key]),
    ...(overlay === undefined ? [] : [`${overlay.name} from ${overlay.top}`]),
    ...(hint === undefined ? [] : [hint]),
  ].join(', ');
}

const tooLong = `the line would be too long for one message (at most ${maxLineBytes} bytes)`;

type Row = [name: string, events: readonly ScreenEvent[], view: string, emitted: readonly ScreenEmitted[]];

const turnKeys = [
  ['UP', 'line-up'],
  ['DOWN', 'line-down'],
  ['PAGE_UP', 'page-up'],
  ['PAGE_DOWN', 'page-down'],
  ['HOME', 'first'],
  ['END', 'last'],
] as const;

describe('the screen', () => {
  const typing = [type('hi')];
  const back = [type('hi'), scrolled];
  const help = [type('hi'), showHelp];

  it.each<Row>([
    ['typing: types', [...typing, type('!')], 'typing, hi!|', []],
    ['typing: edits', [...typing, key('LEFT')], 'typing, h|i', []],
    ['typing: pastes lines', [...typing, paste('\na')], 'typing, hi\na|', []],
    [
      'typing: refuses what is too long',
      [...typing, paste('x'.repeat(maxLineBytes))],
      `typing, hi|, ${tooLong}`,
      [],
    ],
    [
      'typing: counts bytes, not characters',
      [...typing, paste('日'.repeat(maxLineBytes / 2))],
      `typing, hi|, ${tooLong}`,
      [],
    ],
    [
      'typing: refuses to yank what is too long',
      [paste('x'.repeat(maxLineBytes)), key('CTRL_U'), paste('hi'), key('CTRL_Y')],
      `typing, hi|, ${tooLong}`,
      [],
    ],
    [
      'typing: hands the line over and keeps it',
      [...typing, key('ENTER')],
      'typing, hi|',
      [{ type: 'submitted', text: 'hi' }],
    ],
    ['typing: has nothing to hand over', [key('ENTER')], 'typing, |', []],
    ['typing: does not hand over spaces', [type('  '), key('ENTER')], 'typing,   |', []],
    ['typing: clears an accepted line', [...typing, accepted], 'typing, |', []],
    ['typing: recalls an accepted line', [...typing, accepted, key('UP')], 'typing, hi|', []],
    ['typing: keeps a refused line and says why', [...typing, refused], 'typing, hi|, no', []],
    ['typing: takes the hint away at the next key', [...typing, refused, key('LEFT')], 'typing, h|i', []],
    ['typing: takes the hint away when a line is accepted', [...typing, refused, accepted], 'typing, |', []],
    [
      'typing: asks to scroll',
      [...typing, key('PAGE_UP')],
      'typing, hi|',
      [{ type: 'scroll', step: 'page-up' }],
    ],
    ['typing: scrolls back', back, 'scrolled-back, hi|, some entry', []],
    ['typing: has nowhere to scroll', [...typing, scrolledToNewest], 'typing, hi|', []],
    ['typing: does nothing for Escape', [...typing, key('ESCAPE')], 'typing, hi|', []],
    ['typing: does nothing for a key without meaning', [...typing, key('F5')], 'typing, hi|', []],
    ['typing: leaves', [...typing, key('CTRL_C')], 'typing, hi|', [{ type: 'quit' }]],
    ['typing: leaves by Ctrl-D on an empty line', [key('CTRL_D')], 'typing, |', [{ type: 'quit' }]],
    ['typing: deletes by Ctrl-D', [...typing, key('HOME'), key('CTRL_D')], 'typing, |i', []],
    ['typing: suspends', [...typing, key('CTRL_Z')], 'typing, hi|', [{ type: 'suspend' }]],
    ['typing: redraws', [...typing, key('CTRL_L')], 'typing, hi|', [{ type: 'redraw' }]],
    ['typing: shows the help', help, 'overlay, hi|, help from 0', []],

    [
      'scrolled back: moves on',
      [...back, { type: 'scrolled', to: { ...place, key: 'other', rowsHidden: 1 } }],
      'scrolled-back, hi|, other',
      [],
    ],
    [
      'scrolled back: asks to scroll',
      [...back, key('HOME')],
      'scrolled-back, hi|, some entry',
      [{ type: 'scroll', step: 'oldest' }],
    ],
    ['scrolled back: ends at the newest', [...back, scrolledToNewest], 'typing, hi|', []],
    ['scrolled back: ends by Escape', [...back, key('ESCAPE')], 'typing, hi|', []],
    ['scrolled back: ends by End', [...back, key('END')], 'typing, hi|', []],
    ['scrolled back: ends by typing', [...back, type('!')], 'typing, hi!|', []],
    ['scrolled back: ends by editing', [...back, key('LEFT')], 'typing, h|i', []],
    ['scrolled back: ends by pasting', [...back, paste('!')], 'typing, hi!|', []],
    [
      'scrolled back: refuses what is too long',
      [...back, paste('x'.repeat(maxLineBytes))],
      `typing, hi|, ${tooLong}`,
      [],
    ],
    [
      'scrolled back: hands the line over',
      [...back, key('ENTER')],
      'typing, hi|',
      [{ type: 'submitted', text: 'hi' }],
    ],
    [
      'scrolled back: says why a line was refused',
      [...back, refused],
      'scrolled-back, hi|, some entry, no',
      [],
    ],
    ['scrolled back: takes an accepted line', [...back, accepted], 'scrolled-back, |, some entry', []],
    [
      'scrolled back: does nothing for a key without meaning',
      [...back, key('F5')],
      'scrolled-back, hi|, some entry',
      [],
    ],
    ['scrolled back: leaves', [...back, key('CTRL_C')], 'scrolled-back, hi|, some entry', [{ type: 'quit' }]],
    ['scrolled back: shows the help', [...back, showHelp], 'overlay, hi|, some entry, help from 0', []],

    ['overlay: ends by Escape', [...help, key('ESCAPE')], 'typing, hi|', []],
    ['overlay: ends by Enter, which sends nothing', [...help, key('ENTER')], 'typing, hi|', []],
    ['overlay: ends by q, which types nothing', [...help, type('q')], 'typing, hi|', []],
    ['overlay: ends by typing', [...help, type('x')], 'typing, hix|', []],
    ['overlay: ends by typing fast', [...help, type('quick')], 'typing, hiquick|', []],
    ['overlay: ends by editing', [...help, key('LEFT')], 'typing, h|i', []],
    ['overlay: ends by pasting', [...help, paste('!')], 'typing, hi!|', []],
    [
      'overlay: refuses what is too long',
      [...help, paste('x'.repeat(maxLineBytes))],
      `typing, hi|, ${tooLong}`,
      [],
    ],
    ...turnKeys.map(
      ([name, step]): Row => [
        `overlay: asks to turn by ${name}`,
        [...help, key(name)],
        'overlay, hi|, help from 0',
        [{ type: 'turn', step }],
      ],
    ),
    [
      'overlay: asks to turn by a space, and types none',
      [...help, type(' ')],
      'overlay, hi|, help from 0',
      [{ type: 'turn', step: 'page-down' }],
    ],
    ['overlay: turns', [...help, turned], 'overlay, hi|, help from 7', []],
    [
      'overlay: makes way for another, from its top',
      [...help, turned, showNet],
      'overlay, hi|, net from 0',
      [],
    ],
    ['overlay: takes the accepted line', [...help, accepted], 'overlay, |, help from 0', []],
    ['overlay: says why a line was refused', [...help, refused], 'overlay, hi|, help from 0, no', []],
    ['overlay: leaves', [...help, key('CTRL_C')], 'overlay, hi|, help from 0', [{ type: 'quit' }]],
    ['overlay: suspends', [...help, key('CTRL_Z')], 'overlay, hi|, help from 0', [{ type: 'suspend' }]],
    ['overlay: redraws', [...help, key('CTRL_L')], 'overlay, hi|, help from 0', [{ type: 'redraw' }]],
    ['overlay: does not scroll the messages', [...help, scrolled], 'overlay, hi|, help from 0', []],
    [
      'overlay: does nothing for a key without meaning',
      [...help, key('F5')],
      'overlay, hi|, help from 0',
      [],
    ],
    ['typing: has nothing to turn', [...typing, turned], 'typing, hi|', []],
  ])('%s', (_, events, view, emitted) => {
    const running = screen(...events);
    expect(brief(running.view())).toBe(view);
    expect(running.emitted).toStrictEqual(emitted);
  });

  it('knows the size of the window in every state', () => {
    const resize: ScreenEvent = { type: 'resize', columns: 40, rows: 10 };
    for (const events of [typing, back, help]) {
      expect(screen(...events, resize).size()).toStrictEqual({ columns: 40, rows: 10 });
    }
  });
});

describe('every step that the screen can take', () => {
  // One key for each command in each mode; of those that edit the line and type, a few stand for all.
  const commands = defaultKeymap.bindings.filter(({ command }) => command.type !== 'edit');
  const keys = new Set(['LEFT', 'BACKSPACE', ...commands.flatMap((binding) => binding.keys.slice(0, 1))]);
  const events: readonly ScreenEvent[] = [
    ...[...keys].filter((name) => name.length > 1).map(key),
    type('a'),
    type('q'),
    paste('a'),
    key('F5'),
    { type: 'resize', columns: 40, rows: 10 },
    accepted,
    refused,
    scrolled,
    scrolledToNewest,
    showHelp,
    showNet,
    turned,
    selected,
    offered,
    bound,
    { type: 'told', sentence: 'so it is' },
    { type: 'notice', sentence: 'so it is' },
    { type: 'unfolded' },
    { type: 'focus', has: false },
    { type: 'focus', has: true },
    { type: 'search', text: 'a' },
    { type: 'found', hit: entry, scroll: place },
    { type: 'people' },
    { type: 'people.set', people: true },
  ];
  const steps = chartSteps(screenMachine, {
    input: undefined,
    events,
    identify: (snapshot) => [
      snapshot.value,
      snapshot.context.editor.text,
      snapshot.context.hint === undefined,
      snapshot.context.hint?.isUnasked,
      snapshot.context.scroll === undefined,
      snapshot.context.overlay?.name,
      snapshot.context.selection,
      snapshot.context.editor.search?.query,
      snapshot.context.search?.editor.text,
    ],
    stopWhen: ({ context: { editor, search } }) =>
      editor.text.length > 1 ||
      (editor.search?.query.length ?? 0) > 1 ||
      (search?.editor.text.length ?? 0) > 1,
  });

  it('reaches every state and takes every event', () => {
    expect(new Set(steps.map(({ to }) => JSON.stringify(to.value)))).toStrictEqual(
      new Set(
        [
          'typing',
          'scrolledBack',
          'recalling',
          'selecting',
          { searching: 'asking' },
          { searching: 'browsing' },
          'overlay',
        ].map((value) => JSON.stringify(value)),
      ),
    );
    expect(new Set(steps.map(({ event }) => event.type))).toStrictEqual(new Set(Object.keys(screenEvents)));
  });

  it('loses what was typed only when it was accepted or edited, or something else was asked for', () => {
    const mayChange = new Set(['accepted', 'key', 'paste', 'offered']);
    const others = steps.filter(
      ({ event, from }) => !mayChange.has(event.type) && !from.matches('recalling'),
    );
    expect(others.length).toBeGreaterThan(10);
    for (const { from, to } of others) expect(to.context.editor.text).toBe(from.context.editor.text);
  });

  it('is scrolled back nowhere while the newest are in sight, and somewhere while they are not', () => {
    const wrong = steps.filter(
      ({ to }) =>
        (to.matches('typing') && to.context.scroll !== undefined) ||
        (to.matches('scrolledBack') && to.context.scroll === undefined),
    );
    expect(wrong).toStrictEqual([]);
  });

  it('knows what stands in the place of the messages exactly while something does', () => {
    for (const { to } of steps) expect(to.context.overlay !== undefined).toBe(to.matches('overlay'));
  });

  it('knows which message is selected exactly while one is, and while its details are shown', () => {
    const wrong = steps.filter(({ to }) => {
      const isSelected = to.context.selection !== undefined;
      return to.matches('overlay') ? false : isSelected !== to.matches('selecting');
    });
    expect(wrong).toStrictEqual([]);
  });

  it('looks for a line that was sent exactly in the state for that', () => {
    for (const { to } of steps) expect(to.context.editor.search !== undefined).toBe(to.matches('recalling'));
  });

  it('searches what was said exactly in the state for that', () => {
    for (const { to } of steps) expect(to.context.search !== undefined).toBe(to.matches('searching'));
  });
});

describe('the catalogue', () => {
  it('has a row for each event that the machine takes', () => {
    expect([...screenMachine.events].toSorted()).toStrictEqual(Object.keys(screenEvents).toSorted());
  });

  it('has a row for each event that it emits', () => {
    const { emitted } = screen(
      type('hi'),
      ...['ENTER', 'PAGE_UP', 'CTRL_C', 'CTRL_Z', 'CTRL_L', 'F6'].map(key),
      key('TAB'),
      key('F4'),
      selected,
      type('y'),
      { type: 'search', text: 'a' },
      showHelp,
      key('DOWN'),
    );
    expect(emitted.map((event) => event.type).toSorted()).toStrictEqual(Object.keys(screenEmits).toSorted());
  });
});

describe('the chart', () => {
  it('says of each state and of each transition what it is for', () => {
    const states = [
      ...Object.values(screenMachine.states),
      ...Object.values(screenMachine.states['searching']?.states ?? {}),
    ];
    const transitions = [screenMachine.root, ...states].flatMap(({ on }) => Object.values(on).flat());
    const untold = [...states, ...transitions].filter(({ description }) => description === undefined);
    expect(untold).toStrictEqual([]);
  });
});
