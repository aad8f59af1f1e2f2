// Floods: when more lines come within a second than anybody could read, those beyond the first few stand in one row. Which
// they are, the transcript alone tells, so that they are the same at every paint; only what is new in it is looked at. Pure.
import type { Entry, Transcript } from '../chat/transcript.js';
import { maxTranscriptEntries } from '../limits.js';
import { handleText } from './handle-text.js';
import { mentions } from './speech.js';

/** Neighbouring entries that stand in one row, by the indices of the first and the last of them. */
export interface Flood {
  readonly first: number;
  readonly last: number;
}

type Chunk = Transcript['chunks'][number];

/**
 * More lines of others than this within a second are a flood: a screen full of them each tenth of a second, and nothing that
 * anybody pastes.
 */
export const maxLinesPerSecond = 200;

/** So many lines of a flood are shown all the same: they tell what it is about, and leave in sight what was said before. */
export const shownOfFlood = 10;

/** That second. */
export const floodMs = 1000;

/** One line is shown as it is: a row that sums it up would be no shorter. */
const minLines = 2;

/** When a line was heard, and when it was said: both in milliseconds since 1970, by different clocks. */
interface Moment {
  readonly heardAt: number;
  readonly saidAt: number;
}

/** From one number up to and including another. */
type Span = readonly [first: number, last: number];

/** What was found in a chunk, which never changes. Lines are counted from its first that may be part of a flood. */
interface Scan {
  readonly handle: string;
  /** When the latest lines before the chunk came, as far as they matter. */
  readonly before: readonly Moment[];
  /** When those at its end came. */
  readonly after: readonly Moment[];
  /** How many of its entries may be part of a flood. */
  readonly lines: number;
  /** Where these are, as indices into the chunk: neighbours in one span. */
  readonly places: readonly Span[];
  /** The lines that came within a second of the one so many before them, as many as there may be. */
  readonly tooSoon: readonly Span[];
}

const scans = new WeakMap<Chunk, Scan>();
const known = new WeakMap<Transcript, { readonly handle: string; readonly floods: readonly Flood[] }>();

/**
 * The floods of a transcript, the oldest first. No own line is in one, nor a line that names the person.
 *
 * @param handle own handle
 */
export function floodsIn(transcript: Transcript, handle: string): readonly Flood[] {
  const found = known.get(transcript);
  if (found?.handle === handle) return found.floods;
  const floods = foundIn(transcript, handle);
  known.set(transcript, { handle, floods });
  return floods;
}

/** The flood that an entry is part of; `undefined` for one that stands for itself. */
export function floodAt(floods: readonly Flood[], index: number): Flood | undefined {
  let low = 0;
  let high = floods.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((floods[middle]?.last ?? 0) < index) low = middle + 1;
    else high = middle;
  }
  const flood = floods[low];
  return flood !== undefined && flood.first <= index ? flood : undefined;
}

/** What sums up lines: how many there are, of how many people, and how many more are missing among them. */
export interface FloodCount {
  readonly lines: number;
  readonly missing: number;
  /** The handles, each once. */
  readonly names: ReadonlySet<string>;
}

/** Counts what these entries have. */
export function countFlood(entries: Iterable<Entry>): FloodCount {
  let lines = 0;
  let missing = 0;
  const names = new Set<string>();
  for (const entry of entries) {
    if (entry.kind !== 'message' && entry.kind !== 'hole') continue;
    names.add(entry.handle);
    if (entry.kind === 'hole') missing += entry.count;
    else lines += 1;
  }
  return { lines, missing, names };
}

/** The flood in words: `3,412 lines from 37 names`. */
export function floodText({ lines, missing, names }: FloodCount): string {
  const [name = ''] = names;
  const from =
    names.size === 1 ? (name === '' ? 'somebody' : handleText(name)) : `${grouped(names.size)} names`;
  if (lines === 0) return `${linesText(missing, 'missing ')} from ${from}`;
  const rest = missing === 0 ? '' : `, ${grouped(missing)} missing`;
  return `${linesText(lines)} from ${from}${rest}`;
}

function linesText(count: number, kind = ''): string {
  return `${grouped(count)} ${kind}${count === 1 ? 'line' : 'lines'}`;
}

/** With a comma between thousands. */
function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/gu, ',');
}

/** Whether a line may be part of a flood: not one's own, none that names one, and nothing that the program says. */
export function isFloodable(entry: Entry, handle: string): boolean {
  if (entry.kind === 'hole') return true;
  return (
    entry.kind === 'message' && entry.delivery === undefined && mentions(entry.text, handle).length === 0
  );
}

