import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import type { HeardMessage } from '../../machines/session.events.js';
import { pastFirst } from '../../src/programs/past-first.js';

function heard(at: number, isPast: boolean, missingParts = 0): HeardMessage {
  const message = { kind: 'message', clientId: 'b0b0b0b0b0', handle: 'bob', text: '', at } as const;
  return {
    message: { ...message, key: `bob/${at}`, missingParts, clock: [at, 0] },
    from: undefined,
    isPast,
  };
}

describe('pastFirst', () => {
  const values = {
    p: heard(1, true),
    h: heard(2, true, 1),
    q: heard(2, true),
    l: heard(8, false),
    m: heard(9, false),
  };
  it.each([
    ['puts the past in order, and the present after it', 'qlpm', '----o', '', '----(pqlm)'],
    ['lets everything through after that', 'q---l-p', '-o', '', '-q--l-p'],
    ['knows the latest of each message', 'hq', '--o', '', '--q'],
    ['does not keep the present waiting for nobody', 'lm', '------o', '-a', '-(lm)'],
    ['has the past amid the present when somebody is found late', 'l-p-m', '---o', '-a', '-l-pm'],
    ['leaves nothing behind at the end', 'ql|', '', '', '--(ql|)'],
  ])('%s', (_, source, over, alone, expected) => {
    new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted)).run(({ hot, expectObservable }) => {
      const past$ = hot(source, values).pipe(pastFirst(hot(over), hot(alone)));
      expectObservable(past$).toBe(expected, values);
    });
  });
});
