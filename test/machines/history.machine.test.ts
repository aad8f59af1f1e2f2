// How a late joiner gets to know what was said before, in simulated time.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import {
  type FromHistory,
  type HistoryEvent,
  historyEvents,
  historyTells,
} from '../../machines/history.events.js';
import { historyMachine } from '../../machines/history.machine.js';
import { maxHistoriesServed, maxHistoryCandidates } from '../../src/limits.js';
import { defaultProtocolTiming as timing } from '../../src/protocol-timing.js';
import { maxHistoryMessages } from '../../src/wire/control.js';
import { chartSteps } from '../support/chart-steps.js';
import { timeLine } from '../support/time-line.js';
import { toldParent } from '../support/told-parent.js';

const address = { address: '10.0.0.2', port: 50_000 };

function historyRig() {
  const time = timeLine();
  const parent = toldParent<FromHistory>(time);
  const actor = createActor(historyMachine, {
    clock: time.clock,
    input: { parent: parent.ref, timing },
  }).start();
  const rig = {
    pass: time.pass,
    value: () => actor.getSnapshot().value,
    context: () => actor.getSnapshot().context,
    send: (event: HistoryEvent) => actor.send(event),
    join: () => actor.send({ type: 'joined' }),
    appear: (...clientIds: string[]) => {
      for (const clientId of clientIds) actor.send({ type: 'candidate', clientId, address, upMs: 1000 });
    },
    roster: (from: string, messages: number) => actor.send({ type: 'roster', from, messages }),
    covered: (from: string) => actor.send({ type: 'covered', from }),
    part: (from: string, number: number, count: number) => actor.send({ type: 'part', from, number, count }),
    /** These parts of so many, at the giver's pace. */
    async parts(from: string, numbers: readonly number[], count: number) {
      for (const number of numbers) {
        rig.part(from, number, count);
        await time.pass(timing.historyPaceMs);
      }
    },
    /** Joins and finds these there. */
    async joinWith(...clientIds: string[]) {
      rig.join();
      rig.appear(...clientIds);
      await time.pass(timing.historyListenMs);
    },
    told: parent.told,
    /** In short: `ask bob`, `ask everybody`, `done by bob`, `done`. */
    course: () => parent.told.map(([, event]) => inShort(event)),
  };
  return rig;
}

function inShort(event: FromHistory): string {
  if (event.type === 'history.ask') return `ask ${event.to}`;
  if (event.type === 'history.ask.everybody') return 'ask everybody';
  return event.from === undefined ? 'done' : `done by ${event.from}`;
}

function upTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

describe('who is asked', () => {
  it('is whoever appeared first, after a while of listening, where it appeared', async () => {
    const rig = historyRig();
    expect(rig.value()).toBe('idle');
    await rig.joinWith('bob', 'carol');
    expect(rig.told).toEqual([[timing.historyListenMs, { type: 'history.ask', to: 'bob', address }]]);
    expect(rig.value()).toEqual({ receiving: 'waiting' });
  });

  it('is asked again when somebody who knows less has told all of it', async () => {
    const rig = historyRig();
    await rig.joinWith('bob', 'carol');
    await rig.parts('bob', [1, 3], 3);
    await rig.pass(timing.historyGapMs);
    await rig.parts('carol', [1], 1);
    await rig.pass(timing.historyGapMs);
    expect(rig.told.at(-1)?.[1]).toEqual({ type: 'history.done', from: 'bob', lost: 1, isCovered: false });
  });

  it('is, of several, the one that has been here longest', async () => {
    const rig = historyRig();
    rig.join();
    for (const [clientId, upMs] of [
      ['bob', 500],
      ['carol', 9000],
      ['dave', 700],
    ] as const)
      rig.send({ type: 'candidate', clientId, address, upMs });
    await rig.pass(timing.historyListenMs);
    expect(rig.course()).toEqual(['ask carol']);
  });

  it('may have appeared before we joined', async () => {
    const rig = historyRig();
    rig.appear('bob');
    await rig.joinWith();
    expect(rig.course()).toEqual(['ask bob']);
  });

  it('is whoever appears a little late, when nobody was there', async () => {
    const rig = historyRig();
    await rig.joinWith();
    expect(rig.value()).toBe('alone');
    await rig.pass(timing.historyLateMs - 1);
    rig.appear('bob');
    expect(rig.course()).toEqual(['ask bob']);
  });

  it('is nobody when nobody appears, or much too late', async () => {
    const rig = historyRig();
    await rig.joinWith();
    await rig.pass(timing.historyLateMs);
    rig.appear('bob');
    expect(rig.value()).toBe('complete');
    expect(rig.course()).toEqual(['done']);
  });

  it('is the next one when one is silent, and at last everybody, once', async () => {
    const rig = historyRig();
    await rig.joinWith('bob', 'carol');
    await rig.pass(10 * timing.historySilenceMs);
    expect(rig.course()).toEqual(['ask bob', 'ask carol', 'ask everybody', 'done']);
    const from = timing.historyListenMs;
    expect(rig.told.map(([atMs]) => atMs)).toEqual(
      [0, 1, 2, 3].map((n) => from + n * timing.historySilenceMs),
    );
  });

  it('is nobody a second time once it is done', async () => {
    const rig = historyRig();
    await rig.joinWith('bob');
    rig.roster('bob', 0);
    expect(rig.course()).toEqual(['ask bob', 'done by bob']);
    rig.appear('carol');
    rig.join();
    rig.part('bob', 1, 1);
    await rig.pass(10 * timing.historyLateMs);
    expect(rig.course()).toEqual(['ask bob', 'done by bob']);
  });

  it('is no more than so many', async () => {
    const rig = historyRig();
    await rig.joinWith(...upTo(1000).map(String));
    await rig.pass(1000 * timing.historySilenceMs);
    expect(rig.course()).toEqual([
      ...upTo(maxHistoryCandidates).map((clientId) => `ask ${clientId}`),
      'ask everybody',
      'done',
    ]);
  });
});

