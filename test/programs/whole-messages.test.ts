import { asyncScheduler, from, Subject, toArray } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import type { HeardMessage } from '../../machines/session.events.js';
import { maxPartialMessages } from '../../src/limits.js';
import { wholeMessages } from '../../src/programs/whole-messages.js';

const patienceMs = 1000;

function heard(stream: string, first: number, missingParts = 0, isPast = false): HeardMessage {
  return {
    message: {
      kind: 'message',
      key: `${stream}/${first}`,
      clientId: stream,
      handle: stream,
      text: '',
      missingParts,
      at: 0,
      clock: [first, 0],
      source: { stream, first, count: 1 + missingParts },
    },
    from: undefined,
    isPast,
  };
}

describe('wholeMessages', () => {
  const values = {
    a: heard('bob', 1),
    // A message of three parts, while it comes in.
    x: heard('bob', 2, 2),
    y: heard('bob', 2, 1),
    z: heard('bob', 2, 0),
    b: heard('bob', 5),
    q: heard('bob', 8, 1),
    c: heard('carol', 1),
    p: heard('bob', 2, 1, true),
  };
  it.each([
    ['lets complete messages through at once', 'ab', 'ab'],
    ['waits for the last part', 'x-y-z', '----z'],
    ['lets others speak meanwhile', 'xc-yz', '-c--z'],
    ['gives up waiting, and shows what it has', 'xy', `${patienceMs}ms y`],
    ['waits no longer when its author goes on: the rest has been given up', 'x-y-b', '----(yb)'],
    ['also when that is not complete either', 'x-y-q', `----y ${patienceMs - 1}ms q`],
    ['lets what comes late through, without ending the wait', 'x-a-z', '--a-z'],
    ['shows what it has when the source ends', '(xy|)', '(y|)'],
    ['does not show it again when another part comes late', 'x-b-z', '--(xb)'],
    ['does not wait for parts of what was said before', 'p', 'p'],
  ])('%s', (_, source, expected) => {
    new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted)).run(
      ({ cold, expectObservable }) => {
        // `run` puts asyncScheduler on the marbles' time line.
        const whole$ = cold(source, values).pipe(wholeMessages(patienceMs, asyncScheduler));
        expectObservable(whole$).toBe(expected, values);
      },
    );
  });

  it('keeps no more unfinished messages than the session does', () => {
    const shown: HeardMessage[] = [];
    const heard$ = new Subject<HeardMessage>();
    const subscription = heard$
      .pipe(wholeMessages(patienceMs, asyncScheduler))
      .subscribe((one) => shown.push(one));
    const begun = Array.from({ length: maxPartialMessages + 2 }, (__, index) => heard(`peer${index}`, 1, 1));
    for (const one of begun) heard$.next(one);
    expect(shown).toEqual(begun.slice(0, 2));
    subscription.unsubscribe();
  });

  it('ends with its source, without waiting', () => {
    let all: HeardMessage[] = [];
    from([values.x, values.c])
      .pipe(wholeMessages(patienceMs, asyncScheduler), toArray())
      .subscribe((shown) => {
        all = shown;
      });
    expect(all).toEqual([values.c, values.x]);
  });
});
