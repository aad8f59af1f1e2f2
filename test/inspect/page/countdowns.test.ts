import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { machineDefinition } from '../../../src/chart/machine-definition.js';
import { readChart } from '../../../src/chart/read-chart.js';
import type { InspectionEvent } from '../../../src/inspect/inspection-event.js';
import { countdownsOf, durationInWords, programTime } from '../../../src/inspect/page/countdowns.js';
import type { ActorPicture } from '../../../src/inspect/page/actor-picture.js';
import { afterEvents, emptyPicture } from '../../../src/inspect/page/picture.js';
import { becomes, begins } from './told-events.js';

const machine = createMachine({
  id: 'light',
  initial: 'red',
  states: {
    red: { after: { 2000: 'green', longDelay: 'green' } },
    green: { after: { 500: { target: 'green', reenter: true } } },
  },
});
const chart = readChart(JSON.parse(machineDefinition(machine)));

function actorAfter(...events: readonly InspectionEvent[]): ActorPicture {
  const actor = afterEvents(emptyPicture, events).picture.actors.get('x:0');
  if (actor === undefined) throw new Error('there is no such actor');
  return actor;
}

describe('the delays that run', () => {
  it('are what the program tells', () => {
    const timers = [{ id: 'xstate.after.longDelay.light.red', startedAt: 1000, delayMs: 700 }];
    const actor = actorAfter(begins('x:0', { snapshot: { value: 'red', timers } }));
    expect(countdownsOf(chart, actor, 1200)).toEqual([
      { event: 'xstate.after.longDelay.light.red', remainingMs: 500 },
    ]);
    expect(countdownsOf(undefined, actor, 9999)).toMatchObject([{ remainingMs: 0 }]);
  });

  it('are what the chart says, in a program that does not tell them', () => {
    const actor = actorAfter(begins('x:0', { at: 100, snapshot: { value: 'red' } }));
    expect(countdownsOf(chart, actor, 600)).toEqual([
      { event: 'xstate.after.2000.light.red', remainingMs: 1500 },
      { event: 'xstate.after.longDelay.light.red', remainingMs: undefined },
    ]);
  });

  it('run from when the state was entered', () => {
    const actor = actorAfter(
      begins('x:0', { snapshot: { value: 'red' } }),
      becomes('x:0', { value: 'green' }, 800),
    );
    expect(countdownsOf(chart, actor, 1000)).toEqual([
      { event: 'xstate.after.500.light.green', remainingMs: 300 },
    ]);
  });

  it.each([
    {
      name: 'has ended',
      actor: actorAfter(begins('x:0', { snapshot: { value: 'red', status: 'done' } })),
      of: chart,
    },
    { name: 'has no chart', actor: actorAfter(begins('x:0')), of: undefined },
  ])('are none in an actor that $name', ({ actor, of }) => {
    expect(countdownsOf(of, actor, 0)).toEqual([]);
  });
});

describe('a duration in words', () => {
  it.each([
    [0, '0.0 s'],
    [-5, '0.0 s'],
    [1449, '1.4 s'],
    [12_300, '12.3 s'],
    [65_000, '1:05'],
    [600_000, '10:00'],
  ])('%d ms: %s', (ms, words) => {
    expect(durationInWords(ms)).toBe(words);
  });
});

describe('what time it is in the program', () => {
  it.each([
    { name: 'ours, when it shares our clock', lastAt: 1000, arrivedAt: 1005, wall: 4000, expected: 4000 },
    {
      name: 'its own, when it replays the past',
      lastAt: 1000,
      arrivedAt: 900_000,
      wall: 900_250,
      expected: 1250,
    },
    { name: 'its own, when it is ahead', lastAt: 5000, arrivedAt: 4000, wall: 4100, expected: 5100 },
  ])('is $name', ({ lastAt, arrivedAt, wall, expected }) => {
    expect(programTime(lastAt, arrivedAt, wall)).toBe(expected);
  });
});
