// What becomes of a submitted line.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { screenMachine } from '../../machines/screen.machine.js';
import { screenView } from '../../machines/screen.view.js';
import { submitLine } from '../../src/programs/submit-line.js';
import { sessionViewOf } from '../../src/programs/session-view-of.js';
import { overlayNames } from '../../src/view/screen-view.js';
import { at, bob, heartbeatOf, sessionRig } from '../support/session-rig.js';

/** Types a line and submits it, as `chat.ts` wires it. */
function submit(
  line: string,
  prepare: (rig: ReturnType<typeof sessionRig>) => void = (rig) => rig.join(),
  inspectorUrl?: string,
) {
  const rig = sessionRig();
  prepare(rig);
  const screen = createActor(screenMachine);
  rig.actor.on('taken', () => screen.send({ type: 'accepted' }));
  rig.actor.on('refused', ({ sentence }) => screen.send({ type: 'refused', sentence }));
  screen.on('submitted', ({ text }) => submitLine(text, rig.actor, screen, { now: () => at, inspectorUrl }));
  screen.start();
  screen.send({ type: 'paste', text: line });
  screen.send({ type: 'key', key: 'ENTER' });
  const { mode, overlay, editor, hint, showsPeople } = screenView(screen.getSnapshot());
  const session = sessionViewOf(rig.actor.getSnapshot());
  return {
    mode,
    overlay,
    line: editor.text,
    hint,
    showsPeople,
    phase: session.phase,
    waiting: session.waiting,
    handle: session.handle,
  };
}

describe('a submitted line', () => {
  it.each([
    ['hello', { line: '', waiting: 1, phase: 'sending' }],
    ['two\nlines', { line: '', waiting: 1 }],
    ['//slash', { line: '', waiting: 1 }],
    ['/nick bob', { line: '', handle: 'bob' }],
    ['/quit', { phase: 'closed' }],
  ])('%j is obeyed', (line, expected) => {
    expect(submit(line)).toMatchObject(expected);
  });

  it.each([
    ['/search', 'asking'],
    ['/search the printer', 'browsing'],
  ])('%j searches', (line, mode) => {
    expect(submit(line)).toMatchObject({ line: '', mode });
  });

  it('/me is said as it was typed', () => {
    expect(submit('/me waves')).toMatchObject({ line: '', waiting: 1 });
  });

  it('/inspect says where the page is, or how to have one', () => {
    expect(submit('/inspect')).toMatchObject({
      line: '',
      hint: 'nobody inspects: start the program with --inspect',
    });
    expect(submit('/inspect', undefined, 'http://127.0.0.1:4000/x/')).toMatchObject({
      line: '',
      hint: 'the inspector is at http://127.0.0.1:4000/x/',
    });
  });

  it('/people shows the people', () => {
    expect(submit('/people')).toMatchObject({ line: '', showsPeople: true });
  });

  it.each(overlayNames.filter((name) => name !== 'message'))('/%s is obeyed', (name) => {
    expect(submit(`/${name}`)).toMatchObject({ line: '', mode: 'overlay', overlay: { name, top: 0 } });
  });

  it.each([
    ['/nick', 'you are called alice; /nick HANDLE changes that'],
    ['/nick alice', 'you are called alice already'],
    ['/retry', 'there is nothing to retry just now'],
  ])('%j is answered, and changes nothing', (line, sentence) => {
    expect(submit(line)).toMatchObject({ line: '', handle: 'alice', hint: sentence, waiting: 0 });
  });

  it('/nick tells how others are told apart from us', () => {
    const { hint } = submit('/nick', (rig) => {
      rig.join();
      rig.hearControl({ ...bob, handle: 'alice' }, heartbeatOf({ ...bob, handle: 'alice' }));
    });
    expect(hint).toMatch(
      /^you are called alice, shown as alice#[\da-f]{4} since somebody else is called that too; \/nick/u,
    );
  });

  it.each([
    ['/hlep', 'did you mean /help?'],
    [`/nick ${'x'.repeat(33)}`, 'longer than 32 bytes'],
    [`x${'\nx'.repeat(20)}`, 'too long'],
  ])('%j stays in the line, and the hint says why', (line, reason) => {
    const { line: left, hint, waiting } = submit(line);
    expect(left).toBe(line);
    expect(hint).toContain(reason);
    expect(waiting).toBe(0);
  });

  it('/retry tries again where there is something to try', () => {
    expect(submit('/retry', (rig) => rig.lose())).toMatchObject({ line: '', phase: 'joining' });
  });
});
