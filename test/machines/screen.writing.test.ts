// What the screen does for a writer: completion, looking for earlier lines, selecting messages, other keys.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { ScreenEmitted, ScreenEvent } from '../../machines/screen.events.js';
import { screenMachine } from '../../machines/screen.machine.js';
import { screenView } from '../../machines/screen.view.js';
import { boundKeymap } from '../../src/view/keymap.js';
import type { ScreenView } from '../../src/view/screen-view.js';

const key = (name: string): ScreenEvent => ({ type: 'key', key: name });
const type = (text: string): ScreenEvent => ({ type: 'key', key: text, text });
const paste = (text: string): ScreenEvent => ({ type: 'paste', text });
const accepted: ScreenEvent = { type: 'accepted' };
const offered = (...texts: readonly string[]): ScreenEvent => ({
  type: 'offered',
  from: 0,
  candidates: texts.map((text) => ({ text, label: text })),
});
const selected = (name: string): ScreenEvent => ({
  type: 'selected',
  to: { key: name, clock: [1, 0] },
  scroll: undefined,
});
const nothingToSelect: ScreenEvent = { type: 'selected', to: undefined, scroll: undefined };
const told: ScreenEvent = { type: 'told', sentence: 'copied' };
const notice: ScreenEvent = { type: 'notice', sentence: 'the disk is full' };

/** A running screen that was sent these events. */
function screen(events: readonly ScreenEvent[], keys: Readonly<Record<string, string | null>> = {}) {
  const actor = createActor(screenMachine, { input: { keymap: boundKeymap(keys).keymap } });
  const emitted: ScreenEmitted[] = [];
  actor.on('*', (event) => emitted.push(event));
  actor.start();
  for (const event of events) actor.send(event);
  return { emitted, view: screenView(actor.getSnapshot()) };
}

/** The view in short: mode, line with its cursor, and what else there is. */
function brief({ mode, editor, selection, overlay, hint }: ScreenView): string {
  const { graphemes, cursor, completion, search } = editor;
  return [
    mode,
    `${graphemes.slice(0, cursor).join('')}|${graphemes.slice(cursor).join('')}`,
    ...(completion === undefined ? [] : [`candidate ${completion.at}`]),
    ...(search === undefined ? [] : [`for ${search.query}`]),
    ...(selection === undefined ? [] : [`on ${selection.key}`]),
    ...(overlay === undefined ? [] : [overlay.name]),
    ...(hint === undefined ? [] : [hint]),
  ].join(', ');
}

type Row = [name: string, events: readonly ScreenEvent[], view: string, emitted: readonly ScreenEmitted[]];

const said = [type('hello'), accepted, type('help'), accepted, type('draft')];
const recalling = [...said, key('CTRL_R'), type('hel')];
const selecting = [type('hi'), selected('a')];

