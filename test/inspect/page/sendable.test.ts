import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import * as z from 'zod';
import { machineDefinition } from '../../../src/chart/machine-definition.js';
import { readChart } from '../../../src/chart/read-chart.js';
import { offersFor, problemWith, templateFor } from '../../../src/inspect/page/sendable.js';

const machine = createMachine({
  id: 'door',
  initial: 'open',
  states: { open: { on: { close: 'shut', paint: {} } }, shut: { on: { open: 'open' } } },
});
const chart = readChart(JSON.parse(machineDefinition(machine)));

const knock = z.toJSONSchema(
  z.strictObject({
    type: z.literal('knock'),
    text: z.string().min(1),
    times: z.int(),
    how: z.enum(['softly', 'loudly']),
    who: z.strictObject({ name: z.string(), age: z.number().optional() }),
    why: z.string().optional(),
  }),
);

describe('what may be sent', () => {
  it.each([
    {
      name: 'all that the machine takes, if the program does not say',
      sendable: undefined,
      types: ['close', 'paint'],
    },
    {
      name: 'of that what the program lets through',
      sendable: { door: { paint: {}, open: {} } },
      types: ['paint'],
    },
    { name: 'nothing for a machine that is not listed', sendable: { window: { close: {} } }, types: [] },
    { name: 'nothing that every object has', sendable: { door: {} }, types: [] },
  ])('is $name', ({ sendable, types }) => {
    if (chart === undefined) throw new Error('this is no chart');
    expect(offersFor(sendable, chart, 'open').map(({ type }) => type)).toEqual(types);
  });
});

describe('a payload to begin with', () => {
  it('has what has to be there', () => {
    expect(JSON.parse(templateFor(knock))).toEqual({ text: '', times: 0, how: 'softly', who: { name: '' } });
  });

  it.each([
    {
      name: 'an event that carries nothing',
      schema: z.toJSONSchema(z.strictObject({ type: z.literal('quit') })),
    },
    { name: 'no schema', schema: undefined },
    { name: 'something else', schema: 'text' },
  ])('is empty for $name', ({ schema }) => {
    expect(templateFor(schema)).toBe('');
  });
});

describe('what is wrong with an event', () => {
  const right = { type: 'knock', text: 'hello', times: 2, how: 'loudly', who: { name: 'bob' } };

  it.each([
    { name: 'nothing', event: right, schema: knock },
    { name: 'nothing, if nobody says what is right', event: {}, schema: undefined },
    {
      name: 'nothing, if what is said cannot be read',
      event: {},
      schema: { type: 'nonsense', $ref: '#/nowhere' },
    },
  ])('is $name', ({ event, schema }) => {
    expect(problemWith(schema, event)).toBeUndefined();
  });

  it.each([
    { event: { ...right, text: '' }, problem: /^text: / },
    { event: { ...right, times: 1.5 }, problem: /^times: / },
    { event: { ...right, who: {} }, problem: /^who\.name: / },
    { event: { ...right, what: 1 }, problem: /what/ },
  ])('is told: $problem', ({ event, problem }) => {
    expect(problemWith(knock, event)).toMatch(problem);
  });
});
