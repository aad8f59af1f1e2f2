// Machines' definitions read as charts: all that a machine can have, and all that is no machine.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { and, fromPromise, not, or, setup, stateIn } from 'xstate';
import { allStates, type ChartTransition, unnamed } from '../../src/chart/chart.js';
import { machineDefinition } from '../../src/chart/machine-definition.js';
import { maxChartDepth, maxChartStates, maxChartTransitions, readChart } from '../../src/chart/read-chart.js';
import { chartFrom, compound, type Definition, state, transition } from './definitions.js';

/** A kettle: small, and yet each kind of rule is in it. */
const kettle = setup({
  types: { events: {} as { type: 'press' } | { type: 'fill' } | { type: 'break' } },
  actors: { heat: fromPromise(() => Promise.resolve()) },
  guards: { isFull: () => true, isHot: () => false },
  actions: { click: () => undefined, light: () => undefined },
  delays: { cooling: 1000 },
}).createMachine({
  id: 'kettle',
  description: 'Boils water.',
  initial: 'on',
  on: { break: { target: '.broken', description: 'Beyond repair.' }, fill: { actions: 'click' } },
  states: {
    on: {
      entry: 'light',
      exit: [{ type: 'click' }],
      initial: 'cold',
      always: { guard: and(['isHot', not(stateIn('#off'))]), target: '.resting', reenter: true },
      states: {
        cold: { on: { press: [{ guard: 'isFull', target: 'heating' }, { actions: 'click' }] } },
        heating: {
          entry: 'light',
          invoke: { id: 'heat', src: 'heat', onDone: 'resting', onError: '#kettle.broken' },
          after: { 2500: { actions: 'click' } },
        },
        resting: { id: 'off', after: { cooling: 'cold' } },
        past: { type: 'history', history: 'deep', target: 'cold' },
      },
    },
    broken: { type: 'final' },
  },
});

const chart = chartFrom(JSON.parse(machineDefinition(kettle)));

function stateOf(id: string) {
  const found = allStates(chart).find((known) => known.id === id);
  if (found === undefined) throw new Error(`there is no state ${id}`);
  return found;
}

describe('readChart', () => {
  it('has the same ids as the machine', () => {
    const ids = allStates(chart).map(({ id }) => id);
    expect(ids).toEqual([
      'kettle',
      'kettle.on',
      'kettle.on.cold',
      'kettle.on.heating',
      'off',
      'kettle.on.past',
      'kettle.broken',
    ]);
    expect(ids.map((id) => kettle.getStateNodeById(id).id)).toEqual(ids);
  });

  it.each([
    { id: 'kettle', has: { kind: 'compound', initial: 'kettle.on', description: 'Boils water.', path: [] } },
    { id: 'kettle.on', has: { entry: ['light'], exit: ['click'], path: ['on'] } },
    { id: 'kettle.on.heating', has: { entry: ['light'], exit: [], invokes: [{ id: 'heat', src: 'heat' }] } },
    { id: 'off', has: { kind: 'atomic', key: 'resting', entry: [], exit: [], path: ['on', 'resting'] } },
    { id: 'kettle.on.past', has: { kind: 'history', isDeep: true } },
    { id: 'kettle.broken', has: { kind: 'final', description: undefined } },
  ])('reads the state $id', ({ id, has }) => {
    expect(stateOf(id)).toMatchObject(has);
  });

  it.each<{ of: string; transitions: readonly Partial<ChartTransition>[] }>([
    {
      of: 'kettle',
      transitions: [
        { event: 'break', targets: ['kettle.broken'], description: 'Beyond repair.', reenter: false },
        { event: 'fill', targets: [], actions: ['click'] },
      ],
    },
    {
      of: 'kettle.on',
      transitions: [
        {
          event: '',
          upon: 'at once',
          isAlways: true,
          guard: 'isHot and not in off',
          targets: ['off'],
          reenter: true,
        },
      ],
    },
    {
      of: 'kettle.on.cold',
      transitions: [
        { event: 'press', upon: 'press', guard: 'isFull', targets: ['kettle.on.heating'] },
        { event: 'press', guard: undefined, targets: [], actions: ['click'], delay: undefined },
      ],
    },
    {
      of: 'kettle.on.heating',
      transitions: [
        { event: 'xstate.done.actor.heat', upon: 'heat is done', targets: ['off'] },
        { event: 'xstate.error.actor.heat', upon: 'heat fails', targets: ['kettle.broken'] },
        { event: 'xstate.after.2500.kettle.on.heating', upon: 'after 2.5 s', delay: 2500 },
      ],
    },
    {
      of: 'off',
      transitions: [{ event: 'xstate.after.cooling.off', upon: 'after cooling', delay: 'cooling' }],
    },
  ])('reads the transitions of $of', ({ of, transitions }) => {
    expect(stateOf(of).transitions).toMatchObject(transitions);
  });

  it('reads what XState itself makes of a machine, which lacks the eventless transitions', () => {
    const plain = readChart(JSON.parse(JSON.stringify(kettle.definition)));
    const on = plain?.root.children[0];
    expect(on?.transitions).toEqual([]);
    expect({ ...on, transitions: stateOf('kettle.on').transitions }).toEqual(stateOf('kettle.on'));
  });

  it.each([
    { guard: 'a', words: 'a' },
    { guard: not('a'), words: 'not a' },
    { guard: or(['a', and(['b', stateIn('x')])]), words: 'a or (b and in x)' },
    { guard: not(or(['a', 'b'])), words: 'not (a or b)' },
    { guard: stateIn({ x: 'y' }), words: 'in {"x":"y"}' },
    { guard: () => true, words: unnamed },
    { guard: not(() => true), words: `not ${unnamed}` },
  ])('puts a guard into words: $words', ({ guard, words }) => {
    const machine = setup({ guards: { a: () => true, b: () => true } }).createMachine({
      on: { go: { guard: guard as 'a' } },
    });
    const read = readChart(JSON.parse(machineDefinition(machine)));
    expect(read?.root.transitions[0]?.guard).toBe(words);
  });

  it.each<{ what: string; definition: unknown }>([
    { what: 'nothing', definition: undefined },
    { what: 'a text', definition: '{}' },
    { what: 'an object', definition: {} },
    { what: 'a state without a kind', definition: { ...state('m'), type: 'odd' } },
    { what: 'a state within which is none', definition: { ...state('m'), states: { a: null } } },
    { what: 'a way to nowhere', definition: { ...state('m'), transitions: [transition('m', ['b'])] } },
    { what: 'a beginning nowhere', definition: { ...state('m'), initial: { target: ['#b'] } } },
    { what: 'two states of one name', definition: compound('m', [{ ...state('m'), key: 'a' }]) },
    {
      what: 'too many states',
      definition: compound(
        'm',
        many(maxChartStates).map((n) => state(`m.s${n}`)),
      ),
    },
    { what: 'too deep', definition: nested(maxChartDepth + 2) },
    {
      what: 'too many transitions',
      definition: {
        ...state('m'),
        transitions: many(maxChartTransitions + 1).map(() => transition('m', ['m'])),
      },
    },
  ])('makes no chart of $what', ({ definition }) => {
    expect(readChart(definition)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, other) => {
        readChart(value);
        const odd = {
          ...state('m'),
          transitions: [{ ...transition('m', ['m']), guard: value, actions: [other] }],
        };
        expect(readChart(odd)?.id ?? 'm').toBe('m');
      }),
    );
  });
});

function many(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index);
}

function nested(depth: number): Definition {
  return many(depth).reduce<Definition>((inner, n) => compound(`s${n}`, [inner]), state('inside'));
}
