// Which events the log shows: those that its filter lets through. Looks at each event once, however many come. Pure.
import type { InspectionEvent } from '../inspection-event.js';
import { headOf, kindOf, type LogKind, payloadOf } from './event-words.js';
import type { Entry } from './picture.js';
import { entriesBetween, entryAt, firstOf, type Timeline } from './timeline.js';

export interface LogFilter {
  /** In an actor's name or an event's type, in whatever case; empty: all. */
  readonly text: string;
  readonly kinds: ReadonlySet<LogKind>;
}

export interface LogList {
  readonly filter: LogFilter;
  /** {@link PageModel.run}: across two of them, numbers mean nothing. */
  readonly run: number;
  /** The number of the first event that has not been looked at. */
  readonly examined: number;
  /** The numbers of the events shown, ascending. */
  readonly numbers: readonly number[];
}

export const emptyLog: LogList = {
  filter: { text: '', kinds: new Set(['event', 'transition', 'actor', 'gap']) },
  run: 0,
  examined: 0,
  numbers: [],
};

/**
 * The list after more has happened.
 *
 * @param until the number of the first event that is not to be shown: where the person has paused
 */
export function updatedLog(list: LogList, timeline: Timeline, run: number, until = timeline.next): LogList {
  if (list.run !== run) return updatedLog({ ...list, run, examined: 0, numbers: [] }, timeline, run, until);
  const first = firstOf(timeline);
  const hasForgotten = (list.numbers[0] ?? first) < first;
  if (until <= list.examined && !hasForgotten) return list;
  const { filter } = list;
  const more: number[] = [];
  for (const [number, entry] of entriesBetween(timeline, list.examined, until)) {
    if (letsThrough(filter, entry)) more.push(number);
  }
  const kept = hasForgotten ? list.numbers.filter((number) => number >= first) : list.numbers;
  return { ...list, examined: Math.max(until, list.examined), numbers: [...kept, ...more] };
}

/** The list with another filter; empty until it is updated. */
export function filteredLog(list: LogList, filter: LogFilter): LogList {
  return { ...list, filter, examined: 0, numbers: [] };
}

function letsThrough({ text, kinds }: LogFilter, entry: Entry): boolean {
  const kind = kindOf(entry.event);
  // A gap concerns whatever is shown.
  if (kind === 'gap') return true;
  return kinds.has(kind) && (text.trim() === '' || isAbout(entry, text.trim().toLowerCase()));
}

function isAbout({ actor, source, event }: Entry, text: string): boolean {
  return [actor, source, typeOf(event), headOf(event)].some((each) => each.toLowerCase().includes(text));
}

function typeOf(event: InspectionEvent): string {
  return 'event' in event ? event.event.type : headOf(event);
}

/**
 * The next event in the list that has a text in its row or its payload, going round at the end.
 *
 * @param from the index in the list to begin beside; -1: at its beginning
 * @param step 1: towards newer ones; -1: towards older ones
 * @returns its index in the list; `undefined` when there is none
 */
export function findInLog(
  { numbers }: LogList,
  timeline: Timeline,
  text: string,
  from: number,
  step: 1 | -1,
): number | undefined {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return undefined;
  const { length } = numbers;
  const start = from < 0 && step < 0 ? 0 : from;
  for (let gone = 1; gone <= length; gone += 1) {
    const index = (start + step * gone + length) % length;
    const entry = entryAt(timeline, numbers[index] ?? -1);
    if (entry !== undefined && textOf(entry).includes(wanted)) return index;
  }
  return undefined;
}

function textOf({ actor, source, event }: Entry): string {
  // A snapshot is worth searching by its state; its context has a view of its own.
  const payload = event.type === '@xstate.snapshot' || event.type === '@xstate.actor' ? '' : payloadOf(event);
  return [actor, source, typeOf(event), headOf(event), JSON.stringify(payload)].join(' ').toLowerCase();
}
