// What has been received of one stream: which numbers were had, which are missing, and what is held back until those
// before it come. Hands out each item once, in order as long as nobody gives up waiting. Pure; knows nothing of time.
import { maxLacksTold } from '../wire/control.js';
import { maxAheadPerStream, maxBehindPerStream } from '../limits.js';
import { maxClaimAhead } from '../protocol-timing.js';
import {
  common,
  includes,
  minus,
  noRanges,
  overlaps,
  type Ranges,
  union,
  within,
  withoutRange,
  withRange,
} from './ranges.js';
import {
  between,
  dropBelow,
  emptySequenceMap,
  highest as highestOf,
  type SequenceMap,
  set,
} from './sequence-map.js';

/**
 * Every number from `first` to `highest` is missing, or lost, or had; what was had from `next` on is held back in `ahead`,
 * or has been handed out before its turn.
 */
export interface Reception<Item> {
  /** The lowest number that is wanted; earlier ones are history's business. */
  readonly first: number;
  /** The lowest number that holds back what comes after it. */
  readonly next: number;
  /** The highest number that is known to exist. */
  readonly highest: number;
  /** Numbers that are wanted; those below `next` have been passed over and hold nothing back. */
  readonly missing: Ranges;
  /** Numbers that have been given up; if one comes all the same, it is taken. */
  readonly lost: Ranges;
  /** Those of them that are asked for once more: nothing waits for them, and nobody is told that they are held. */
  readonly sought: Ranges;
  /** Numbers below `first` that were had. */
  readonly early: Ranges;
  /** What is held back. */
  readonly ahead: SequenceMap<Item>;
  /** What would follow the latest number that was too far away to be taken; 0 if there was none. */
  readonly farNext: number;
  /** The highest number that was had; what is known beyond it, somebody only said. */
  readonly came: number;
}

/** A reception after a step. */
export interface Outcome<Item> {
  readonly reception: Reception<Item>;
  /** What is to be shown now, in order. */
  readonly delivered: readonly Item[];
  /** Numbers that `next` has gone past and that were not had: what is after them is shown without them. */
  readonly holes: Ranges;
  /** Numbers that have been given up in this step. */
  readonly lost: Ranges;
}

/** A reception after an item came. */
export interface Taken<Item> extends Outcome<Item> {
  /** False for a duplicate, and for what is too far ahead to be believed or too far behind to be told from one. */
  readonly isNew: boolean;
}

/**
 * A stream of which these numbers have been handed out, and none if they are left out. What is missing before the last of
 * them holds nothing back.
 *
 * @param first the lowest number wanted
 */
export function newReception<Item>(first: number, had: Ranges = noRanges): Reception<Item> {
  const next = Math.max(first, (had.at(-1)?.[1] ?? first - 1) + 1);
  return lowerFirst({ ...nothingHad<Item>(next), early: had }, first);
}

function nothingHad<Item>(first: number): Reception<Item> {
  return {
    first,
    next: first,
    highest: first - 1,
    missing: noRanges,
    lost: noRanges,
    sought: noRanges,
    early: noRanges,
    ahead: emptySequenceMap,
    farNext: 0,
    came: first - 1,
  };
}

/**
 * Takes an item in.
 *
 * @param atOnce hand it out now, whatever is missing before it
 */
export function take<Item>(
  reception: Reception<Item>,
  sequence: number,
  item: Item,
  atOnce = false,
): Taken<Item> {
  const { first, next, highest, missing, lost } = reception;
  if (sequence < first) return takeEarly(reception, sequence, item);
  if (sequence === next && next > highest && !hasTooOld(reception)) {
    // Nearly each datagram comes by here, so it is written out: to spread an object of this size costs ten times as much.
    const { sought, early, ahead, farNext } = reception;
    const came = sequence;
    const reached = {
      first,
      next: next + 1,
      highest: next,
      missing,
      lost,
      sought,
      early,
      ahead,
      farNext,
      came,
    };
    return { reception: reached, delivered: [item], holes: noRanges, lost: noRanges, isNew: true };
  }
  if (sequence >= next + maxAheadPerStream) return takeFar(reception, sequence, item, atOnce);
  const isKnown = sequence <= highest;
  if (isKnown && !includes(missing, sequence) && !includes(lost, sequence)) return notTaken(reception);
  const had = without(reaching(reception, sequence), sequence);
  if (sequence < next) return taken({ reception: had, delivered: [item], ...nothingMissed });
  const held = atOnce ? had : { ...had, ahead: set(had.ahead, sequence, item) };
  const outcome = advance(held, firstMissing(held, next));
  return taken(atOnce ? { ...outcome, delivered: [item, ...outcome.delivered] } : outcome);
}

/**
 * Takes in so many items that follow each other, where nothing is out of the ordinary: as {@link take} for each, which hands
 * each out at once.
 *
 * @returns `undefined` if the first of them is not the one that is expected, or something is or was missing
 */
