// What is printed of a flood: so many lines of others a second one by one, beyond them what is said calmly, and of the rest
// how many there were, when the second is over. Pure.
import type { Entry } from '../chat/entry.js';
import { floodMs, hearsCalm, type Speakers } from './calm-speakers.js';
import { countFlood, type FloodCount, floodText } from './flood-text.js';
import { isFloodable } from './floods.js';

/**
 * Lines of others that are printed within a second: what is printed stays, and a screen reader reads it all. No fewer than the
 * screen shows without folding, since nothing here brings back what was not printed.
 */
export const maxLinesPrintedPerSecond = 50;

/** A second in which lines of others are printed. */
export interface PlainSecond {
  /** When it began, in milliseconds since 1970. */
  readonly since: number;
  /** How many have been printed in it. */
  readonly printed: number;
  /** What has not been. */
  readonly unprinted: FloodCount;
  /** Who spoke last, in it or before. */
  readonly speakers: Speakers;
}

const nothing: FloodCount = countFlood([]);

/** Before the first line. */
export const noSecond: PlainSecond = { since: 0, printed: 0, unprinted: nothing, speakers: [] };

/** Lets the lines of others pass that may be printed, and counts the others. One for each look at what has happened. */
export interface FloodGate {
  /** What was not printed of the second that is over, in words; `undefined` where that is nothing. */
  readonly told: string | undefined;
  /** Whether the entry is to be printed by itself. */
  readonly passes: (entry: Entry) => boolean;
  /** The second as it is by then. */
  readonly second: () => PlainSecond;
}

/**
 * @param handle own handle: what names it always passes, as one's own lines do, and what others say calmly
 * @param now milliseconds since 1970
 * @param isOver whether nothing will follow
 */
export function floodGate(before: PlainSecond, handle: string, now: number, isOver: boolean): FloodGate {
  const hasPassed = Math.abs(now - before.since) >= floodMs;
  const isTold = (hasPassed || isOver) && hasLines(before.unprinted);
  const second = hasPassed || isOver ? { ...noSecond, since: now } : before;
  let { printed } = second;
  const unprinted: Entry[] = [];
  const speakers = [...before.speakers];
  // What others say of when they spoke is not asked: it would be told so that all of it seems to be calm.
  const moment = { heardAt: now, saidAt: now };
  return {
    told: isTold ? toldText(before.unprinted) : undefined,
    passes: (entry) => {
      if (!isFloodable(entry, handle)) return true;
      printed += 1;
      const isCalm = hearsCalm(speakers, entry.clientId, moment);
      if (isCalm || printed <= maxLinesPrintedPerSecond) return true;
      unprinted.push(entry);
      return false;
    },
    second: () => ({
      since: second.since,
      printed,
      unprinted: sum(second.unprinted, countFlood(unprinted)),
      speakers,
    }),
  };
}

/** When to look again so that what was not printed is told: milliseconds since 1970; `undefined` where that is nothing. */
export function floodToldAt({ since, unprinted }: PlainSecond): number | undefined {
  return hasLines(unprinted) ? since + floodMs : undefined;
}

function toldText(count: FloodCount): string {
  return `${floodText(count)} ${count.lines + count.missing === 1 ? 'is' : 'are'} not printed`;
}

function hasLines({ lines, missing }: FloodCount): boolean {
  return lines + missing > 0;
}

function sum(one: FloodCount, other: FloodCount): FloodCount {
  if (!hasLines(other)) return one;
  return {
    lines: one.lines + other.lines,
    missing: one.missing + other.missing,
    names: new Set([...one.names, ...other.names]),
  };
}
