// The people beside the messages; the golden frames show how they look.
import { describe, expect, it } from 'vitest';
import { composeFrame } from '../../src/view/compose-frame.js';
import { inOrder } from '../../src/view/people-order.js';
import { peoplePane, peoplePaneColumns } from '../../src/view/people-pane.js';
import { widthOf } from '../../src/view/text-width.js';
import { person, textOfRows, viewModel } from './view-models.js';

describe('the order of people', () => {
  it('is by name, without regard to case, and who is gone stands at the end', () => {
    const people = [
      person('dave', { presence: 'gone' }),
      person('Carol', { presence: 'quiet' }),
      person('bob'),
      person('alice', { presence: 'gone' }),
      person('eve'),
    ];
    expect(inOrder(people).map(({ name }) => name)).toStrictEqual(['bob', 'Carol', 'eve', 'alice', 'dave']);
  });

  it('is the same list for the same people', () => {
    const people = [person('bob'), person('alice')];
    expect(inOrder(people)).toBe(inOrder(people));
  });
});

/** The pane's rows without its edge. */
function rowsOf(names: readonly string[], rows: number): string[] {
  const { session } = viewModel({ session: { people: names.map((name) => person(name)) } });
  return textOfRows({ lines: peoplePane(session, rows) }).map((row) => row.slice(3));
}

describe('the people pane', () => {
  it.each<[string, readonly string[], number, readonly string[]]>([
    ['has oneself first', [], 2, ['+ alice            you', '']],
    ['shows all who fit', ['bob', 'carol'], 3, ['+ alice            you', '+ bob', '+ carol']],
    [
      'counts those who do not',
      ['bob', 'carol', 'dave'],
      3,
      ['+ alice            you', '+ bob', '+2 more (/who)'],
    ],
    ['counts all where there is one row', ['bob'], 1, ['+2 more (/who)']],
    ['cuts long names', ['x'.repeat(32)], 2, ['+ alice            you', `+ ${'x'.repeat(19)}…`]],
    ['says where a name ends', ['the bob'], 2, ['+ alice            you', '+ the␣bob']],
  ])('%s', (_, names, height, rows) => {
    expect(rowsOf(names, height)).toStrictEqual(rows);
  });

  it('has oneself under the name that others see', () => {
    const { session } = viewModel({
      session: { handle: 'bob', name: 'bob#a1b2', people: [person('bob#c3d4')] },
    });
    expect(textOfRows({ lines: peoplePane(session, 2) })).toStrictEqual([
      ' │ + bob#a1b2         you',
      ' │ + bob#c3d4',
    ]);
  });

  it('has the same width whoever is there', () => {
    const { session } = viewModel({
      session: {
        people: [person('日本'.repeat(8)), person('x'.repeat(32), { isOriginal: true }), person('👍🏽')],
      },
    });
    for (const line of peoplePane(session, 6))
      expect(widthOf(line.map(({ text }) => text).join(''))).toBeLessThanOrEqual(peoplePaneColumns);
  });

  it.each([
    [50, true],
    [49, false],
    [20, false],
  ])('at %i columns is shown: %s', (columns, isShown) => {
    const frame = composeFrame(viewModel({ screen: { showsPeople: true }, columns }));
    expect(textOfRows(frame).some((row) => row.includes('+ alice'))).toBe(isShown);
  });

  it('makes way for a page', () => {
    const view = viewModel({
      screen: { showsPeople: true, mode: 'overlay', overlay: { name: 'net', top: 0 } },
      columns: 120,
    });
    expect(textOfRows(composeFrame(view)).some((row) => row.includes('+ alice'))).toBe(false);
  });
});
