// The drawn chart: everything of the machine can be found in it by its data, and no text breaks out of it.
import { describe, expect, it } from 'vitest';
import { documentedMachines } from '../../scripts/machine-docs/documented-machines.js';
import { allStates, allTransitions } from '../../src/chart/chart.js';
import { chartSvg } from '../../src/chart/chart-svg.js';
import { chartColours } from '../../src/chart/chart-theme.js';
import { layOut } from '../../src/chart/lay-out.js';
import { machineDefinition } from '../../src/chart/machine-definition.js';
import { chartFrom, compound, parallel, state, transition } from './definitions.js';

async function drawn(definition: unknown): Promise<string> {
  return chartSvg(await layOut(chartFrom(definition)), { theme: 'auto' });
}

/** What the attributes of every element of a class are. */
function dataOf(svg: string, name: string, ...attributes: readonly string[]): readonly string[] {
  const elements = [...svg.matchAll(new RegExp(`<g class="${name}"(?<data>[^>]*)>`, 'gu'))];
  return elements.map(({ groups }) =>
    attributes
      .map(
        (key) => new RegExp(` ${key}="(?<value>[^"]*)"`, 'u').exec(groups?.['data'] ?? '')?.groups?.['value'],
      )
      .join('|'),
  );
}

describe('chartSvg', () => {
  it.each(documentedMachines)('has all states and transitions of $machine.id in it', async ({ machine }) => {
    const definition: unknown = JSON.parse(machineDefinition(machine));
    const chart = chartFrom(definition);
    const svg = await drawn(definition);
    expect(dataOf(svg, 'state', 'data-state').toSorted()).toEqual(
      allStates(chart)
        .map(({ id }) => id)
        .toSorted(),
    );
    expect(dataOf(svg, 'transition', 'data-source', 'data-targets', 'data-event').toSorted()).toEqual(
      allTransitions(chart)
        .map(({ source, targets, event }) => `${source}|${targets.join(' ')}|${event}`)
        .toSorted(),
    );
    const delays = allTransitions(chart).flatMap(({ delay }) => (delay === undefined ? [] : [String(delay)]));
    expect(new Set(dataOf(svg, 'delay', 'data-delay'))).toEqual(new Set(delays));
  });

  it('keeps text that looks like markup out of the markup', async () => {
    const odd = '"><script>&\u0000\ud800';
    const svg = await drawn({
      ...compound(odd, [state('m.a', [odd])]),
      description: odd,
      transitions: [{ ...transition(odd, [], odd), eventType: odd, actions: [odd], description: odd }],
    });
    expect(svg).not.toContain('<script');
    // Each control character and each half of a pair would make the file unreadable.
    expect(svg).not.toMatch(/[\u0000-\u0008\ud800-\udfff]/u);
    expect(dataOf(svg, 'transition', 'data-event')).toEqual(['&quot;&gt;&lt;script&gt;&amp;\ufffd\ufffd']);
  });

  it('shows regions, ends and memories as what they are', async () => {
    const inside = [
      compound('m.p.one', [{ ...state('m.p.one.end'), type: 'final' }]),
      compound('m.p.two', [
        state('m.p.two.x'),
        { ...state('m.p.two.past'), type: 'history', history: 'deep' },
      ]),
    ];
    const svg = await drawn(compound('m', [parallel('m.p', inside)]));
    expect(dataOf(svg, 'state', 'data-state', 'data-kind', 'data-region')).toEqual([
      'm|compound|',
      'm.p|parallel|',
      'm.p.one|compound|yes',
      'm.p.one.end|final|',
      'm.p.two|compound|yes',
      'm.p.two.x|atomic|',
      'm.p.two.past|history|',
    ]);
    expect(svg.match(/class="ring"/gu)).toHaveLength(1);
    expect(svg).toContain('>H*</text>');
    expect(dataOf(svg, 'initial', 'data-source')).toEqual(['m', 'm.p.one', 'm.p.two']);
  });

  it.each(['light', 'dark', 'auto'] as const)('has the colours of the theme %s', async (theme) => {
    const svg = chartSvg(await layOut(chartFrom(state('m'))), { theme });
    const has = {
      light: svg.includes(chartColours.light.event),
      dark: svg.includes(chartColours.dark.event),
    };
    expect(has).toEqual({ light: theme !== 'dark', dark: theme !== 'light' });
    expect(svg.includes('prefers-color-scheme:dark')).toBe(theme === 'auto');
  });
});
