// Events, guards and actions in words, as the labels of a chart say them.
import { unnamed } from './chart.js';

/** The event of a transition that happens as soon as its guard holds. */
export const atOnce = '';

/** What begins the type of an event that a delay sends. */
const afterPrefix = 'xstate.after.';

/** The events that XState makes itself, by their prefix, and how they read. */
const madeEvents = [
  { prefix: 'xstate.done.actor.', words: (id: string) => `${id} is done` },
  { prefix: 'xstate.error.actor.', words: (id: string) => `${id} fails` },
  { prefix: 'xstate.snapshot.', words: (id: string) => `${id} changes` },
  { prefix: 'xstate.done.state.', words: () => 'everything inside is done' },
] as const;

/** The event in words. @param delay of an event that time brings */
export function eventInWords(event: string, delay: number | string | undefined): string {
  if (event === atOnce) return 'at once';
  if (event === '*') return 'any other event';
  if (delay !== undefined) return `after ${delayInWords(delay)}`;
  const made = madeEvents.find(({ prefix }) => event.startsWith(prefix));
  return made === undefined ? event : made.words(event.slice(made.prefix.length));
}

const msPerSecond = 1000;
const msPerMinute = 60_000;

/** `2 s`, `250 ms`, `1.5 min`; a name is itself. @param delay milliseconds or the delay's name */
function delayInWords(delay: number | string): string {
  if (typeof delay === 'string') return delay;
  if (delay < msPerSecond) return `${delay} ms`;
  return delay < msPerMinute ? `${delay / msPerSecond} s` : `${delay / msPerMinute} min`;
}

/**
 * The delay behind an event, milliseconds or a name; XState writes both into the event's type.
 *
 * @param state the id of the state whose transition it is
 */
export function delayOf(event: string, state: string): number | string | undefined {
  const suffix = `.${state}`;
  if (!event.startsWith(afterPrefix) || !event.endsWith(suffix)) return undefined;
  const delay = event.slice(afterPrefix.length, -suffix.length);
  return /^\d+$/u.test(delay) ? Number(delay) : delay;
}

/** A guard of a definition in words; `undefined` when there is none. */
export function guardInWords(guard: unknown): string | undefined {
  if (guard === undefined || guard === null) return undefined;
  if (typeof guard === 'string') return nameOf(guard);
  const { type, guards, stateValue }: { type?: unknown; guards?: unknown; stateValue?: unknown } = guard;
  if (type === 'stateIn') return `in ${stateInWords(stateValue)}`;
  const parts = Array.isArray(guards) ? guards.map((part: unknown) => operandInWords(part)) : undefined;
  if (type === 'not' && parts !== undefined) return `not ${parts.join('')}`;
  if ((type === 'and' || type === 'or') && parts !== undefined) return parts.join(` ${type} `);
  return nameOf(guard);
}

function stateInWords(stateValue: unknown): string {
  return typeof stateValue === 'string'
    ? stateValue.replace(/^#/u, '')
    : (JSON.stringify(stateValue) ?? unnamed);
}

/** In brackets where the words would be ambiguous. */
function operandInWords(guard: unknown): string {
  const words = guardInWords(guard) ?? unnamed;
  const isCombined = typeof guard === 'object' && guard !== null && 'type' in guard && 'guards' in guard;
  return isCombined && (guard.type === 'and' || guard.type === 'or') ? `(${words})` : words;
}

/** What XState calls the actions that it makes itself. */
const madeAction = 'xstate.';

/** An action of a definition in words: its name; `(assign)` for one of XState's own that was given none. */
export function actionInWords(action: unknown): string {
  const name = nameOf(action);
  return name.startsWith(madeAction) ? `(${name.slice(madeAction.length)})` : name;
}

/** A function that was written where it is used has no name, or that of the property which it is the value of. */
const noNames: ReadonlySet<string> = new Set(['', 'guard', 'actions', 'entry', 'exit']);

/** `'name'` and `{ type: 'name' }` are the two ways to name something. */
function nameOf(reference: unknown): string {
  const isObject = typeof reference === 'object' && reference !== null;
  const name = isObject && 'type' in reference ? reference.type : reference;
  return typeof name === 'string' && !noNames.has(name) ? name : unnamed;
}
