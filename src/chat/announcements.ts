// Who came and who went, as people are told: what is gathered before it is said, and the sentences. Pure; when it is
// said is decided by machines/announcer.machine.ts.
import { maxPeers } from '../limits.js';

/** Somebody who came or went. */
export interface Person {
  readonly clientId: string;
  /** Sanitised. */
  readonly handle: string;
}

/** Who came and went and has not been told of yet, in the order in which it happened. */
export interface Gathered {
  /** Were here before us. */
  readonly here: readonly Person[];
  readonly joined: readonly Person[];
  readonly left: readonly Person[];
}

export const nobody: Gathered = { here: [], joined: [], left: [] };

/** Whether there is anybody to tell of. */
export function isNews({ here, joined, left: gone }: Gathered): boolean {
  return here.length + joined.length + gone.length > 0;
}

/**
 * Adds somebody who came. If one of the same handle has left, none of it is told: a short absence, or a program that was
 * started anew and has another client id.
 *
 * @param list `here` for those who were here before us
 */
export function came(gathered: Gathered, list: 'here' | 'joined', person: Person): Gathered {
  const gone = without(gathered.left, person.handle);
  if (gone !== gathered.left) return { ...gathered, left: gone };
  return { ...gathered, [list]: withPerson(gathered[list], person) };
}

/** Adds somebody who left. If one of the same handle came meanwhile, none of it is told. */
export function left(gathered: Gathered, person: Person): Gathered {
  const joined = without(gathered.joined, person.handle);
  if (joined !== gathered.joined) return { ...gathered, joined };
  const here = without(gathered.here, person.handle);
  if (here !== gathered.here) return { ...gathered, here };
  return { ...gathered, left: withPerson(gathered.left, person) };
}

/** `bob and carol joined`, `bob, carol and 7 others joined`. */
export function joinedSentence(names: readonly string[]): string {
  return `${namesInWords(names)} joined`;
}

/** `bob left`. */
export function leftSentence(names: readonly string[]): string {
  return `${namesInWords(names)} left`;
}

/** `here already: bob, carol and dave`. */
export function hereSentence(names: readonly string[]): string {
  return `here already: ${namesInWords(names)}`;
}

/** `bob is now called robert`. */
export function renamedSentence(before: string, after: string): string {
  return `${before} is now called ${after}`;
}

/** More names than this are no calm line any more, */
const maxNames = 6;

/** and then only the first of them are told. */
const namesOfMany = 2;

/** At least one name. */
function namesInWords(names: readonly string[]): string {
  if (names.length > maxNames) {
    return `${names.slice(0, namesOfMany).join(', ')} and ${names.length - namesOfMany} others`;
  }
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

/** The same list when nobody in it has that handle. */
function without(people: readonly Person[], handle: string): readonly Person[] {
  const index = people.findIndex((person) => person.handle === handle);
  return index === -1 ? people : people.toSpliced(index, 1);
}

/** The bound of the roster holds here too: nobody is told of more people than could be there. */
function withPerson(people: readonly Person[], person: Person): readonly Person[] {
  return people.length < maxPeers ? [...people, person] : people;
}
