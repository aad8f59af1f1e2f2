// Who stands where in a list of people, and by which sign one sees how they are. Pure.
import type { PersonView } from './session-view.js';
import { folded } from './speech.js';

/** How somebody is, by sign: never by colour alone. */
export const presenceSigns = { here: '+', quiet: '~', gone: '-' } as const;

/** A list is ordered once, however often it is drawn. */
const orderedPeople = new WeakMap<readonly PersonView[], readonly PersonView[]>();

/** Those who are here or only quiet, by name, then those who are gone: who becomes quiet keeps their place. */
export function inOrder(people: readonly PersonView[]): readonly PersonView[] {
  const known = orderedPeople.get(people);
  if (known !== undefined) return known;
  const named = people.map((person) => ({ person, name: folded(person.name), rank: rankOf(person) }));
  const ordered = named
    .toSorted((one, other) => one.rank - other.rank || compareTexts(one.name, other.name))
    .map(({ person }) => person);
  orderedPeople.set(people, ordered);
  return ordered;
}

function rankOf({ presence }: PersonView): number {
  return presence === 'gone' ? 1 : 0;
}

/** By code unit: the same order on every computer, and fast for thousands. */
function compareTexts(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
