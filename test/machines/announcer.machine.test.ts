// How calmly comings and goings are told, in simulated time.
import { describe, expect, it } from 'vitest';
import { createActor } from 'xstate';
import {
  type AnnouncerEvent,
  announcerEvents,
  announcerTells,
  type FromAnnouncer,
} from '../../machines/announcer.events.js';
import { announcerMachine } from '../../machines/announcer.machine.js';
import { defaultProtocolTiming as timing } from '../../src/protocol-timing.js';
import { chartSteps } from '../support/chart-steps.js';
import { timeLine } from '../support/time-line.js';
import { toldParent } from '../support/told-parent.js';

/** Somebody whose client id is not their handle, as after starting the program anew. */
function person(handle: string, process = 1) {
  return { clientId: `${handle}-${process}`, handle };
}

function came(handle: string, wasHere = false, process = 1): AnnouncerEvent {
  return { type: 'came', person: person(handle, process), wasHere, isFewHere: false };
}

const inGroup: AnnouncerEvent = { type: 'joined' };

function left(handle: string): AnnouncerEvent {
  return { type: 'left', person: person(handle) };
}

function handles(people: FromAnnouncer['here']): string {
  return people.map(({ handle }) => handle).join(' ');
}

/** What is told, in short: `here: bob; joined: carol`. */
function brief({ here, joined, left: gone }: FromAnnouncer): string {
  return Object.entries({ here, joined, left: gone })
    .filter(([, people]) => people.length > 0)
    .map(([list, people]) => `${list}: ${handles(people)}`)
    .join('; ');
}

/** Whoever was here before us. */
function found(handle: string): AnnouncerEvent {
  return came(handle, true);
}

/** Whoever was here before us and few others. */
function foundAmongFew(handle: string): AnnouncerEvent {
  return { type: 'came', person: person(handle), wasHere: true, isFewHere: true };
}

/** An announcer; mostly that of somebody who has just joined. */
function announcer(...before: readonly AnnouncerEvent[]) {
  const time = timeLine();
  const parent = toldParent<FromAnnouncer>(time);
  const actor = createActor(announcerMachine, {
    clock: time.clock,
    input: { parent: parent.ref, timing },
  }).start();
  for (const event of before) actor.send(event);
  return {
    pass: time.pass,
    send: (...events: readonly AnnouncerEvent[]) => {
      for (const event of events) actor.send(event);
    },
    told: () => parent.told.map(([, event]) => brief(event)),
    times: () => parent.told.map(([at]) => at),
  };
}

describe('in the first moments', () => {
  it.each<[string, AnnouncerEvent[], string[]]>([
    ['nobody is there', [], []],
    ['all who were before us are here already', [found('bob'), found('carol')], ['here: bob carol']],
    ['who came later, joined', [found('bob'), came('carol')], ['here: bob; joined: carol']],
    ['who leaves meanwhile is not told of', [found('bob'), left('bob')], []],
  ])('%s', async (_, events, told) => {
    const rig = announcer(inGroup);
    rig.send(...events);
    await rig.pass(timing.arrivalMs - 1);
    expect(rig.told()).toEqual([]);
    await rig.pass(1);
    expect(rig.told()).toEqual(told);
  });
});

describe('before we are in the group', () => {
  it('nothing is told, and whoever is heard is told of then', async () => {
    const rig = announcer();
    rig.send(found('bob'));
    await rig.pass(60_000);
    expect(rig.told()).toEqual([]);
    rig.send(inGroup, found('carol'));
    await rig.pass(timing.arrivalMs);
    expect(rig.told()).toEqual(['here: bob carol']);
  });
});

describe('after we have come back, perhaps to another network', () => {
  it('who was here before us is told of as in the first moments', async () => {
    const rig = announcer(inGroup);
    await rig.pass(60_000);
    rig.send(inGroup, found('dave'));
    await rig.pass(timing.arrivalMs);
    expect(rig.told()).toEqual(['here: dave']);
  });
});

