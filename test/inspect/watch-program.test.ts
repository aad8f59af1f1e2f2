// What is told of a program at work: of its actors, their states and transitions, and never what people say.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { screenMachine } from '../../machines/screen.machine.js';
import type { InspectionEvent } from '../../src/inspect/inspection-event.js';
import { submitLine } from '../../src/programs/submit-line.js';
import { composeFrame } from '../../src/view/compose-frame.js';
import { said, transcriptOf, typed, viewModel } from '../view/view-models.js';
import { eventsOf, ofType, watchedRoom } from './watched-room.js';

/** The name of an actor's state: `{"active":"connected"}`. */
function valuesOf(events: readonly InspectionEvent[], sessionId: string): string[] {
  return ofType(events, '@xstate.snapshot')
    .filter((event) => event.sessionId === sessionId)
    .map(({ snapshot }) => JSON.stringify(snapshot.value));
}

function rootOf(events: readonly InspectionEvent[], name: string): string {
  return ofType(events, '@xstate.actor').find((event) => event.name === name)?.sessionId ?? '';
}

describe('what is told of the actors', () => {
  it('names each, its parent and its machine', async () => {
    const { alice, arrive, time, watch } = watchedRoom();
    alice.start();
    arrive('bob');
    await time.pass(5000);
    const began = ofType(eventsOf(watch.source.open()), '@xstate.actor');
    const root = began.find(({ name }) => name === 'session');
    expect(root).toMatchObject({ rootId: root?.sessionId, snapshot: { status: 'active' } });
    expect(root).not.toHaveProperty('parentId');
    expect(JSON.parse(root?.definition ?? '')).toMatchObject({ id: 'session', states: { active: {} } });
    expect(JSON.parse(root?.config ?? '')).toMatchObject({ id: 'session', states: { active: {} } });
    const children = began.filter(({ parentId }) => parentId === root?.sessionId).map(({ name }) => name);
    expect(children).toEqual(expect.arrayContaining(['presence', 'lan', 'history']));
    expect(children).toContain('shard/0');
    const shard = began.find(({ name }) => name === 'shard/0');
    const peers = began.filter(({ parentId }) => parentId === shard?.sessionId);
    expect(peers.map(({ name }) => name.split('/')[0])).toContain('peer');
  });

  it('tells each state that the session passes through, and why', async () => {
    const { alice, say, time, watch } = watchedRoom();
    alice.start();
    say(alice, 'hello');
    await time.pass(1000);
    const events = eventsOf(watch.source.open());
    const session = rootOf(events, 'session');
    expect(valuesOf(events, session)).toEqual(
      expect.arrayContaining([
        '{"active":"joining"}',
        '{"active":{"sending":"transmitting"}}',
        '{"active":{"sending":"pacing"}}',
        '{"active":"connected"}',
      ]),
    );
    const taken = ofType(events, '@backchannel.transitions').filter((event) => event.sessionId === session);
    expect(taken.map(({ event, transitions }) => [event.type, transitions[0]])).toContainEqual([
      'lan.joined',
      { source: 'session.active.joining', targets: ['session.active.connected'], eventType: 'lan.joined' },
    ]);
  });

  it('tells who sent what to whom', async () => {
    const { alice, time, watch } = watchedRoom();
    alice.start();
    await time.pass(1000);
    const events = eventsOf(watch.source.open());
    const [session, lan] = [rootOf(events, 'session'), rootOf(events, 'lan')];
    const joined = ofType(events, '@xstate.event').find(({ event }) => event.type === 'lan.joined');
    expect(joined).toMatchObject({
      sessionId: session,
      sourceId: lan,
      event: { joined: [{ name: 'eth0', address: '10.0.0.1' }] },
    });
  });

  it('tells which delays run, since when and for how long', async () => {
    const { alice, time, watch } = watchedRoom();
    const startedAt = time.now();
    alice.start();
    await time.pass(0);
    const events = eventsOf(watch.source.open());
    const announcer = rootOf(events, 'announcer');
    const states = ofType(events, '@xstate.snapshot').filter(({ sessionId }) => sessionId === announcer);
    expect(states.at(-1)?.snapshot.timers).toEqual([
      { id: 'xstate.after.arrival.announcer.arriving', startedAt, delayMs: 1500 },
    ]);
  });

  it('tells the end of each actor, and knows them no more', async () => {
    const { alice, time, watch } = watchedRoom();
    alice.start();
    await time.pass(1000);
    alice.send({ type: 'quit' });
    await time.pass(5000);
    const events = eventsOf(watch.source.open());
    const began = ofType(events, '@xstate.actor').map(({ sessionId }) => sessionId);
    const ended = ofType(events, '@xstate.snapshot')
      .filter(({ snapshot }) => snapshot.status !== 'active')
      .map(({ sessionId }) => sessionId);
    expect(ended.toSorted()).toEqual(began.toSorted());
    expect(began.filter((sessionId) => watch.actorOf(sessionId) !== undefined)).toEqual([]);
  });

  it('tells the whole state of one actor ten times a second at most, and the last one always', async () => {
    const { alice, arrive, say, time, watch } = watchedRoom();
    alice.start();
    const bob = arrive('bob');
    await time.pass(2000);
    const reader = watch.source.open();
    eventsOf(reader);
    for (let line = 0; line < 200; line += 1) {
      say(bob, `line ${line}`);
      await time.pass(5);
    }
    await time.pass(1000);
    const events = eventsOf(reader);
    const whole = ofType(events, '@xstate.snapshot').filter(
      ({ sessionId, snapshot }) => sessionId === alice.sessionId && snapshot.context !== undefined,
    );
    expect(whole.length).toBeGreaterThan(8);
    expect(whole.length).toBeLessThanOrEqual(25);
    expect(whole.at(-1)?.snapshot.context).toMatchObject({
      room: {
        transcript: expect.arrayContaining([
          expect.objectContaining({
            text: 'text of 8 characters',
            key: expect.stringMatching(/\+1\/200$/u),
          }),
        ]),
      },
    });
  });
});

