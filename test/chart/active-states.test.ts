// Which states are active, and which events are taken there: as XState's own machine has it.
import { describe, expect, it } from 'vitest';
import { createActor, createMachine, type SnapshotFrom } from 'xstate';
import { acceptedEvents, activeStateIds } from '../../src/chart/active-states.js';
import { machineDefinition } from '../../src/chart/machine-definition.js';
import { chartFrom } from './definitions.js';

const lamp = createMachine({
  id: 'lamp',
  initial: 'off',
  on: { smash: '.broken', 'dust.*': {} },
  states: {
    off: { on: { press: 'on' } },
    on: {
      id: 'shining',
      type: 'parallel',
      after: { 1000: 'off' },
      on: { press: 'off' },
      states: {
        colour: { initial: 'white', states: { white: { on: { turn: 'red' } }, red: { always: [] } } },
        power: { initial: 'low', states: { low: { on: { more: 'high' } }, high: {} } },
      },
    },
    broken: { type: 'final' },
  },
});

const chart = chartFrom(JSON.parse(machineDefinition(lamp)));

/** Where these events lead. */
function after(...events: readonly string[]): SnapshotFrom<typeof lamp> {
  const actor = createActor(lamp).start();
  for (const type of events) actor.send({ type });
  const snapshot = actor.getSnapshot();
  actor.stop();
  return snapshot;
}

const rows = [
  { events: [], active: ['lamp', 'lamp.off'], accepted: ['press', 'smash'] },
  {
    events: ['press'],
    active: [
      'lamp',
      'shining',
      'lamp.on.colour',
      'lamp.on.power',
      'lamp.on.colour.white',
      'lamp.on.power.low',
    ],
    accepted: ['turn', 'more', 'press', 'smash'],
  },
  {
    events: ['press', 'more', 'turn'],
    active: [
      'lamp',
      'shining',
      'lamp.on.colour',
      'lamp.on.power',
      'lamp.on.colour.red',
      'lamp.on.power.high',
    ],
    accepted: ['press', 'smash'],
  },
  { events: ['smash'], active: ['lamp', 'lamp.broken'], accepted: [] },
] as const;

describe('activeStateIds', () => {
  it.each(rows)('after $events', ({ events, active }) => {
    expect(activeStateIds(chart, after(...events).value)).toEqual(new Set(active));
  });

  it.each([undefined, null, 7, 'nowhere', { on: { colour: 'blue', sound: 'loud' } }, []])(
    'passes over what the chart does not have: %j',
    (value) => {
      const known = new Set(['lamp', 'shining', 'lamp.on.colour']);
      expect([...activeStateIds(chart, value)].filter((id) => !known.has(id))).toEqual([]);
    },
  );
});

describe('acceptedEvents', () => {
  it.each(rows)('after $events', ({ events, accepted }) => {
    expect(acceptedEvents(chart, after(...events).value)).toEqual(accepted);
  });

  it.each(rows.filter(({ accepted }) => accepted.length > 0))(
    'names what can be taken after $events',
    (row) => {
      const snapshot = after(...row.events);
      expect(row.accepted.filter((type) => !snapshot.can({ type }))).toEqual([]);
    },
  );
});
