// How the screen's wishes are granted: completion, selection, the clipboard, details, parts, notifications.
import { VirtualTimeScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import type { ScreenEvent } from '../../machines/screen.events.js';
import { screenMachine } from '../../machines/screen.machine.js';
import { screenView } from '../../machines/screen.view.js';
import { messageDetailsOf } from '../../src/programs/message-details-of.js';
import { type Notify, notifications } from '../../src/programs/notify.js';
import { partsCounter } from '../../src/programs/parts-of.js';
import { sessionViewOf } from '../../src/programs/session-view-of.js';
import { grantWishes } from '../../src/programs/writing.js';
import { maxParts } from '../../src/limits.js';
import { notifyRestMs } from '../../src/view/notifications.js';
import { bob, carol, heartbeatOf, said, type SessionRig, sessionRig } from '../support/session-rig.js';
import { viewModel } from '../view/view-models.js';

const key = (name: string): ScreenEvent => ({ type: 'key', key: name });
const type = (text: string): ScreenEvent => ({ type: 'key', key: text, text });

/** A session in which bob and carol have spoken. */
function talk(): SessionRig {
  const rig = sessionRig();
  rig.join();
  rig.joinControl();
  rig.hearControl(bob, heartbeatOf(bob));
  rig.hearControl(carol, heartbeatOf(carol));
  rig.hearChat(said(bob, 1, 'hello'), bob);
  rig.hearChat(said(carol, 1, 'good \u009Bmorning'), carol);
  return rig;
}

/** A screen whose wishes are granted, after these events. */
function writing(
  events: readonly ScreenEvent[],
  {
    rig = talk(),
    env = {},
    emoji = true,
  }: { rig?: SessionRig; env?: Record<string, string>; emoji?: boolean } = {},
) {
  const screen = createActor(screenMachine);
  const written: string[] = [];
  const view = () => screenView(screen.getSnapshot());
  grantWishes({
    screen,
    terminal: { write: (text) => written.push(text) },
    env,
    viewModel: () => ({ ...viewModel(), session: sessionViewOf(rig.actor.getSnapshot()), screen: view() }),
    isEmojiWanted: () => emoji,
  });
  screen.start();
  for (const event of events) screen.send(event);
  return { view: view(), written };
}

describe('Tab', () => {
  it.each([
    ['names those who are here', 'bo', 'bob: '],
    ['names them within a line', 'hello ca', 'hello carol '],
    ['knows the commands', '/he', '/help'],
    ['knows emoji', ':tada', '🎉'],
    ['leaves alone what it does not know', 'xyz', 'xyz'],
  ])('%s', (_, typed, line) => {
    expect(writing([type(typed), key('TAB')]).view.editor.text).toBe(line);
  });

  it('knows no emoji where they are not wanted', () => {
    expect(writing([type(':tada'), key('TAB')], { emoji: false }).view.editor.text).toBe(':tada');
  });
});

describe('a message', () => {
  it('is selected, and copied as it was said', () => {
    const { view, written } = writing([key('F4'), type('k'), type('y')]);
    expect(view).toMatchObject({
      mode: 'selecting',
      hint: 'copied, if this terminal lets programs write to the clipboard',
    });
    expect(written).toStrictEqual([`\x1B]52;c;${Buffer.from('hello').toString('base64')}\x07`]);
  });

  it('that is hostile is copied without what a terminal could obey', () => {
    const [sequence = ''] = writing([key('F4'), type('y')]).written;
    const base64 = sequence.slice('\x1B]52;c;'.length, -1);
    expect(Buffer.from(base64, 'base64').toString('utf8')).toMatch(/^good \P{Cc}*morning$/u);
  });

  it('is copied through tmux', () => {
    const { view, written } = writing([key('F4'), type('y')], { env: { TMUX: 'yes' } });
    expect(written.join('')).toContain('\x1BPtmux;');
    expect(view.hint).toContain('set-clipboard');
  });

  it('is none where nobody has spoken', () => {
    expect(writing([key('F4')], { rig: sessionRig() }).view.mode).toBe('typing');
  });
});

describe('the details', () => {
  it('of what another said', () => {
    const rig = talk();
    const { selection } = writing([key('F4'), type('k')], { rig }).view;
    expect(messageDetailsOf(rig.actor.getSnapshot(), selection)).toMatchObject({
      name: 'bob',
      clientId: bob.clientId,
      address: bob.source.address,
      parts: 1,
      missingParts: 0,
      text: 'hello',
    });
  });

  it('of what we said', async () => {
    const rig = talk();
    rig.say('two\nlines');
    const waiting = messageDetailsOf(rig.actor.getSnapshot(), writing([key('F4')], { rig }).view.selection);
    expect(waiting).toMatchObject({ name: 'alice', delivery: 'waiting', parts: 2 });
    await rig.take();
    // The pace of sending.
    rig.pass(10);
    await rig.take();
    const sent = messageDetailsOf(rig.actor.getSnapshot(), writing([key('F4')], { rig }).view.selection);
    expect(sent).toMatchObject({ delivery: 'sent', heldBy: [], lackedBy: ['bob', 'carol'] });
    expect(sent).not.toHaveProperty('address');
  });

  it('of what nobody said', () => {
    const rig = sessionRig();
    expect(messageDetailsOf(rig.actor.getSnapshot(), { key: 'x', clock: [1, 0] })).toBeUndefined();
  });
});

it.each([
  ['nothing', '', 0],
  ['a word', 'hello', 1],
  ['lines', 'a\nb\nc', 3],
  ['a long line', 'x'.repeat(2000), 3],
  ['more than can be sent', 'x\n'.repeat(maxParts) + 'x', maxParts + 1],
])('%s takes as many parts as it would when sent', (_, text, parts) => {
  const rig = talk();
  expect(partsCounter(() => rig.actor.getSnapshot())(text)).toBe(parts);
});

/** What is written when bob says all that, at once and later. */
function notified(notify: Notify, isAway: boolean, ...texts: readonly string[]) {
  const rig = talk();
  const scheduler = new VirtualTimeScheduler();
  const written: string[] = [];
  notifications({
    session: rig.actor,
    notifier: 'osc-9',
    scheduler,
    isAway: () => isAway,
    notify: () => notify,
  }).subscribe((bytes) => written.push(bytes));
  for (const [at, text] of texts.entries()) rig.hearChat(said(bob, at + 2, text), bob);
  const atOnce = written.length;
  scheduler.flush();
  return { atOnce, written, lastAt: scheduler.frame };
}

describe('notifications', () => {
  it.each<[string, Notify, boolean, string, readonly string[]]>([
    [
      'come for a mention',
      'mention',
      true,
      'Alice: lunch?',
      ['\x07\x1B]9;backchannel: bob: Alice: lunch?\x07'],
    ],
    ['do not come for other talk', 'mention', true, 'malice', []],
    ['come for all, where that is wanted', 'all', true, 'hi', ['\x07\x1B]9;backchannel: bob: hi\x07']],
    ['do not come where none are wanted', 'off', true, 'alice!', []],
    ['do not come to whoever looks', 'all', false, 'alice!', []],
  ])('%s', (_, notify, isAway, text, written) => {
    expect(notified(notify, isAway, text).written).toStrictEqual(written);
  });

  it('of a flood are two', () => {
    const flood = Array.from({ length: 50 }, (_, index) => `alice ${index}`);
    const { atOnce, written, lastAt } = notified('mention', true, ...flood);
    expect([atOnce, written.length]).toStrictEqual([1, 2]);
    expect(written[1]).toContain('49 messages from bob');
    expect(lastAt).toBeGreaterThanOrEqual(notifyRestMs);
  });
});
