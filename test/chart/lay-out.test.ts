// Every machine of ours, and charts made by chance, laid out: everything has its place, and nothing is in another's.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sessionMachine } from '../../machines/session.machine.js';
import { documentedMachines } from '../../scripts/machine-docs/documented-machines.js';
import { layOut } from '../../src/chart/lay-out.js';
import { machineDefinition } from '../../src/chart/machine-definition.js';
import { chartFrom, compound, type Definition, parallel, state, transition } from './definitions.js';
import { faultsOf } from './layout-faults.js';

/** What is seen at full size on an ordinary screen. */
const comfortableWidthPx = 1600;

describe('layOut', () => {
  it.each(documentedMachines)('finds a place for everything in $machine.id', async ({ machine }) => {
    const chart = chartFrom(JSON.parse(machineDefinition(machine)));
    const layout = await layOut(chart);
    expect(faultsOf(layout, chart)).toEqual([]);
    expect(layout.width).toBeLessThanOrEqual(comfortableWidthPx);
  });

  it('always finds the same', async () => {
    const definition = machineDefinition(sessionMachine);
    const first = await layOut(chartFrom(JSON.parse(definition)));
    expect(await layOut(chartFrom(JSON.parse(definition)))).toEqual(first);
  });

  it.each<{ what: string; targets: (source: string) => readonly string[] }>([
    { what: 'to itself', targets: (source) => [source] },
    { what: 'to itself and to another', targets: (source) => [source, 'm.other'] },
    { what: 'to the state around it', targets: () => ['m.outer'] },
    { what: 'to the machine itself', targets: () => ['m'] },
    { what: 'out of a state within a state', targets: () => ['m.other'] },
    { what: 'to two at once', targets: () => ['m.regions.one.x', 'm.regions.two.y'] },
    { what: 'to a history', targets: () => ['m.outer.past'] },
  ])('draws what leads $what', async ({ targets }) => {
    const source = 'm.outer.inner';
    const inner = { ...state(source), transitions: [transition(source, targets(source))] };
    const regions = parallel('m.regions', [
      compound('m.regions.one', [state('m.regions.one.x')]),
      compound('m.regions.two', [state('m.regions.two.y')]),
    ]);
    const past = { ...state('m.outer.past'), type: 'history', history: 'deep' };
    const outer = compound('m.outer', [inner, past]);
    const chart = chartFrom(compound('m', [outer, state('m.other'), regions]));
    expect(faultsOf(await layOut(chart), chart)).toEqual([]);
  });

  it('finds a place for everything in any chart', { timeout: 60_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(definitions, async (definition) => {
        const chart = chartFrom(definition);
        expect(faultsOf(await layOut(chart), chart)).toEqual([]);
      }),
      // ELK's are heuristics: always the same charts, so that only a change of ours can make this fail.
      { seed: 6, numRuns: 20, endOnFailure: true },
    );
  });
});

/** How the chart's states lie in each other: which children each has. */
type Shape = readonly Shape[];

const leaf: fc.Arbitrary<Shape> = fc.constant([]);
const shape = [1, 2].reduce((inner) => fc.array(inner, { maxLength: 3 }), leaf);

const names = fc.stringMatching(/^[a-z.]{1,40}$/u);
const ends = fc.record({
  from: fc.nat(),
  to: fc.array(fc.nat(), { maxLength: 2 }),
  guard: fc.option(names, { nil: undefined }),
});

const definitions = fc
  .tuple(
    fc.array(shape, { minLength: 1, maxLength: 4 }),
    fc.array(ends, { maxLength: 12 }),
    fc.array(names, { maxLength: 4 }),
  )
  .map(([shapes, arrows, entry]) => {
    const ids: string[] = [];
    const build = (id: string, children: Shape): Definition => {
      ids.push(id);
      if (children.length === 0) return state(id, entry);
      const built = children.map((child, index) => build(`${id}.s${index}`, child));
      return id.length % 3 === 0 ? parallel(id, built) : compound(id, built);
    };
    const root = build('m', shapes);
    const pick = (index: number) => ids[index % ids.length] ?? 'm';
    const rules = arrows.map(({ from, to, guard }) => transition(pick(from), to.map(pick), guard));
    const withRules = (node: Definition): Definition => ({
      ...node,
      transitions: rules.filter(({ source }) => source === `#${node.id}`),
      states: Object.fromEntries(Object.entries(node.states).map(([key, child]) => [key, withRules(child)])),
    });
    return withRules(root);
  });
