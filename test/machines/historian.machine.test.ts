// How we give history to late joiners, in simulated time.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import { type FromHistorian, historianEvents, historianTells } from '../../machines/historian.events.js';
import { historianMachine } from '../../machines/historian.machine.js';
import { maxHistoriesEach, maxHistoriesServed, maxServedRemembered } from '../../src/limits.js';
import { defaultProtocolTiming as timing } from '../../src/protocol-timing.js';
import { maxHistoryMessages } from '../../src/wire/control.js';
import { chartSteps } from '../support/chart-steps.js';
import { timeLine } from '../support/time-line.js';
import { toldParent } from '../support/told-parent.js';

function historianRig() {
  const time = timeLine();
  const parent = toldParent<FromHistorian>(time);
  const actor = createActor(historianMachine, {
    clock: time.clock,
    input: { parent: parent.ref, timing },
  }).start();
  return {
    pass: time.pass,
    /** Whether it was taken. */
    request: (to: string, items: number) => {
      const before = actor.getSnapshot().context.requests.length;
      actor.send({ type: 'request', to, items });
      return actor.getSnapshot().context.requests.length > before;
    },
    snapshot: () => actor.getSnapshot(),
    told: parent.told,
    /** In short: `bob 1`, and `bob.` at the end. */
    given: () =>
      parent.told.map(([, event]) =>
        event.type === 'history.give' ? `${event.to} ${event.number}` : `${event.to}.`,
      ),
  };
}

/** Longer than the longest history takes. */
const longMs = (maxHistoryMessages + 1) * timing.historyPaceMs;

describe('giving history', () => {
  it('is paced: one datagram after the other', async () => {
    const rig = historianRig();
    expect(rig.snapshot().value).toBe('resting');
    rig.request('bob', 3);
    expect(rig.snapshot().value).toBe('giving');
    await rig.pass(longMs);
    expect(rig.given()).toEqual(['bob 1', 'bob 2', 'bob 3', 'bob.']);
    const pace = timing.historyPaceMs;
    expect(rig.told.map(([atMs]) => atMs)).toEqual([pace, 2 * pace, 3 * pace, 3 * pace]);
    expect(rig.snapshot().value).toBe('pausing');
  });

  it('is for one after the other', async () => {
    const rig = historianRig();
    rig.request('bob', 2);
    rig.request('carol', 1);
    await rig.pass(longMs);
    expect(rig.given()).toEqual(['bob 1', 'bob 2', 'bob.', 'carol 1', 'carol.']);
  });

  it.each([
    { what: 'nothing to give', requests: [['bob', 0, false]] },
    {
      what: 'whoever is being served',
      requests: [
        ['bob', 5, true],
        ['bob', 5, false],
      ],
    },
    {
      what: 'whoever waits',
      requests: [
        ['bob', 5, true],
        ['carol', 5, true],
        ['carol', 5, false],
      ],
    },
    {
      what: 'more than wait at a time',
      requests: Array.from({ length: maxHistoriesServed + 1 }, (_, index) => [
        `${index}`,
        5,
        index < maxHistoriesServed,
      ]),
    },
  ] as { what: string; requests: [string, number, boolean][] }[])('refuses $what', ({ requests }) => {
    const rig = historianRig();
    expect(requests.map(([to, items]) => rig.request(to, items))).toEqual(
      requests.map(([, , taken]) => taken),
    );
  });

  it.each([
    { what: 'there is nothing to give', given: 0, items: 0 },
    { what: 'it has had enough', given: maxHistoriesEach, items: 1 },
  ])('is over at once when $what', async ({ given, items }) => {
    const rig = historianRig();
    for (let times = 0; times < given; times += 1) {
      rig.request('bob', 1);
      await rig.pass(timing.historyPaceMs);
    }
    const before = rig.told.length;
    rig.request('bob', items);
    expect(rig.given().slice(before)).toEqual(['bob.']);
  });

  it('is not over for whoever asks twice while it is served', async () => {
    const rig = historianRig();
    rig.request('bob', 2);
    rig.request('bob', 0);
    await rig.pass(longMs);
    expect(rig.given()).toEqual(['bob 1', 'bob 2', 'bob.']);
  });

  it('is given to one so often, and again after a rest', async () => {
    const rig = historianRig();
    const taken: boolean[] = [];
    for (let times = 0; times <= maxHistoriesEach; times += 1) {
      taken.push(rig.request('bob', 2));
      await rig.pass(longMs);
    }
    expect(taken).toEqual([...Array.from({ length: maxHistoriesEach }, () => true), false]);
    expect(rig.request('carol', 1), 'another').toBe(true);
    await rig.pass(longMs + timing.historySilenceMs);
    expect(rig.snapshot().value).toBe('resting');
    expect(rig.request('bob', 2), 'after a rest').toBe(true);
  });

  it('is no longer than a history may be', async () => {
    const rig = historianRig();
    rig.request('bob', 1_000_000);
    await rig.pass(2 * longMs);
    expect(rig.given()).toHaveLength(maxHistoryMessages + 1);
  });

  it('remembers no more than so many whom it served', async () => {
    const rig = historianRig();
    for (let index = 0; index < maxServedRemembered + 10; index += 1) {
      rig.request(`${index}`, 1);
      await rig.pass(timing.historyPaceMs);
    }
    expect(rig.snapshot().context.served.size).toBe(maxServedRemembered);
    expect(rig.snapshot().context.served.has('0')).toBe(false);
  });
});

describe('the chart itself', () => {
  const events = [
    { type: 'request', to: 'bob', items: 2 },
    { type: 'request', to: 'carol', items: 1 },
    { type: 'request', to: 'dave', items: 0 },
    { type: 'xstate.after.pace.historian.giving' },
    { type: 'xstate.after.rest.historian.pausing' },
  ];
  const steps = chartSteps(historianMachine, {
    input: { parent: toldParent<FromHistorian>(timeLine()).ref, timing },
    events,
    identify: ({ value, context }) => [value, context.requests, [...context.served]],
    stopWhen: () => false,
  });

  it('takes and tells exactly the events of the catalogue', () => {
    expect(historianMachine.events.filter((type) => !type.startsWith('xstate.'))).toEqual(
      Object.keys(historianEvents),
    );
    expect(Object.keys(historianTells)).toEqual(['history.give', 'history.given']);
  });

  it('gives exactly while somebody waits, and remembers nobody when it has rested', () => {
    for (const { to } of steps) {
      expect(to.matches('giving')).toBe(to.context.requests.length > 0);
      expect(to.matches('resting')).toBe(to.context.served.size === 0);
    }
    expect(new Set(steps.map(({ to }) => to.value))).toEqual(new Set(['resting', 'giving', 'pausing']));
  });

  it('is moved by nothing when there is nothing to give', () => {
    const empty = steps.filter(({ event }) => 'items' in event && event.items === 0);
    for (const { from, to } of empty) expect([to.value, to.context]).toEqual([from.value, from.context]);
    expect(empty.length).toBeGreaterThan(0);
  });
});
