// Marbles: when a view is painted. One frame of the diagrams is a millisecond.
import { of, Subject, VirtualTimeScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { paintSchedule } from '../../src/view/paint-schedule.js';

interface Row {
  readonly name: string;
  readonly views: string;
  /** Whether the terminal takes more: `y` or `n`, at first `y`. */
  readonly writable?: string;
  readonly painted: string;
}

const rows: readonly Row[] = [
  { name: 'at once when idle', views: '--a', painted: '--a' },
  { name: 'at once again after a rest', views: '--a 20ms b', painted: '--a 20ms b' },
  { name: 'at the end of the rest what came meanwhile', views: '--ab', painted: '--a 9ms b' },
  { name: 'of many the newest', views: '--abcdef', painted: '--a 9ms f' },
  { name: 'at most once a rest', views: 'abcdefghijklmnopqrstuvwxy', painted: 'a 9ms k 9ms u 9ms y' },
  { name: 'nothing while the terminal is busy', views: 'a--b', writable: '(y)-n', painted: 'a' },
  {
    name: 'when it is ready what came meanwhile',
    views: 'a--b-c',
    writable: 'y-n 17ms y',
    painted: 'a 19ms c',
  },
  {
    name: 'when it is ready, but not before the rest is over',
    views: 'a--b',
    writable: 'y-n--y',
    painted: 'a 9ms b',
  },
  { name: 'at once what is urgent', views: '--a---X', painted: '--a---X' },
  { name: 'what comes after that a frame later than else', views: 'abXcd', painted: 'a-X 17ms d' },
  { name: 'of what is urgent some at once', views: 'aXYZ', painted: 'aXYZ' },
  { name: 'more of it a frame later', views: 'aVWXYZ', painted: 'aVWX 7ms Z' },
  { name: 'nothing urgent while the terminal is busy', views: 'a--X', writable: 'y-n--y', painted: 'a----X' },
  {
    name: 'a flood no more often for what is urgent in it',
    views: 'abcdXfghijklmnopqrstuvwxy',
    painted: 'a---X 15ms u 9ms y',
  },
  {
    name: 'what else comes soon, however long somebody has typed faster than frames',
    views: 'aABCDEFGHIJKLMNOPQRSTUVWXYZABCDEFGHIJKLMNb',
    painted: 'aABC 7ms KLM 7ms UVW 7ms EFG 36ms b',
  },
  { name: 'at once what follows something that changes nothing', views: 'a 19ms .b', painted: 'a 19ms .b' },
  { name: 'what need not be seen at once later', views: '*-b-c', painted: '* 24ms c' },
  { name: 'what is urgent at once all the same', views: '*-b-X', painted: '*---X' },
  { name: 'the last before the end', views: 'ab|', painted: 'a 9ms (b|)' },
  { name: 'no longer than anything comes', views: 'a-|', painted: 'a-|' },
  { name: 'until an error', views: 'ab#', painted: 'a-#' },
];

/** Capital letters are. */
const isUrgent = (view: string) => /[A-Z]/u.test(view);

/** A star may stand for a while, a point cannot be seen. */
const restMs = (painted: string) => (painted === '*' ? 25 : painted === '.' ? 0 : 10);

describe('a view is painted', () => {
  it.each(rows)('$name', ({ views, writable, painted }) => {
    const test = new TestScheduler((actual, expected) => expect(actual).toStrictEqual(expected));
    test.run(({ cold, expectObservable }) => {
      const states = new Map([
        ['y', true],
        ['n', false],
      ]);
      const writable$ = cold(writable ?? 'y', Object.fromEntries(states));
      const schedule = paintSchedule<string>({ frameMs: 10, scheduler: test, writable$, isUrgent, restMs });
      expectObservable(cold(views).pipe(schedule), '^ 90ms !').toBe(painted);
    });
  });
});

/** Paints what comes; `turn` is the end of what happens at once. */
function rig() {
  const views$ = new Subject<string>();
  const painted: string[] = [];
  const acts: (() => void)[] = [];
  const schedule = paintSchedule<string>({
    frameMs: 10,
    scheduler: new VirtualTimeScheduler(),
    writable$: of(true),
    isUrgent: () => true,
    afterwards: (act) => acts.push(act),
  });
  const subscription = views$.pipe(schedule).subscribe((view) => painted.push(view));
  const turn = () => acts.splice(0).forEach((act) => act());
  return {
    see: (view: string) => views$.next(view),
    painted,
    turn,
    leave: () => subscription.unsubscribe(),
  };
}

describe('what happens at once', () => {
  it('is painted once, when it is over, but for the very first', () => {
    const { see, painted, turn } = rig();
    see('first');
    see('a');
    see('b');
    expect(painted).toStrictEqual(['first']);
    turn();
    expect(painted).toStrictEqual(['first', 'b']);
    turn();
    see('c');
    turn();
    expect(painted).toStrictEqual(['first', 'b', 'c']);
  });

  it('is not painted any more when the screen has been left meanwhile', () => {
    const { see, painted, turn, leave } = rig();
    see('first');
    see('a');
    leave();
    turn();
    expect(painted).toStrictEqual(['first']);
  });
});