it.each<Row>([
  [
    'Tab asks what may be meant',
    [type('say al'), key('TAB')],
    'typing, say al|',
    [{ type: 'complete', before: 'say al' }],
  ],
  [
    'Tab asks only about what stands before the cursor',
    [type('ab'), key('LEFT'), key('TAB')],
    'typing, a|b',
    [{ type: 'complete', before: 'a' }],
  ],
  [
    'the first candidate goes in',
    [type('al'), offered('alice: ', 'albert: ')],
    'typing, alice: |, candidate 0',
    [],
  ],
  [
    'Tab again brings the next, and asks nothing',
    [type('al'), offered('alice: ', 'albert: '), key('TAB')],
    'typing, albert: |, candidate 1',
    [],
  ],
  [
    'Shift-Tab brings the one before',
    [type('al'), offered('a', 'b', 'c'), key('SHIFT_TAB')],
    'typing, c|, candidate 2',
    [],
  ],
  [
    'typing on keeps the candidate',
    [type('al'), offered('alice: ', 'albert: '), type('x')],
    'typing, alice: x|',
    [],
  ],
  [
    'what was completed alone is asked about again',
    [type('al'), offered('alice: '), key('TAB')],
    'typing, alice: |',
    [{ type: 'complete', before: 'alice: ' }],
  ],

  ['Ctrl-R looks for nothing yet', [...said, key('CTRL_R')], 'recalling, draft|, for ', []],
  ['what is typed is looked for', recalling, 'recalling, help|, for hel', []],
  [
    'what is pasted is looked for',
    [...said, key('CTRL_R'), paste('hello')],
    'recalling, hello|, for hello',
    [],
  ],
  ['Ctrl-R goes on to older ones', [...recalling, key('CTRL_R')], 'recalling, hello|, for hel', []],
  ['Ctrl-S comes back', [...recalling, key('CTRL_R'), key('CTRL_S')], 'recalling, help|, for hel', []],
  [
    'Backspace takes a character away',
    [...recalling, type('lo'), key('BACKSPACE')],
    'recalling, hello|, for hell',
    [],
  ],
  ['what no line has shows the draft', [...recalling, type('x')], 'recalling, draft|, for helx', []],
  ['Enter takes the line and does not send it', [...recalling, key('ENTER')], 'typing, help|', []],
  [
    'Enter twice sends it',
    [...recalling, key('ENTER'), key('ENTER')],
    'typing, help|',
    [{ type: 'submitted', text: 'help' }],
  ],
  ['Escape goes back to the draft', [...recalling, key('ESCAPE')], 'typing, draft|', []],
  ['another key takes the line, and edits it', [...recalling, key('LEFT')], 'typing, hel|p', []],
  ['the help takes the line', [...recalling, key('F1')], 'overlay, help|, help', []],
  ['a line that is taken after all ends it', [...recalling, accepted], 'typing, |', []],

  ['F4 asks for a message', [type('hi'), key('F4')], 'typing, hi|', [{ type: 'select', step: 'newest' }]],
  ['there may be none', [type('hi'), nothingToSelect], 'typing, hi|', []],
  ['a message is selected', selecting, 'selecting, hi|, on a', []],
  [
    'k and j ask for others',
    [...selecting, type('k'), type('j')],
    'selecting, hi|, on a',
    [
      { type: 'select', step: 'older' },
      { type: 'select', step: 'newer' },
    ],
  ],
  ['another message is selected', [...selecting, selected('b')], 'selecting, hi|, on b', []],
  ['y asks for a copy', [...selecting, type('y')], 'selecting, hi|, on a', [{ type: 'copy' }]],
  ['what became of it is told', [...selecting, told], 'selecting, hi|, on a, copied', []],
  ['until another is selected', [...selecting, told, selected('b')], 'selecting, hi|, on b', []],
  ['other letters do nothing', [...selecting, type('x')], 'selecting, hi|, on a', []],
  ['q is back', [...selecting, told, type('q')], 'typing, hi|', []],
  ['Escape is back', [...selecting, key('ESCAPE')], 'typing, hi|', []],
  ['a paste is back, and goes into the line', [...selecting, paste('!')], 'typing, hi!|', []],
  ['Enter shows the details', [...selecting, key('ENTER')], 'overlay, hi|, on a, message', []],
  [
    'from the details Escape is back at the message',
    [...selecting, key('ENTER'), key('ESCAPE')],
    'selecting, hi|, on a',
    [],
  ],
  [
    'from the details typing is back at the line',
    [...selecting, key('ENTER'), type('x')],
    'typing, hix|',
    [],
  ],

  ['an answer is gone with the next character', [type('h'), told, type('i')], 'typing, hi|', []],
  [
    'what nobody asked for stays while one types',
    [notice, type('hi'), key('LEFT'), paste('o')],
    'typing, ho|i, the disk is full',
    [],
  ],
  ['until Escape', [type('hi'), notice, type('!'), key('ESCAPE')], 'typing, hi!|', []],
  ['until the line is sent', [type('hi'), notice, accepted], 'typing, |', []],
  ['until a page is opened', [notice, key('F1')], 'overlay, |, help', []],
  ['until there is something else to say', [notice, told, type('x')], 'typing, x|', []],
  ['Escape does nothing where there is nothing to read', [type('hi'), key('ESCAPE')], 'typing, hi|', []],

  ['? in an empty line is the help', [type('?')], 'overlay, |, help', []],
  ['? within a line is a character', [type('a'), type('?')], 'typing, a?|', []],
  ['F1 is the help', [type('a'), key('F1')], 'overlay, a|, help', []],
  ['a fast UP is text, and no key', [type('UP')], 'typing, UP|', []],
  [
    'a paste of many lines is one text, and is not sent',
    [paste('/quit\n/quit\n')],
    'typing, /quit\n/quit|',
    [],
  ],
  [
    'Up goes up a row before it recalls',
    [type('old'), accepted, paste('a\nb'), key('UP')],
    'typing, a|\nb',
    [],
  ],
  [
    'Up in the first row recalls',
    [type('old'), accepted, paste('a\nb'), key('UP'), key('UP')],
    'typing, old|',
    [],
  ],
])('%s', (_, events, view, emitted) => {
  const running = screen(events);
  expect(brief(running.view)).toBe(view);
  expect(running.emitted.filter(({ type: kind }) => kind !== 'find')).toStrictEqual(emitted);
});

describe('keys that are bound', () => {
  it('from the start do what they are bound to', () => {
    expect(brief(screen([type('ab'), key('CTRL_F')], { 'ctrl-f': 'home' }).view)).toBe('typing, |ab');
  });

  it('do something else when they are bound anew', () => {
    const { keymap } = boundKeymap({ 'ctrl-a': 'end' });
    const events: readonly ScreenEvent[] = [
      type('ab'),
      key('HOME'),
      { type: 'bound', keymap },
      key('CTRL_A'),
    ];
    expect(brief(screen(events).view)).toBe('typing, ab|');
  });
});

it.each([
  ['knows of no absence at first', [], false],
  ['knows that one is away', [{ type: 'focus', has: false }], true],
  [
    'knows that one is back',
    [
      { type: 'focus', has: false },
      { type: 'focus', has: true },
    ],
    false,
  ],
] as const)('%s', (_, events, isAway) => {
  expect(screen(events).view.isAway).toBe(isAway);
});
