// Floods: when more lines come within a second than anybody could read, those beyond the first few stand in one row, but for
// what is said calmly amid them. Which they are, the transcript alone tells, so that they are the same at every paint. Pure;
// what has been found is remembered, so that only what is new is looked at.
import type { Entry, HoleEntry, MessageEntry, Transcript } from '../chat/transcript.js';
import { maxTranscriptEntries } from '../limits.js';
import {
  areSameMoments,
  areSameSpeakers,
  hearsCalm,
  isWithinReach,
  type Moment,
  type Speakers,
  stillSpeaking,
} from './calm-speakers.js';
import { mentions } from './speech.js';

/** Neighbouring entries that stand in one row, by the indices of the first and the last of them. */
export interface Flood {
  readonly first: number;
  readonly last: number;
}

type Chunk = Transcript['chunks'][number];

/**
 * More lines of others than this within a second are a flood. A line takes a person a second or two to read, and so many are
 * more than a screen has rows; but thirty that somebody leads in from a pipe are none, nor are twenty people who all talk as
 * fast as they can, a line every two seconds. What was said over a longer time and comes at once is not counted together.
 */
export const maxLinesPerSecond = 40;

/** So many lines of a flood are shown all the same: they tell what it is about, and leave in sight what was said before. */
export const shownOfFlood = 10;

/** One line is shown as it is: a row that sums it up would be no shorter. */
const minLines = 2;

/** From one number up to and including another. */
type Span = readonly [first: number, last: number];

/** Lines that a row may stand for, neighbours: by their indices, and by the number of the first among the lines. */
interface Place {
  readonly first: number;
  readonly line: number;
  readonly last: number;
}

/** What matters still of the lines before some other. */
interface Past {
  /** When the latest of them came. */
  readonly moments: readonly Moment[];
  /** Who said them. */
  readonly speakers: Speakers;
  /** Whether it has been forgotten: then of nobody can be told whether they are calm. */
  readonly isForgotten: boolean;
}

/** Before the first line of all. */
const noPast: Past = { moments: [], speakers: [], isForgotten: false };

/** Before the first line that a full transcript still has. */
const forgottenPast: Past = { ...noPast, isForgotten: true };

/** What was found in a chunk. Lines are counted from its first that counts towards a flood. */
interface Scan {
  readonly handle: string;
  readonly entries: Chunk['entries'];
  /** What matters of what came before the chunk. */
  readonly before: Past;
  /** What of that and of the chunk matters to the next one. */
  readonly after: Past;
  /** Which of its entries count towards a flood: indices into it. */
  readonly lines: readonly number[];
  /** Those of them that were not said calmly. */
  readonly places: readonly Place[];
  /** The lines that came within a second of the one so many before them, as many as there may be. */
  readonly tooSoon: readonly Span[];
}

/** What was found in the first chunks of a transcript. */
interface Found {
  readonly handle: string;
  readonly chunks: readonly Chunk[];
  /** What matters of what came before them, and of all that to the next one. */
  readonly before: Past;
  readonly after: Past;
  /** How many entries they have, and how many of those count towards a flood. */
  readonly entries: number;
  readonly lines: number;
  /** As in {@link Scan}, of all of them. */
  readonly places: readonly Place[];
  readonly tooSoon: readonly Span[];
}

/** By the first entry of the chunk: a chunk never changes, but mostly one that has more follows it. */
const scans = new WeakMap<Entry, Scan>();
const known = new WeakMap<Transcript, { readonly handle: string; readonly floods: readonly Flood[] }>();

/**
 * The floods of a transcript, the oldest first. No own line is in one, nor a line that names the person, nor what others say
 * calmly (see `calm-speakers.ts`).
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

/** Whether a line counts towards a flood: not one's own, none that names one, and nothing that the program says. */
export function isFloodable(entry: Entry, handle: string): entry is MessageEntry | HoleEntry {
  if (entry.kind === 'hole') return true;
  return (
    entry.kind === 'message' && entry.delivery === undefined && mentions(entry.text, handle).length === 0
  );
}

function foundIn({ chunks, length }: Transcript, handle: string): readonly Flood[] {
  const isCut = length > maxTranscriptEntries - forgottenAtOnce;
  const { places, tooSoon } = foundUpTo(chunks, handle, isCut ? forgottenPast : noPast);
  return tooSoon.length === 0 ? [] : placed(hiddenOf(tooSoon, isCut), places);
}

/** What was found in all chunks but the newest: until that is full, it alone grows. */
let foundBefore: Found | undefined;

function foundUpTo(chunks: readonly Chunk[], handle: string, before: Past): Found {
  const full = chunks.slice(0, -1);
  const latest = foundBefore;
  const isSameSoFar =
    latest?.handle === handle &&
    latest.before === before &&
    latest.chunks.every((chunk, at) => chunk === full[at]);
  const found = withMore(isSameSoFar ? latest : nothingIn(handle, before), full);
  foundBefore = found;
  return withMore(found, chunks);
}