describe('what comes', () => {
  it('is done as soon as every part is here, in whatever order', async () => {
    const rig = historyRig();
    await rig.joinWith('bob');
    rig.covered('bob');
    rig.roster('bob', 3);
    await rig.parts('bob', [3, 1, 1, 2], 3);
    expect(rig.course()).toEqual(['ask bob', 'done by bob']);
  });

  it('is counted without the roster, which may be lost', async () => {
    const rig = historyRig();
    await rig.joinWith('bob');
    rig.covered('bob');
    await rig.parts('bob', upTo(5), 5);
    expect(rig.course()).toEqual(['ask bob', 'done by bob']);
  });

  it('is done when it is known how far it goes, and not before', async () => {
    const rig = historyRig();
    await rig.joinWith('bob');
    await rig.parts('bob', upTo(5), 5);
    expect(rig.course()).toEqual(['ask bob']);
    rig.covered('bob');
    expect(rig.told.at(-1)?.[1]).toEqual({ type: 'history.done', from: 'bob', isCovered: true });
  });

  it('is asked for once more where how far it goes was lost on the way', async () => {
    const rig = historyRig();
    await rig.joinWith('bob');
    await rig.parts('bob', upTo(2), 2);
    await rig.pass(timing.historyGapMs);
    rig.covered('mallory');
    await rig.parts('bob', upTo(2), 2);
    await rig.pass(timing.historyGapMs);
    expect(rig.course()).toEqual(['ask bob', 'ask bob', 'done by bob']);
    expect(rig.told.at(-1)?.[1]).toEqual({ type: 'history.done', from: 'bob', isCovered: false });
  });

  it('may be slow to begin, as others are served first', async () => {
    const rig = historyRig();
    await rig.joinWith('bob', 'carol');
    await rig.pass(timing.historySilenceMs - 1);
    rig.covered('bob');
    rig.roster('bob', 2);
    rig.roster('bob', 2);
    await rig.pass(timing.historyTurnMs - 1);
    await rig.parts('bob', [1, 2], 2);
    expect(rig.course()).toEqual(['ask bob', 'done by bob']);
  });

  it('is completed by the next one, soon after the first has ended', async () => {
    const rig = historyRig();
    await rig.joinWith('bob', 'carol');
    await rig.parts('bob', [1, 2, 4], 5);
    await rig.pass(timing.historyGapMs);
    expect(rig.course()).toEqual(['ask bob', 'ask carol']);
    rig.covered('carol');
    await rig.parts('carol', [1, 3, 5], 5);
    expect(rig.course()).toEqual(['ask bob', 'ask carol', 'done by carol']);
  });

  it('is completed by the same one when there is no other, once', async () => {
    const rig = historyRig();
    await rig.joinWith('bob');
    for (let times = 0; times < 3; times += 1) {
      await rig.parts('bob', [1, 2], 3);
      await rig.pass(timing.historyGapMs);
    }
    expect(rig.course()).toEqual(['ask bob', 'ask bob', 'done by bob']);
  });

  it('says who gave it, though the next one was silent', async () => {
    const rig = historyRig();
    await rig.joinWith('bob', 'carol');
    await rig.parts('bob', [1], 2);
    await rig.pass(timing.historyGapMs + timing.historySilenceMs);
    expect(rig.course()).toEqual(['ask bob', 'ask carol', 'done by bob']);
  });

  it('has others wait for their turn no longer than all histories before theirs take', () => {
    const beforeOurs = maxHistoriesServed * maxHistoryMessages * timing.historyPaceMs;
    expect(timing.historyTurnMs).toBeGreaterThanOrEqual(beforeOurs);
  });

  it.each([
    ['nothing more of it', [] as readonly number[]],
    ['the same of it again and again', [1]],
  ])('is asked of the next one when a roster is followed by %s', async (_, numbers) => {
    const rig = historyRig();
    await rig.joinWith('bob', 'carol');
    rig.roster('bob', 2);
    const stepMs = timing.historyGapMs / 2;
    for (let ms = 0; ms <= timing.historyAnswerMs; ms += stepMs) {
      for (const number of numbers) rig.part('bob', number, 2);
      await rig.pass(stepMs);
    }
    expect(rig.course().slice(0, 2)).toEqual(['ask bob', 'ask carol']);
  });

  it('is taken from whoever answers first when everybody was asked', async () => {
    const rig = historyRig();
    await rig.joinWith('bob');
    await rig.pass(timing.historySilenceMs);
    rig.roster('dave', 1);
    rig.covered('dave');
    await rig.parts('erin', [1], 1);
    expect(rig.value()).toEqual({ receiving: 'queued' });
    await rig.parts('dave', [1], 1);
    expect(rig.course()).toEqual(['ask bob', 'ask everybody', 'done by dave']);
  });

  it.each<{ what: string; hear: (rig: ReturnType<typeof historyRig>) => void }>([
    { what: 'from somebody who was not asked', hear: (rig) => rig.part('mallory', 1, 1) },
    { what: 'of a roster from somebody who was not asked', hear: (rig) => rig.roster('mallory', 0) },
    { what: 'numbered beyond the end', hear: (rig) => rig.part('bob', 2, 1) },
    { what: 'numbered before the beginning', hear: (rig) => rig.part('bob', 0, 1) },
  ])('does not count what is $what', async ({ hear }) => {
    const rig = historyRig();
    await rig.joinWith('bob');
    hear(rig);
    expect(rig.course()).toEqual(['ask bob']);
    expect(rig.context().numbers.size).toBe(0);
  });

  it('counts no more than a history may have', async () => {
    const rig = historyRig();
    await rig.joinWith('bob');
    rig.covered('bob');
    for (const number of upTo(10 * maxHistoryMessages)) rig.part('bob', number, 1_000_000);
    expect(rig.course()).toEqual(['ask bob', 'done by bob']);
    expect(rig.context().numbers.size).toBe(maxHistoryMessages);
  });

  it('is counted anew when the next one has another history', async () => {
    const rig = historyRig();
    await rig.joinWith('bob', 'carol');
    await rig.parts('bob', [1, 2], 3);
    await rig.pass(timing.historyGapMs);
    await rig.parts('carol', [3, 4], 4);
    expect(rig.course()).toEqual(['ask bob', 'ask carol']);
  });
});

