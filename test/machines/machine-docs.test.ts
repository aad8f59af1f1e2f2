// docs/machines.md and its pictures are what the machines are; and what their generator makes of a small machine.
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { and, fromPromise, not, or, setup, stateIn } from 'xstate';
import { allStates, atOnce, type Chart, chartOf } from '../../scripts/machine-docs/chart.js';
import { diagramImage, diagramOf, diagramPath } from '../../scripts/machine-docs/diagrams.js';
import { documentedMachines } from '../../scripts/machine-docs/documented-machines.js';
import { emittedEvents, takenEvents } from '../../scripts/machine-docs/event-catalogue.js';
import { withBlocks } from '../../scripts/machine-docs/generated-blocks.js';
import { gestureTable } from '../../scripts/machine-docs/gesture-table.js';
import { machinePage } from '../../scripts/machine-docs/machine-page.js';
import { transitionTables } from '../../scripts/machine-docs/transition-table.js';

const docs = new URL('../../docs/', import.meta.url);
const page = readFileSync(new URL('machines.md', docs), 'utf8');

describe('docs/machines.md', () => {
  it('is what the machines are', () => {
    expect(page, 'docs/machines.md is stale; run: npm run docs').toBe(machinePage(page, documentedMachines));
  });

  it.each(documentedMachines)('shows $machine.id as it is', async ({ machine }) => {
    const picture = readFileSync(new URL(diagramPath(machine), docs), 'utf8');
    const fresh = await diagramOf(machine);
    expect(picture === fresh, `docs/${diagramPath(machine)} is stale; run: npm run docs`).toBe(true);
    expect(page).toContain(diagramImage(machine));
  });

  it('has no picture of a machine that is none', () => {
    const pictures = readdirSync(new URL('machines/', docs)).map((name) => `machines/${name}`);
    expect(new Set(pictures)).toEqual(new Set(documentedMachines.map(({ machine }) => diagramPath(machine))));
  });

  it.each(documentedMachines)('has $machine.id in it: no state without a description', ({ machine }) => {
    const silent = allStates(chartOf(machine)).filter(({ description }) => description === undefined);
    expect(silent.map(({ name }) => name)).toEqual([]);
  });

  it.each(documentedMachines)('lists for $machine.id exactly the events that it knows', (documented) => {
    const rules = allStates(chartOf(documented.machine)).flatMap((state) => state.rules);
    const own = rules
      .map(({ event }) => event)
      .filter((event) => event !== atOnce && !event.startsWith('xstate.'));
    expect(new Set(own)).toEqual(new Set(Object.keys(documented.events)));
  });
});

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
        cold: {
          on: {
            press: [{ guard: 'isFull', target: 'heating' }, { actions: 'click' }],
            fill: { guard: 'isFull', description: 'Spills; nothing else.' },
          },
        },
        heating: { invoke: { id: 'heat', src: 'heat', onDone: 'resting', onError: '#kettle.broken' } },
        resting: { id: 'off', after: { cooling: 'cold' } },
      },
    },
    broken: { type: 'final', description: 'Cannot: be; mended #1.' },
  },
});

const chart = chartOf(kettle);

/** The rows of the table below a state's heading. */
function rowsOf(markdown: string, state: string): string[] {
  const [, section = ''] = markdown.split(`#### \`${state}\`\n`);
  const [own = ''] = section.split('\n#### ');
  return own.split('\n').filter((line) => line.startsWith('| ') && !/^\| (?:event|---) /u.test(line));
}

/** A machine whose only rule has this guard. */
function guardedBy(guard: unknown) {
  return setup({ guards: { a: () => true, b: () => true } }).createMachine({
    on: { go: { guard: guard as 'a' } },
  });
}

describe('chartOf', () => {
  it.each([
    { guard: 'a', words: 'a' },
    { guard: { type: 'a' }, words: 'a' },
    { guard: not('a'), words: 'not a' },
    { guard: and(['a', not('b')]), words: 'a and not b' },
    { guard: or(['a', and(['b', stateIn('x')])]), words: 'a or (b and in x)' },
    { guard: not(or(['a', 'b'])), words: 'not (a or b)' },
    { guard: stateIn({ x: 'y' }), words: 'in {"x":"y"}' },
  ])('puts a guard into words: $words', ({ guard, words }) => {
    expect(chartOf(guardedBy(guard)).rules[0]?.guard).toBe(words);
  });

  it('refuses a guard that nobody could read', () => {
    expect(() => chartOf(guardedBy(() => true))).toThrow('a guard is an inline function');
  });

  it('refuses an action that nobody could read', () => {
    const inline = setup({}).createMachine({ entry: () => undefined });
    expect(() => chartOf(inline)).toThrow('an action has no name');
  });

  it.each([
    { state: 'on.heating', upon: ['heat is done', 'heat fails'] },
    { state: 'on.resting', upon: ['after cooling'] },
    { state: 'on', upon: ['at once'] },
    { state: 'kettle', upon: ['break', 'fill'] },
  ])('puts the events of $state into words', ({ state, upon }) => {
    const found: Chart | undefined = allStates(chart).find(({ name }) => name === state);
    expect(found?.rules.map((rule) => rule.upon)).toEqual(upon);
  });
});