/** Before the first chunk. */
function nothingIn(handle: string, before: Past): Found {
  return { handle, chunks: [], before, after: before, entries: 0, lines: 0, places: [], tooSoon: [] };
}

/** Goes on to all of these chunks, of which those that have been looked at are the first. */
function withMore(found: Found, chunks: readonly Chunk[]): Found {
  if (found.chunks.length === chunks.length) return found;
  const places = [...found.places];
  const tooSoon = [...found.tooSoon];
  let { after, entries, lines } = found;
  for (const chunk of chunks.slice(found.chunks.length)) {
    const scan = scanned(chunk, after, found.handle);
    for (const { first, last, line } of scan.places)
      settle(places, first + entries, last + entries, line + lines);
    for (const span of scan.tooSoon) extend(tooSoon, moved(span, lines));
    after = scan.after;
    entries += chunk.entries.length;
    lines += scan.lines.length;
  }
  return { ...found, chunks, after, entries, lines, places, tooSoon };
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
function placed(hidden: readonly Span[], places: readonly Place[]): readonly Flood[] {
  const floods: Flood[] = [];
  let at = 0;
  for (const { first: from, last: to, line } of places) {
    const end = line + to - from;
    while ((hidden[at]?.[1] ?? Number.POSITIVE_INFINITY) < line) at += 1;
    for (let each = at; (hidden[each]?.[0] ?? Number.POSITIVE_INFINITY) <= end; each += 1) {
      const [first = 0, last = 0] = hidden[each] ?? [];
      const flood = { first: from + Math.max(first, line) - line, last: from + Math.min(last, end) - line };
      if (flood.last - flood.first + 1 >= minLines) floods.push(flood);
    }
  }
  return floods;
}

function scanned({ entries }: Chunk, before: Past, handle: string): Scan {
  const [key] = entries;
  const found = key === undefined ? undefined : scans.get(key);
  const isKnown = found?.handle === handle && isBeginning(found.entries, entries);
  const isSamePast = isKnown && isSame(found.before, before);
  if (isSamePast && found.entries.length === entries.length) return found;
  const lines = isKnown ? [...found.lines] : [];
  for (let index = isKnown ? found.entries.length : 0; index < entries.length; index += 1) {
    const entry = entries[index];
    if (entry !== undefined && isFloodable(entry, handle)) lines.push(index);
  }
  const empty = { before, after: before, lines: [], places: [], tooSoon: [] };
  const scan = { ...continued(isSamePast ? found : empty, entries, lines), handle, entries };
  if (key !== undefined) scans.set(key, scan);
  return scan;
}

type Findings = Omit<Scan, 'handle' | 'entries'>;

/** Goes on from what was found in the first of these lines. */
function continued(found: Findings, entries: Chunk['entries'], lines: readonly number[]): Findings {
  const { isForgotten } = found.before;
  const moments = [...found.after.moments];
  const speakers = [...found.after.speakers];
  const places = [...found.places];
  const tooSoon = [...found.tooSoon];
  for (let line = found.lines.length; line < lines.length; line += 1) {
    const index = lines[line] ?? 0;
    const entry = entries[index];
    if (entry === undefined || !('clientId' in entry)) continue;
    const moment = { heardAt: entry.at, saidAt: entry.clock[0] };
    const earlier = moments.length < maxLinesPerSecond ? undefined : moments.at(-maxLinesPerSecond);
    moments.push(moment);
    if (!hearsCalm(speakers, entry.clientId, moment) || isForgotten) settle(places, index, index, line);
    if (earlier !== undefined && isWithinReach(earlier, moment)) extend(tooSoon, [line, line]);
  }
  const last = moments.at(-1);
  const after = {
    moments: moments.slice(-maxLinesPerSecond),
    speakers: last === undefined ? [] : stillSpeaking(speakers, last),
    isForgotten: false,
  };
  return { before: found.before, after, lines, places, tooSoon };
}

/** Whether all entries begin with some. */
function isBeginning(some: readonly Entry[], all: readonly Entry[]): boolean {
  return some === all || (some.length <= all.length && some.every((entry, at) => entry === all[at]));
}

/** Puts lines behind the others; such as follow the last of them at once make that place longer. */
function settle(places: Place[], first: number, last: number, line: number): void {
  const previous = places.at(-1);
  if (previous?.last === first - 1) places[places.length - 1] = { ...previous, last };
  else places.push({ first, last, line });
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

function isSame(one: Past, other: Past): boolean {
  if (one === other) return true;
  return (
    one.isForgotten === other.isForgotten &&
    areSameMoments(one.moments, other.moments) &&
    areSameSpeakers(one.speakers, other.speakers)
  );
}
