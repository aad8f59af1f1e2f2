import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InspectionEvent } from '../../../src/inspect/inspection-event.js';
import { entriesPerChapter, maxEntries, maxKeptValues } from '../../../src/inspect/page/page-limits.js';
import { afterEvents, emptyPicture } from '../../../src/inspect/page/picture.js';
import {
  emptyTimeline,
  entriesBetween,
  entryAt,
  extended,
  firstOf,
  pictureAt,
  type Timeline,
} from '../../../src/inspect/page/timeline.js';
import { anyEvents, becomes, begins, sends } from './told-events.js';

function timelineOf(events: readonly InspectionEvent[], atOnce = 7): Timeline {
  let timeline = emptyTimeline;
  for (let from = 0; from < events.length; from += atOnce) {
    timeline = extended(timeline, events.slice(from, from + atOnce));
  }
  return timeline;
}

function keptIn({ chapters }: Timeline) {
  return {
    entries: chapters.reduce((total, { entries }) => total + entries.length, 0),
    weight: chapters.reduce((total, { weight }) => total + weight, 0),
  };
}

/** A snapshot of which nothing was there before. */
function heavy(at: number): InspectionEvent {
  return becomes('x:0', { context: Array.from({ length: 30_000 }, (_, index) => at + index * 10_000) });
}

describe('going back', () => {
  it('shows at each moment what was known then', () => {
    // So many of them that there are several chapters.
    const long = fc.array(anyEvents, { minLength: 4, maxLength: 12 }).map((parts) => parts.flat());
    fc.assert(
      fc.property(long, fc.nat(600), fc.integer({ min: 1, max: 400 }), (events, moment, atOnce) => {
        const timeline = timelineOf(events, atOnce);
        const then = afterEvents(emptyPicture, events.slice(0, moment + 1)).picture;
        expect(pictureAt(timeline, moment)).toEqual(then);
      }),
      { numRuns: 60 },
    );
  });

  it('finds events by their number', () => {
    const events = Array.from({ length: 3 * entriesPerChapter }, (_, at) =>
      sends(undefined, 'x:0', `e${at}`),
    );
    const timeline = timelineOf(events, 100);
    for (const at of [0, 1, entriesPerChapter - 1, entriesPerChapter, events.length - 1]) {
      expect(entryAt(timeline, at)?.event).toMatchObject({ event: { type: `e${at}` } });
    }
    expect(entryAt(timeline, events.length)).toBeUndefined();
    expect(entryAt(timeline, -1)).toBeUndefined();
    const between = [...entriesBetween(timeline, entriesPerChapter - 2, entriesPerChapter + 2)];
    expect(between.map(([number]) => number)).toEqual([-2, -1, 0, 1].map((each) => entriesPerChapter + each));
  });

  it('has nothing to find in an empty one', () => {
    expect(entryAt(emptyTimeline, 0)).toBeUndefined();
    expect(pictureAt(emptyTimeline, 3)).toBe(emptyPicture);
    expect(firstOf(emptyTimeline)).toBe(0);
  });
});

describe('what an endless stream can make it keep', () => {
  it('is a bounded number of events; their numbers go on, and what was known before stays known', () => {
    const more = 5000;
    const events = Array.from({ length: maxEntries + more }, (_, at) => sends(undefined, 'x:0', `e${at}`));
    const timeline = timelineOf([begins('x:0', { name: 'session' }), ...events], 333);
    const { entries } = keptIn(timeline);
    expect(entries).toBeLessThanOrEqual(maxEntries);
    expect(entries).toBeGreaterThan(maxEntries - 2 * entriesPerChapter);
    expect(timeline.next).toBe(events.length + 1);
    expect(firstOf(timeline)).toBe(timeline.next - entries);
    expect(pictureAt(timeline, 0).actors.get('x:0')?.name).toBe('session');
  });

  it('is a bounded weight, however heavy each event is', () => {
    const timeline = timelineOf(
      Array.from({ length: 150 }, (_, at) => heavy(at)),
      100,
    );
    expect(keptIn(timeline).weight).toBeLessThanOrEqual(maxKeptValues);
    expect(firstOf(timeline)).toBeGreaterThan(0);
  });
});
