import { BehaviorSubject, Subject, switchMap } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { inBatches } from '../src/in-batches.js';

/** Capital letters are in a hurry. */
const mayWait = (value: string) => value === value.toLowerCase();

describe('inBatches', () => {
  it.each([
    ['hands on at once what comes alone', 'a---------b', 'A---------B', { A: ['a'], B: ['b'] }],
    ['gathers what follows soon', 'abc-------', 'A--B------', { A: ['a'], B: ['b', 'c'] }],
    [
      'goes on gathering while more comes',
      'ab--cd---------f',
      'A--B--C--------D',
      { A: ['a'], B: ['b'], C: ['c', 'd'], D: ['f'] },
    ],
    [
      'does not wait when there are too many',
      'a(bcde)---',
      'AB-C------',
      { A: ['a'], B: ['b', 'c', 'd'], C: ['e'] },
    ],
    [
      'lets through what may not wait, in its turn',
      'ab--cX-d',
      'A--B-C-D',
      { A: ['a'], B: ['b'], C: ['c', 'X'], D: ['d'] },
    ],
    ['keeps nothing back at the end', 'ab|', 'A-(B|)', { A: ['a'], B: ['b'] }],
    ['passes trouble on', 'a-#', 'A-#', { A: ['a'] }],
  ] as const)('%s', (_, source, expected, values) => {
    const scheduler = new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted));
    scheduler.run(({ hot, expectObservable }) => {
      const batches = inBatches<string>({ mayWait, windowMs: 3, maxBatch: 3, scheduler });
      expectObservable(hot(source).pipe(batches)).toBe(expected, values);
    });
  });

  it('hands on from the next source what it had gathered when one was left', () => {
    const scheduler = new TestScheduler(() => {});
    const heard: (readonly string[])[] = [];
    const [first$, second$] = [new Subject<string>(), new Subject<string>()];
    const sources$ = new BehaviorSubject(first$);
    const batches = inBatches<string>({ mayWait, windowMs: 3, maxBatch: 9, scheduler });
    sources$.pipe(switchMap((source$) => source$.pipe(batches))).subscribe((batch) => heard.push(batch));
    first$.next('a');
    first$.next('b');
    sources$.next(second$);
    second$.next('c');
    expect(heard).toEqual([['a']]);
    scheduler.flush();
    expect(heard).toEqual([['a'], ['b', 'c']]);
  });
});