describe('transitionTables', () => {
  const tables = transitionTables(chart, ['press', 'fill', 'break'], { press: 'a finger' });

  it.each([
    {
      state: 'on.cold',
      what: 'own rules go before inherited ones, which hold where no own one does',
      rows: [
        '| **a finger** (`press`) | isFull | → `on.heating` |  |  |',
        '| **a finger** (`press`) | otherwise | `click` |  |  |',
        '| `fill` | isFull | nothing | Spills; nothing else. |  |',
        '| `fill` | otherwise | `click` |  | `kettle` |',
        '| at once | isHot and not in off | → `on.resting`, entered anew |  | `on` |',
      ],
    },
    {
      state: 'on.resting',
      what: 'waits are named',
      rows: [
        '| after cooling |  | → `on.cold` |  |  |',
        '| at once | isHot and not in off | → `on.resting`, entered anew |  | `on` |',
        '| `fill` |  | `click` |  | `kettle` |',
      ],
    },
    { state: 'broken', what: 'the end takes nothing', rows: [] },
  ])('$state: $what', ({ state, rows }) => {
    expect(rowsOf(tables, state)).toEqual(rows);
  });

  it('says what a state ignores', () => {
    expect(tables).toContain('Ignored here: **a finger** (`press`).');
  });

  it('says once, at the machine itself, what holds in every state alike', () => {
    expect(rowsOf(tables, 'kettle')).toContain('| `break` |  | → `broken` | Beyond repair. |  |');
    expect(tables.match(/Beyond repair\./gu)).toHaveLength(1);
  });

  it('says of each state what a person may do in it, also where that is the same everywhere', () => {
    const gestured = transitionTables(chart, ['press', 'fill', 'break'], { break: 'a hammer' });
    expect(rowsOf(gestured, 'on.cold')).toContain(
      '| **a hammer** (`break`) |  | → `broken` | Beyond repair. | `kettle` |',
    );
  });

  it('lets an unconditional own rule hide the inherited one', () => {
    const hiding = setup({ actions: { own: () => undefined, inherited: () => undefined } }).createMachine({
      id: 'hiding',
      on: { go: { actions: 'inherited' } },
      initial: 'inner',
      states: { inner: { on: { go: { actions: 'own' } } } },
    });
    const markdown = transitionTables(chartOf(hiding), ['go'], {});
    expect(rowsOf(markdown, 'inner')).toEqual(['| `go` |  | `own` |  |  |']);
  });
});

describe('gestureTable', () => {
  it('has a row for each state that the machine can rest in, in words where there are any', () => {
    const rows = gestureTable(chart, { press: 'a finger', break: 'a hammer' }).split('\n');
    expect(rows).toEqual([
      '| state | a finger | a hammer |',
      '| --- | --- | --- |',
      '| `on.cold` | if isFull: → `on.heating`<br>otherwise: `click` | Beyond repair. |',
      '| `on.heating` | ignored | Beyond repair. |',
      '| `on.resting` | ignored | Beyond repair. |',
    ]);
  });
});

describe('the catalogue', () => {
  const row = { from: 'a | b', meaning: 'Something.', carries: { one: 'first', two: 'second' } };

  it.each([
    { event: 'press', taken: '`on.cold`' },
    { event: 'break', taken: 'every state' },
    { event: 'fill', taken: 'every state; by rules of their own in `on.cold`' },
    { event: 'pour', taken: 'nowhere' },
  ])('says where $event is taken', ({ event, taken }) => {
    expect(takenEvents(chart, { [event]: row }).split('\n')[2]).toBe(
      `| \`${event}\` | a \\| b | ${taken} | \`one\`: first<br>\`two\`: second | Something. |`,
    );
  });

  it('says who listens', () => {
    const empty = { ...row, carries: {} };
    expect(emittedEvents({ boiled: empty }, 'the cook').split('\n')[2]).toBe(
      '| `boiled` | a \\| b | the cook | nothing | Something. |',
    );
  });
});

describe('withBlocks', () => {
  const before = 'One.\n<!-- generated: a -->\nold\n<!-- /generated -->\nTwo.\n';

  it('replaces what is in a block and nothing else; twice is the same as once', () => {
    const after = withBlocks(before, new Map([['a', 'new $& text']]));
    expect(after).toBe('One.\n<!-- generated: a -->\n\nnew $& text\n\n<!-- /generated -->\nTwo.\n');
    expect(withBlocks(after, new Map([['a', 'new $& text']]))).toBe(after);
  });

  it.each([
    { what: 'no place for a block', blocks: { a: '', b: '' }, complaint: 'no place for the block "b"' },
    { what: 'a place for no block', blocks: {}, complaint: 'a place for a block "a" that does not exist' },
  ])('refuses a page with $what', ({ blocks, complaint }) => {
    expect(() => withBlocks(before, new Map(Object.entries(blocks)))).toThrow(complaint);
  });
});
