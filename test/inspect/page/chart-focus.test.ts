import { describe, expect, it } from 'vitest';
import { createMachine } from 'xstate';
import { layOut } from '../../../src/chart/lay-out.js';
import { machineDefinition } from '../../../src/chart/machine-definition.js';
import { readChart } from '../../../src/chart/read-chart.js';
import { focusOf } from '../../../src/inspect/page/chart-focus.js';

const machine = createMachine({
  id: 'm',
  type: 'parallel',
  states: { one: { initial: 'a', states: { a: {}, b: {} } }, two: {} },
});

describe('where to look in a chart', () => {
  it('is around the innermost states that are lit', async () => {
    const chart = readChart(JSON.parse(machineDefinition(machine)));
    if (chart === undefined) throw new Error('this is no chart');
    const layout = await layOut(chart);
    const boxOf = (id: string) => {
      const box = layout.states.find(({ state }) => state.id === id);
      if (box === undefined) throw new Error(`there is no state ${id}`);
      return { x: box.x, y: box.y, width: box.width, height: box.height };
    };
    expect(focusOf(layout, new Set(['m', 'm.one', 'm.one.a']))).toEqual(boxOf('m.one.a'));
    expect(focusOf(layout, new Set(['m']))).toEqual(boxOf('m'));
    expect(focusOf(layout, new Set(['elsewhere']))).toBeUndefined();
    const both = focusOf(layout, new Set(['m', 'm.one', 'm.one.b', 'm.two']));
    const [first, second] = [boxOf('m.one.b'), boxOf('m.two')];
    expect(both).toMatchObject({ x: Math.min(first.x, second.x), y: Math.min(first.y, second.y) });
  });
});