/** Nobody says this by chance. */
const canary = 'kanarienvogel';

/** Everything in which a text may be: said, heard, lost and repaired, in parts, typed, searched for, refused. */
async function chatter(content: boolean): Promise<string> {
  const { alice, arrive, configure, say, time, watch } = watchedRoom({ content });
  const screen = createActor(screenMachine, { inspect: watch.inspect });
  screen.on('submitted', ({ text }) => submitLine(text, alice, screen, { now: time.now }));
  alice.on('taken', () => screen.send({ type: 'accepted' }));
  screen.start();
  const bob = arrive('bob');
  await time.pass(3000);
  say(bob, `before: ${canary}`);
  await time.pass(1000);
  alice.start();
  await time.pass(3000);
  configure({ loss: 0.3 });
  say(bob, canary);
  say(bob, `long: ${canary} `.repeat(300));
  await time.pass(50);
  say(alice, `mine: ${canary}`);
  for (const key of canary) screen.send({ type: 'key', key, text: key });
  await time.pass(200);
  screen.send({ type: 'key', key: 'CTRL_U' });
  screen.send({ type: 'paste', text: `/${canary}` });
  screen.send({ type: 'key', key: 'ENTER' });
  await time.pass(200);
  screen.send({ type: 'key', key: 'CTRL_U' });
  screen.send({ type: 'paste', text: canary });
  screen.send({ type: 'key', key: 'ENTER' });
  screen.send({ type: 'search', text: canary });
  configure({ loss: 0 });
  await time.pass(20_000);
  const transcript = transcriptOf([said('bob', canary)]);
  watch.seen(composeFrame(viewModel({ session: { transcript }, screen: typed(canary) })));
  await time.pass(1000);
  return eventsOf(watch.source.open())
    .map((event) => JSON.stringify(event))
    .join('\n');
}

describe('what people say', () => {
  it('is told when it may be', async () => {
    const told = await chatter(true);
    expect(told.split(canary).length).toBeGreaterThan(20);
  });

  it('is told by no word otherwise', async () => {
    const told = await chatter(false);
    expect(told).toContain('"bob"');
    expect(told).not.toContain(canary.slice(0, 4));
    // Key by key, too.
    expect(told).not.toContain('"k","a","n"');
    expect(told).not.toMatch(/"key":"k"/u);
    expect(told).not.toContain(Buffer.from(canary).toString('hex'));
  });
});
