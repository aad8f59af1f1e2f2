import { describe, expect, it } from 'vitest';
import type { LogKind } from '../../../src/inspect/page/event-words.js';
import {
  emptyLog,
  filteredLog,
  findInLog,
  type LogFilter,
  type LogList,
  updatedLog,
} from '../../../src/inspect/page/log-list.js';
import { maxEntries } from '../../../src/inspect/page/page-limits.js';
import { emptyTimeline, extended, firstOf } from '../../../src/inspect/page/timeline.js';
import { becomes, begins, drops, paints, sends, takes } from './told-events.js';

const timeline = extended(emptyTimeline, [
  begins('x:0', { name: 'session' }),
  begins('x:1', { name: 'peer/bob' }),
  sends('x:0', 'x:1', 'evidence', { intervalMs: 2000 }),
  takes('x:1', 'peer.quiet', 'peer.present'),
  becomes('x:1', { value: 'present', context: { secret: 'needle' } }),
  drops(2),
  paints(['row']),
  sends(undefined, 'x:0', 'say', { text: 'Needle' }),
]);

const everything: readonly LogKind[] = ['event', 'transition', 'snapshot', 'actor', 'screen', 'gap'];

function logWith(filter: Partial<LogFilter>): LogList {
  return updatedLog(filteredLog(emptyLog, { text: '', kinds: new Set(everything), ...filter }), timeline, 0);
}

describe('the log', () => {
  it.each<{ name: string; filter: Partial<LogFilter>; numbers: readonly number[] }>([
    { name: 'everything', filter: {}, numbers: [0, 1, 2, 3, 4, 5, 6, 7] },
    { name: 'events', filter: { kinds: new Set(['event']) }, numbers: [2, 5, 7] },
    { name: 'one actor, as sender too', filter: { text: ' Session ' }, numbers: [0, 2, 5, 7] },
    { name: 'a type', filter: { text: 'evid' }, numbers: [2, 5] },
    { name: 'a state', filter: { text: 'quiet' }, numbers: [3, 5] },
    { name: 'nothing but the gap', filter: { text: 'zzz' }, numbers: [5] },
  ])('shows $name', ({ filter, numbers }) => {
    expect(logWith(filter).numbers).toEqual(numbers);
  });

  it('is the same however it has grown', () => {
    const early = updatedLog(emptyLog, timeline, 0, 3);
    expect(early.numbers).toEqual([0, 1, 2]);
    expect(updatedLog(early, timeline, 0).numbers).toEqual(updatedLog(emptyLog, timeline, 0).numbers);
  });

  it('shows no more while it is paused', () => {
    const paused = updatedLog(emptyLog, timeline, 0, 3);
    const longer = extended(timeline, [sends(undefined, 'x:0', 'more')]);
    expect(updatedLog(paused, longer, 0, 3)).toBe(paused);
    expect(updatedLog(paused, longer, 0).numbers.at(-1)).toBe(timeline.next);
  });

  it('begins anew with another run', () => {
    const before = updatedLog(emptyLog, timeline, 0);
    const other = extended(emptyTimeline, [begins('x:5')]);
    expect(updatedLog(before, other, 1)).toMatchObject({ run: 1, numbers: [0], examined: 1 });
  });

  it('forgets what is not kept any more', () => {
    const before = updatedLog(emptyLog, timeline, 0);
    const many = Array.from({ length: maxEntries + 1000 }, () => sends(undefined, 'x:0', 'again'));
    const longer = extended(timeline, many);
    expect(updatedLog(before, longer, 0).numbers[0]).toBe(firstOf(longer));
  });
});

describe('searching the log', () => {
  const log = logWith({});

  it.each<{ text: string; from: number; step: 1 | -1; found: number | undefined }>([
    { text: 'needle', from: -1, step: 1, found: 7 },
    { text: 'NEEDLE', from: 7, step: 1, found: 7 },
    { text: 'bob', from: -1, step: 1, found: 1 },
    { text: 'bob', from: 1, step: 1, found: 2 },
    { text: 'bob', from: 4, step: 1, found: 1 },
    { text: 'bob', from: 1, step: -1, found: 4 },
    { text: 'bob', from: -1, step: -1, found: 4 },
    { text: 'intervalms', from: 0, step: 1, found: 2 },
    { text: 'nowhere', from: 0, step: 1, found: undefined },
    { text: '  ', from: 0, step: 1, found: undefined },
  ])('finds "$text" from $from by $step at $found', ({ text, from, step, found }) => {
    expect(findInLog(log, timeline, text, from, step)).toBe(found);
  });

  it('finds nothing where nothing is', () => {
    expect(findInLog(emptyLog, emptyTimeline, 'x', -1, 1)).toBeUndefined();
  });
});
