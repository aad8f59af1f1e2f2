// The judge of layouts judged: each kind of fault is made by hand, and found.
import { describe, expect, it } from 'vitest';
import type { ChartLayout, StateBox } from '../../src/chart/chart-layout.js';
import { layOut } from '../../src/chart/lay-out.js';
import { faultsOf } from './layout-faults.js';
import { chartFrom, compound, state, transition } from './definitions.js';

const definition = compound('m', [
  { ...state('m.one', ['enter']), transitions: [transition('m.one', ['m.two'])] },
  state('m.two'),
]);

const chart = chartFrom(definition);
const sound = await layOut(chart);

/** The layout with one state changed. */
function withState(id: string, change: (box: StateBox) => Partial<StateBox>): ChartLayout {
  const states = sound.states.map((box) => (box.state.id === id ? Object.assign({}, box, change(box)) : box));
  return { ...sound, states };
}

function withEdge(change: Partial<ChartLayout['edges'][number]>): ChartLayout {
  return { ...sound, edges: sound.edges.map((edge) => Object.assign({}, edge, change)) };
}

const two = boxOf('m.two');

function boxOf(id: string): StateBox {
  const found = sound.states.find((box) => box.state.id === id);
  if (found === undefined) throw new Error(`there is no state ${id}`);
  return found;
}

describe('faultsOf', () => {
  it('finds none in a sound layout', () => {
    expect(faultsOf(sound, chart)).toEqual([]);
  });

  it.each<{ fault: string; layout: ChartLayout }>([
    { fault: 'm.two is missing', layout: { ...sound, states: sound.states.filter((box) => box !== two) } },
    { fault: 'm.one go is missing', layout: { ...sound, edges: [] } },
    { fault: 'a transition is drawn twice', layout: { ...sound, edges: [...sound.edges, ...sound.edges] } },
    { fault: 'row 0 of m.one is outside of its box', layout: withState('m.one', () => ({ width: 30 })) },
    { fault: 'm.two is outside of the picture', layout: withState('m.two', () => ({ x: -20 })) },
    { fault: 'm.two is outside of m', layout: withState('m.two', ({ y }) => ({ y: y + 500 })) },
    { fault: 'm.one overlaps m.two', layout: withState('m.one', () => ({ x: two.x, y: two.y })) },
    {
      fault: 'go of m.one is outside of its label',
      layout: withEdge({ label: { x: 0, y: 0, width: 9, height: 9 } }),
    },
    { fault: 'm.one → m.two does not end there', layout: withEdge({ paths: [[{ x: 0, y: 0 }]] }) },
    {
      fault: 'm.one → m.two goes through m.two',
      layout: withEdge({
        paths: [
          [
            { x: two.x - 9, y: two.y + 9 },
            { x: two.x + 99, y: two.y + 9 },
          ],
        ],
      }),
    },
  ])('finds that $fault', ({ fault, layout }) => {
    expect(faultsOf(layout, chart)).toContain(fault);
  });
});
