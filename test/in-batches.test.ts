import { BehaviorSubject, Subject, switchMap } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { inBatches } from '../src/in-batches.js';

/** Capital letters are in a hurry, digits have time. */
const patienceMs = (value: string) => {
  if (/\p{Lu}/u.test(value)) return 0;
  return /\d/u.test(value) ? 10 : 4;
};

/** What is handed on when, of a marble diagram whose frames are milliseconds. */
function batchesOf(marbles: string, maxBatch: number): readonly string[] {
  const scheduler = new TestScheduler(() => {});
  const found: string[] = [];
  scheduler.run(({ hot, flush }) => {
    const batches = inBatches<string>({
      patienceMs,
      windowMs: 4,
      maxSingles: 2,
      lastingMs: 8,
      maxBatch,
      scheduler,
    });
    hot(marbles)
      .pipe(batches)
      .subscribe({
        next: (batch) => found.push(`${scheduler.now()} ${batch.join('')}`),
        error: () => found.push(`${scheduler.now()} error`),
        complete: () => found.push(`${scheduler.now()} end`),
      });
    flush();
  });
  return found;
}

/** A source whose place another takes, by `leave`, and what is handed on of both, and when. */
function handOver(lastingMs: number) {
  const scheduler = new TestScheduler(() => {});
  const heard: string[] = [];
  const [first$, second$] = [new Subject<string>(), new Subject<string>()];
  const sources$ = new BehaviorSubject(first$);
  const batches = inBatches<string>({
    patienceMs,
    windowMs: 4,
    maxSingles: 1,
    lastingMs,
    maxBatch: 9,
    scheduler,
  });
  sources$
    .pipe(switchMap((source$) => source$.pipe(batches)))
    .subscribe((batch) => heard.push(`${scheduler.now()} ${batch.join('')}`));
  return { first$, second$, leave: () => sources$.next(second$), heard, scheduler };
}

describe('inBatches', () => {
  it.each<[string, string, readonly string[], number?]>([
    ['hands on at once what comes at leisure', 'a-b--c-d--e', ['0 a', '2 b', '5 c', '7 d', '10 e']],
    ['gathers what comes in a flood', 'abcdef-----g', ['0 a', '1 b', '6 cdef', '11 g']],
    ['goes on gathering while it lasts', 'abcdefghij-----k', ['0 a', '1 b', '6 cdefg', '10 hij', '15 k']],
    ['is at leisure again when few have come', 'abcd---e-f', ['0 a', '1 b', '6 cd', '7 e', '9 f']],
    [
      'gathers longer what has time, once it lasts',
      'ab123456789-----d',
      ['0 a', '1 b', '6 12345', '14 6789', '16 d'],
    ],
    [
      'has no more time than the least patient',
      'ab12345c678----d',
      ['0 a', '1 b', '6 12345', '10 c678', '15 d'],
    ],
    ['keeps nothing that has time once few come', 'ab12----3-d', ['0 a', '1 b', '6 12', '8 3', '10 d']],
    ['does not wait for too many', '(abcdefghij)', ['0 a', '0 b', '0 cdefghi', '4 j'], 7],
    ['lets through what may not wait, in its turn', 'abcdX-e', ['0 a', '1 b', '4 cdX', '6 e']],
    ['takes nothing in a hurry for a flood', '(ABCD)', ['0 A', '0 B', '0 C', '0 D']],
    ['keeps nothing back at the end', 'abcd|', ['0 a', '1 b', '4 cd', '4 end']],
    ['passes trouble on', 'a-#', ['0 a', '2 error']],
  ])('%s', (_, marbles, expected, maxBatch = 9) => {
    expect(batchesOf(marbles, maxBatch)).toEqual(expected);
  });

  it('hands on from the next source what it had gathered when one was left', () => {
    const { first$, second$, leave, heard, scheduler } = handOver(4);
    for (const value of 'abc') first$.next(value);
    leave();
    second$.next('d');
    expect(heard).toEqual(['0 a']);
    scheduler.flush();
    expect(heard).toEqual(['0 a', '4 bcd']);
  });

  it('lets nothing wait longer because it comes from the next source', () => {
    const { first$, second$, leave, heard, scheduler } = handOver(8);
    const lateMs = 100;
    scheduler.schedule(() => {
      for (const value of 'ab') first$.next(value);
      leave();
      for (const value of '12') second$.next(value);
    }, lateMs);
    scheduler.flush();
    expect(heard).toEqual(['100 a', '104 b12']);
  });
});