describe('the chart itself', () => {
  const events = [
    { type: 'joined' },
    { type: 'candidate', clientId: 'bob', address, upMs: 1000 },
    { type: 'candidate', clientId: 'carol', address, upMs: 1000 },
    { type: 'roster', from: 'bob', messages: 2 },
    { type: 'roster', from: 'bob', messages: 0 },
    { type: 'part', from: 'bob', number: 1, count: 2 },
    { type: 'part', from: 'carol', number: 2, count: 2 },
    { type: 'covered', from: 'bob' },
    { type: 'covered', from: 'carol' },
    { type: 'xstate.after.listen.history.listening' },
    { type: 'xstate.after.silence.history.receiving.waiting' },
    { type: 'xstate.after.turn.history.receiving.queued' },
    { type: 'xstate.after.gap.history.receiving.coming' },
    { type: 'xstate.after.answer.history.receiving' },
    { type: 'xstate.after.late.history.alone' },
  ];
  const steps = chartSteps(historyMachine, {
    input: { parent: toldParent<FromHistory>(timeLine()).ref, timing },
    events,
    identify: ({ value, context: { known, numbers, ...context } }) => [
      value,
      [context.candidates, context.asks, context.asked, context.isAnswered, context.giver, context.count],
      [...known],
      [...numbers],
      context.isCovered,
    ],
    stopWhen: () => false,
  });

  it('takes and tells exactly the events of the catalogue', () => {
    const own = historyMachine.events.filter((type) => !type.startsWith('xstate.'));
    expect(own.toSorted()).toEqual(Object.keys(historyEvents).toSorted());
    expect(Object.keys(historyTells)).toEqual(['history.ask', 'history.ask.everybody', 'history.done']);
  });

  it('rests in every state but the one in which it chooses', () => {
    const reached = new Set(steps.map(({ to }) => JSON.stringify(to.value)));
    expect([...reached].toSorted()).toEqual([
      '"alone"',
      '"complete"',
      '"idle"',
      '"listening"',
      '{"receiving":"coming"}',
      '{"receiving":"queued"}',
      '{"receiving":"waiting"}',
    ]);
  });

  it('answers every event somewhere', () => {
    const moving = new Set(steps.filter(({ from, to }) => from !== to).map(({ event }) => event.type));
    expect(events.map(({ type }) => type).filter((type) => !moving.has(type))).toEqual([]);
  });

  it('asks at most as often as there are who may know, and once more', () => {
    for (const { to } of steps) {
      expect(to.context.asks).toBeLessThanOrEqual(Math.max(2, to.context.known.size));
    }
  });

  it('never leaves the end', () => {
    const ended = steps.filter(({ from }) => from.matches('complete'));
    expect(ended.length).toBeGreaterThan(0);
    for (const { to } of ended) expect(to.matches('complete')).toBe(true);
  });
});