describe('later', () => {
  it.each<[string, AnnouncerEvent[], string[]]>([
    ['one who comes has joined', [came('bob')], ['joined: bob']],
    [
      'several are told of at once',
      [came('bob'), came('carol'), left('dave')],
      ['joined: bob carol; left: dave'],
    ],
    ['who flaps is not told of', [came('bob'), left('bob')], []],
    ['nor who comes back at once under another id', [left('bob'), came('bob', false, 2)], []],
    ['nor who was here before us, one of many, and is heard only now', [found('bob')], []],
    ['but one of few is here already', [foundAmongFew('bob')], ['here: bob']],
    ['also while others come', [came('carol'), foundAmongFew('bob')], ['here: bob; joined: carol']],
    ['who flaps once more has come in the end', [came('bob'), left('bob'), came('bob')], ['joined: bob']],
  ])('%s', async (_, events, told) => {
    const rig = announcer(inGroup);
    await rig.pass(timing.arrivalMs);
    rig.send(...events);
    await rig.pass(timing.announceMs - 1);
    expect(rig.told()).toEqual([]);
    await rig.pass(1);
    expect(rig.told()).toEqual(told);
  });

  it('is told at most once in its time, however many come', async () => {
    const rig = announcer(inGroup);
    await rig.pass(timing.arrivalMs);
    for (let number = 0; number < 100; number += 1) {
      rig.send(came(`peer${number}`));
      await rig.pass(timing.announceMs / 10);
    }
    await rig.pass(timing.announceMs);
    expect(rig.told()).toHaveLength(10);
    const gaps = rig
      .times()
      .slice(1)
      .map((at, index) => at - (rig.times()[index] ?? 0));
    expect(Math.min(...gaps)).toBeGreaterThanOrEqual(timing.announceMs);
  });

  it('tells nobody twice', async () => {
    const rig = announcer(inGroup);
    rig.send(found('bob'));
    await rig.pass(timing.arrivalMs);
    rig.send(came('carol'));
    await rig.pass(timing.announceMs);
    rig.send(left('bob'));
    await rig.pass(timing.announceMs);
    expect(rig.told()).toEqual(['here: bob', 'joined: carol', 'left: bob']);
  });
});

describe('the chart itself', () => {
  const events = [
    inGroup,
    came('bob'),
    found('bob'),
    foundAmongFew('bob'),
    came('carol'),
    left('bob'),
    { type: 'xstate.after.arrival.announcer.arriving' },
    { type: 'xstate.after.gather.announcer.gathering' },
  ];
  const steps = chartSteps(announcerMachine, {
    input: { parent: toldParent<FromAnnouncer>(timeLine()).ref, timing },
    events,
    identify: ({ value, context: { gathered } }) => [value, gathered],
    stopWhen: ({ context: { gathered } }) =>
      gathered.here.length + gathered.joined.length + gathered.left.length > 2,
  });

  it('takes exactly the events of the catalogue', () => {
    const own = announcerMachine.events.filter((type) => !type.startsWith('xstate.'));
    expect(own.toSorted()).toEqual(Object.keys(announcerEvents).toSorted());
    expect(Object.keys(announcerTells)).toEqual(['announce']);
  });

  it('reaches every state, and answers every event somewhere', () => {
    expect([...new Set(steps.map(({ to }) => to.value))].toSorted()).toEqual([
      'absent',
      'arriving',
      'calm',
      'gathering',
    ]);
    const moving = new Set(steps.filter(({ from, to }) => from !== to).map(({ event }) => event.type));
    expect(events.map(({ type }) => type).filter((type) => !moving.has(type))).toEqual([]);
  });

  it('has nothing left to tell when it is calm', () => {
    const calm = steps.filter(({ to }) => to.matches('calm'));
    expect(calm.length).toBeGreaterThan(0);
    for (const { to } of calm) expect(to.context.gathered).toEqual({ here: [], joined: [], left: [] });
  });
});