export function takeRun<Item>(
  reception: Reception<Item>,
  sequence: number,
  count: number,
): Reception<Item> | undefined {
  const { first, next, highest, missing, lost, sought, early, ahead, farNext } = reception;
  if (sequence !== next || next <= highest || missing.length + lost.length > 0) return undefined;
  const came = sequence + count - 1;
  return { first, next: next + count, highest: came, missing, lost, sought, early, ahead, farNext, came };
}

/**
 * Whether a number is so far from what is expected that it cannot be taken: far ahead, or so far behind that it cannot be
 * told from a duplicate.
 */
export function isOutside({ first, next }: Reception<unknown>, sequence: number): boolean {
  if (sequence >= next + maxAheadPerStream) return true;
  return sequence < (sequence < first ? first : next) - maxBehindPerStream;
}

/** A number has come that is too far away to be taken: if the next one follows it, that may be where the stream is. */
export function noteFar<Item>(reception: Reception<Item>, sequence: number): Reception<Item> {
  return { ...reception, farNext: sequence + 1 };
}

/** Nothing is expected to come of it for now: what it holds back is let go of, and has to be had again. */
export function laidAside<Item>(reception: Reception<Item>): Reception<Item> {
  const { ahead, next, missing } = reception;
  const letGo = between(ahead, next, highestOf(ahead) ?? 0);
  return {
    ...reception,
    missing: letGo.reduce((all, [sequence]) => withRange(all, [sequence, sequence]), missing),
    ahead: emptySequenceMap,
  };
}

/**
 * Somebody says that the stream reaches this far; believed at most `maxClaimAhead` ahead of what has been had: else each
 * claim that is given up would be the ground for the next.
 *
 * @returns the very same reception if that is nothing new
 */
export function claim<Item>(reception: Reception<Item>, highest: number): Reception<Item> {
  const believed = Math.min(highest, reception.came + maxClaimAhead);
  return believed > reception.highest ? reaching(reception, believed + 1, believed) : reception;
}

/**
 * Held back long enough: hands out, in order, what is held back by nothing but numbers up to `through`. Those with nothing
 * after them hold nothing back, and stay as they are.
 */
export function passOver<Item>(
  reception: Reception<Item>,
  through = Number.POSITIVE_INFINITY,
): Outcome<Item> {
  const passable = Math.min(through, highestOf(reception.ahead) ?? 0);
  if (passable < reception.next) return { reception, delivered: [], ...nothingMissed };
  return advance(reception, firstMissing(reception, passable + 1));
}

/** These are not to be waited for, or asked for, any more, as far as they are missing. */
export function giveUp<Item>(reception: Reception<Item>, ranges: Ranges): Outcome<Item> {
  const lost = common(reception.missing, ranges);
  const again = common(reception.sought, ranges);
  if (lost.length + again.length === 0) return { reception, delivered: [], ...nothingMissed };
  const missing = lost.reduce(withoutRange, reception.missing);
  const sought = again.reduce(withoutRange, reception.sought);
  const resigned = { ...reception, missing, sought, lost: union(reception.lost, lost) };
  const outcome = advance(resigned, firstMissing(resigned, reception.next));
  return { ...outcome, lost: union(union(outcome.lost, lost), again) };
}

/** These are asked for once more, as far as they were given up; the very same reception if none of them was. */
export function seek<Item>(reception: Reception<Item>, ranges: Ranges): Reception<Item> {
  const again = common(reception.lost, ranges);
  return again.length === 0 ? reception : { ...reception, sought: union(reception.sought, again) };
}

/** The stream turns out to concern us from this number on: those below what we began with are missing, too. */
export function lowerFirst<Item>(reception: Reception<Item>, first: number): Reception<Item> {
  if (first >= reception.first) return reception;
  const { early } = reception;
  const missing = early.reduce(withoutRange, withRange(reception.missing, [first, reception.first - 1]));
  return { ...reception, first, missing, early: within(early, [0, first - 1]) };
}

/** Of these numbers, those that were not had. */
export function notHad({ missing, lost }: Reception<unknown>, numbers: Ranges): Ranges {
  return union(common(missing, numbers), common(lost, numbers));
}

/** Whether something waits for what is missing before it. */
export function isHoldingBack({ ahead }: Reception<unknown>): boolean {
  return ahead.size > 0;
}

/** The numbers that were handed out, as far as a duplicate of them can still be told from something new. */
export function handedOut(reception: Reception<unknown>): Ranges {
  const { first, highest, early, lost } = reception;
  const notHandedOut = union(laidAside(reception).missing, lost);
  const sinceFirst = first <= highest ? minus([[first, highest]], notHandedOut) : noRanges;
  return within(union(early, sinceFirst), [floorOf(reception), highest]);
}

/** Whether any number of the range is still wanted. */
export function isWanted({ missing }: Reception<unknown>, first: number, last: number): boolean {
  return overlaps(missing, [first, last]);
}

/** Whether any number of the range was given up and is wanted once more. */
export function isSought({ sought }: Reception<unknown>, first: number, last: number): boolean {
  return overlaps(sought, [first, last]);
}

/**
 * The number up to which nothing is missing. What was given up is not missing: an acknowledgement that stopped there would
 * deny all that came after it, for ever.
 */
