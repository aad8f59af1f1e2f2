// Everything that happened, as far back as is kept: chapters of events, each with the picture before its first one, so that
// the picture of any moment is near. Pure.
import type { InspectionEvent } from '../inspection-event.js';
import {
  entriesAtATime,
  entriesPerChapter,
  maxEntries,
  maxKeptValues,
  valuesPerChapter,
} from './page-limits.js';
import { afterEvents, emptyPicture, type Entry, type Picture } from './picture.js';

export interface Timeline {
  /** The oldest first; none before the first event. */
  readonly chapters: readonly Chapter[];
  /** The picture after the last event. */
  readonly latest: Picture;
  /** The number of the event that comes next; the first one ever is number 0. */
  readonly next: number;
}

export interface Chapter {
  /** The number of its first event. */
  readonly first: number;
  readonly before: Picture;
  readonly entries: readonly Entry[];
  /** Of all its entries together. */
  readonly weight: number;
}

export const emptyTimeline: Timeline = { chapters: [], latest: emptyPicture, next: 0 };

/** The number of the oldest event that is kept; {@link Timeline.next} if there is none. */
export function firstOf({ chapters, next }: Timeline): number {
  return chapters[0]?.first ?? next;
}

/** The timeline with some more events; what is too long ago goes. */
export function extended(timeline: Timeline, events: readonly InspectionEvent[]): Timeline {
  let { chapters, latest, next } = timeline;
  for (let done = 0; done < events.length; ) {
    const open = openChapter(chapters, latest, next);
    const room = Math.min(entriesAtATime, entriesPerChapter - open.entries.length);
    const some = events.slice(done, done + room);
    const { picture, entries } = afterEvents(latest, some);
    chapters = [...chapters.slice(0, open.index), grown(open, entries)];
    latest = picture;
    next += some.length;
    done += some.length;
  }
  return { chapters: withinBounds(chapters), latest, next };
}

/** The last chapter if there is room in it; otherwise a new one. */
function openChapter(chapters: readonly Chapter[], before: Picture, first: number) {
  const last = chapters.at(-1);
  return last !== undefined && last.entries.length < entriesPerChapter && last.weight < valuesPerChapter
    ? { ...last, index: chapters.length - 1 }
    : { first, before, entries: [], weight: 0, index: chapters.length };
}

function grown({ first, before, entries, weight }: Chapter, more: readonly Entry[]): Chapter {
  const added = more.reduce((total, each) => total + each.weight, 0);
  return { first, before, entries: [...entries, ...more], weight: weight + added };
}

/** The newest chapters that fit; at least the last one. */
function withinBounds(chapters: readonly Chapter[]): readonly Chapter[] {
  let entries = 0;
  let weight = 0;
  const from = chapters.findLastIndex((chapter, index) => {
    entries += chapter.entries.length;
    weight += chapter.weight;
    return index < chapters.length - 1 && (entries > maxEntries || weight > maxKeptValues);
  });
  return from === -1 ? chapters : chapters.slice(from + 1);
}

/** The event with that number; `undefined` if it is not kept. */
export function entryAt({ chapters }: Timeline, number: number): Entry | undefined {
  const chapter = chapterOf(chapters, number);
  return chapter?.entries[number - chapter.first];
}

/** The picture right after the event with that number; after the oldest that is kept, if that one is not. */
export function pictureAt(timeline: Timeline, number: number): Picture {
  if (number >= timeline.next - 1) return timeline.latest;
  const chapter = chapterOf(timeline.chapters, Math.max(number, firstOf(timeline)));
  if (chapter === undefined) return timeline.latest;
  const entries = chapter.entries.slice(0, Math.max(number, chapter.first) - chapter.first + 1);
  return afterEvents(
    chapter.before,
    entries.map(({ event }) => event),
  ).picture;
}

/** Events from one number up to and without another, as far as they are kept; with their numbers, the oldest first. */
export function* entriesBetween(
  timeline: Timeline,
  from: number,
  to: number,
): Generator<readonly [number: number, entry: Entry]> {
  for (const { first, entries } of timeline.chapters) {
    if (first + entries.length <= from || first >= to) continue;
    for (const [index, entry] of entries.entries()) {
      const number = first + index;
      if (number >= from && number < to) yield [number, entry];
    }
  }
}

function chapterOf(chapters: readonly Chapter[], number: number): Chapter | undefined {
  const chapter = chapters.findLast(({ first }) => first <= number);
  return chapter !== undefined && number - chapter.first < chapter.entries.length ? chapter : undefined;
}