function foundIn({ chunks, length }: Transcript, handle: string): readonly Flood[] {
  const places: Span[] = [];
  const tooSoon: Span[] = [];
  let before: readonly Moment[] = [];
  let start = 0;
  let lines = 0;
  for (const chunk of chunks) {
    const scan = scanned(chunk, before, handle);
    for (const span of scan.places) extend(places, moved(span, start));
    for (const span of scan.tooSoon) extend(tooSoon, moved(span, lines));
    before = scan.after;
    start += chunk.entries.length;
    lines += scan.lines;
  }
  const isCut = length > maxTranscriptEntries - forgottenAtOnce;
  return tooSoon.length === 0 ? [] : placed(hiddenOf(tooSoon, isCut), places);
}

/** A full transcript forgets its oldest in chunks of no more entries than this. */
const forgottenAtOnce = 64;

/**
 * The lines that are not shown. One that came too soon makes a flood of itself and of those before it.
 *
 * @param isCut whether the transcript has forgotten its beginning: what it begins with now would change all the time
 */
function hiddenOf(tooSoon: readonly Span[], isCut: boolean): readonly Span[] {
  const floods: Span[] = [];
  for (const [first, last] of tooSoon) extend(floods, [first - maxLinesPerSecond, last]);
  return floods.map(([first, last]) => [isCut && first === 0 ? 0 : first + shownOfFlood, last] as const);
}

/** Where these lines are in the transcript: such as are neighbours there in one flood. */
function placed(hidden: readonly Span[], places: readonly Span[]): readonly Flood[] {
  const floods: Flood[] = [];
  let line = 0;
  let at = 0;
  for (const [from, to] of places) {
    const end = line + to - from;
    while ((hidden[at]?.[1] ?? Number.POSITIVE_INFINITY) < line) at += 1;
    for (let each = at; (hidden[each]?.[0] ?? Number.POSITIVE_INFINITY) <= end; each += 1) {
      const [first = 0, last = 0] = hidden[each] ?? [];
      const flood = { first: from + Math.max(first, line) - line, last: from + Math.min(last, end) - line };
      if (flood.last - flood.first + 1 >= minLines) floods.push(flood);
    }
    line = end + 1;
  }
  return floods;
}

function scanned(chunk: Chunk, before: readonly Moment[], handle: string): Scan {
  const found = scans.get(chunk);
  if (found?.handle === handle && isSame(found.before, before)) return found;
  const moments = [...before];
  const places: Span[] = [];
  const tooSoon: Span[] = [];
  let lines = 0;
  for (const [index, entry] of chunk.entries.entries()) {
    if (!isFloodable(entry, handle)) continue;
    const moment = { heardAt: entry.at, saidAt: entry.clock[0] };
    const earlier = moments.length < maxLinesPerSecond ? undefined : moments.at(-maxLinesPerSecond);
    moments.push(moment);
    extend(places, [index, index]);
    if (earlier !== undefined && isWithinReach(earlier, moment)) extend(tooSoon, [lines, lines]);
    lines += 1;
  }
  const scan = { handle, before, after: moments.slice(-maxLinesPerSecond), lines, places, tooSoon };
  scans.set(chunk, scan);
  return scan;
}

/** Puts a span behind the others; one that overlaps the last of them, or follows at once, makes it longer. */
function extend(spans: Span[], [first, last]: Span): void {
  const previous = spans.at(-1);
  if (previous === undefined || previous[1] < first - 1) spans.push([first, last]);
  else spans[spans.length - 1] = [Math.min(previous[0], first), Math.max(previous[1], last)];
}

function moved([first, last]: Span, by: number): Span {
  return [first + by, last + by];
}

/**
 * What was said over hours and comes at once, as a history or after a repair, is no flood; nor is what people say at their
 * pace while a clock on the LAN is wrong.
 */
function isWithinReach(one: Moment, other: Moment): boolean {
  return Math.abs(other.heardAt - one.heardAt) < floodMs && Math.abs(other.saidAt - one.saidAt) < floodMs;
}

function isSame(one: readonly Moment[], other: readonly Moment[]): boolean {
  if (one === other) return true;
  return (
    one.length === other.length &&
    one.every(({ heardAt, saidAt }, at) => heardAt === other[at]?.heardAt && saidAt === other[at].saidAt)
  );
}