export function heldUpTo({ missing, highest }: Reception<unknown>): number {
  const [hole] = missing;
  return hole === undefined ? highest : hole[0] - 1;
}

/**
 * What may be said of how far a stream is held: up to where, and what below that was given up. Whoever counts its holders is
 * not to count us for that.
 */
export function heldBut(reception: Reception<unknown>): { readonly upTo: number; readonly lacks: Ranges } {
  const upTo = heldUpTo(reception);
  const lost = within(reception.lost, [0, upTo]);
  const untold = lost[maxLacksTold];
  return { upTo: untold === undefined ? upTo : untold[0] - 1, lacks: lost.slice(0, maxLacksTold) };
}

/** The number up to which everything is held: whoever is told so misses nothing of it. */
export function heldWhole(reception: Reception<unknown>): number {
  const [lost] = reception.lost;
  return Math.min(heldUpTo(reception), lost === undefined ? Number.MAX_SAFE_INTEGER : lost[0] - 1);
}

/** The lowest number that a duplicate of can still be told from something new. */
export function floorOf({ next }: Reception<unknown>): number {
  return next - maxBehindPerStream;
}

const nothingMissed = { holes: noRanges, lost: noRanges } as const;

function taken<Item>(outcome: Outcome<Item>): Taken<Item> {
  return { ...outcome, isNew: true };
}

function notTaken<Item>(reception: Reception<Item>): Taken<Item> {
  return { reception, delivered: [], ...nothingMissed, isNew: false };
}

function takeEarly<Item>(reception: Reception<Item>, sequence: number, item: Item): Taken<Item> {
  const isTooOld = sequence < reception.first - maxBehindPerStream;
  if (isTooOld || includes(reception.early, sequence)) return notTaken(reception);
  const early = withRange(reception.early, [sequence, sequence]);
  return taken({ reception: { ...reception, early }, delivered: [item], ...nothingMissed });
}

/**
 * One number far ahead may be a forgery or damage; a second one that follows it is a sender that has said a lot while we
 * could not hear it (as for RTP, RFC 3550 §A.1). What is too old to be repeated by anybody is lost then.
 */
function takeFar<Item>(
  reception: Reception<Item>,
  sequence: number,
  item: Item,
  atOnce: boolean,
): Taken<Item> {
  if (sequence !== reception.farNext) return notTaken(noteFar(reception, sequence));
  const first = sequence - maxClaimAhead;
  const known = reaching({ ...reception, farNext: 0 }, first, first - 1);
  const skipped = giveUp(known, [[known.next, first - 1]]);
  const { delivered, holes, lost, ...rest } = take(skipped.reception, sequence, item, atOnce);
  return {
    ...rest,
    delivered: [...skipped.delivered, ...delivered],
    holes: union(skipped.holes, holes),
    lost: union(skipped.lost, lost),
  };
}

/** All numbers up to `highest` exist; those below `sequence` have not been had. */
function reaching<Item>(reception: Reception<Item>, sequence: number, highest = sequence): Reception<Item> {
  const last = Math.max(highest, reception.highest);
  if (last === reception.highest) return reception;
  return {
    ...reception,
    highest: last,
    missing: withRange(reception.missing, [reception.highest + 1, sequence - 1]),
  };
}

function without<Item>(reception: Reception<Item>, sequence: number): Reception<Item> {
  const missing = withoutRange(reception.missing, [sequence, sequence]);
  const lost = withoutRange(reception.lost, [sequence, sequence]);
  const sought = withoutRange(reception.sought, [sequence, sequence]);
  return { ...reception, missing, lost, sought, came: Math.max(reception.came, sequence) };
}

/** Whether something will be too far behind when `next` goes on by one. */
function hasTooOld({ next, missing, lost }: Reception<unknown>): boolean {
  const oldest = Math.min(missing[0]?.[0] ?? next, lost[0]?.[0] ?? next);
  return oldest <= next - maxBehindPerStream;
}

/** The lowest number missing from here on; what follows the highest if none is. */
function firstMissing({ missing, highest }: Reception<unknown>, from: number): number {
  const hole = missing.find(([, last]) => last >= from);
  return hole === undefined ? highest + 1 : Math.max(from, hole[0]);
}

/** Goes on to `next`, handing out what is held back before it, and forgets what lies too far behind. */
function advance<Item>(reception: Reception<Item>, next: number): Outcome<Item> {
  const passed = [reception.next, next - 1] as const;
  const delivered = between(reception.ahead, ...passed).map(([, item]) => item);
  const holes = notHad(reception, [passed]);
  const kept = [next - maxBehindPerStream, Number.MAX_SAFE_INTEGER] as const;
  const forgotten = within(reception.missing, [0, kept[0] - 1]);
  return {
    reception: {
      ...reception,
      next,
      missing: within(reception.missing, kept),
      lost: within(reception.lost, kept),
      sought: within(reception.sought, kept),
      ahead: delivered.length > 0 ? dropBelow(reception.ahead, next) : reception.ahead,
    },
    delivered,
    holes,
    lost: forgotten,
  };
}
