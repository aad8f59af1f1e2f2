// Simulated time: what fires when, under RxJS and XState alike, and that promises get their turn.
import {
  concatMap,
  debounceTime,
  interval,
  type Observable,
  of,
  type SchedulerLike,
  take,
  timer,
  VirtualTimeScheduler,
} from 'rxjs';
import { describe, expect, it } from 'vitest';
import { createActor, createMachine } from 'xstate';
import { createTimeLine } from '../../src/simulation/time-line.js';

describe('a time line', () => {
  it('fires timers in order, those of one moment in the order of setting, and none too early', async () => {
    const { clock, scheduler, pass } = createTimeLine();
    const fired: string[] = [];
    const note = (what: string) => () => fired.push(`${what} at ${scheduler.now()}`);
    clock.setTimeout(note('second'), 5);
    scheduler.schedule(note('third'), 5);
    clock.setTimeout(note('first'), 3.2);
    clock.setTimeout(note('later'), 6);
    await pass(5);

    expect(fired).toEqual(['first at 4', 'second at 5', 'third at 5']);
  });

  it('fires within one moment what is set for it, and then lets promises run', async () => {
    const { clock, scheduler, pass } = createTimeLine();
    const fired: string[] = [];
    clock.setTimeout(() => {
      void Promise.resolve().then(() => fired.push(`promise at ${scheduler.now()}`));
      clock.setTimeout(() => fired.push('the same moment'), 0);
    }, 1);
    clock.setTimeout(() => fired.push('the next moment'), 2);
    await pass(2);

    expect(fired).toEqual(['the same moment', 'promise at 1', 'the next moment']);
  });

  it('lets promises set timers that are due before those that are pending', async () => {
    const { clock, pass } = createTimeLine();
    const fired: string[] = [];
    const sleep = async (ms: number) =>
      new Promise<void>((wake) => {
        clock.setTimeout(wake, ms);
      });
    clock.setTimeout(() => fired.push('pending'), 10);
    void (async () => {
      await sleep(2);
      await sleep(2);
      fired.push('slept');
    })();
    await pass(10);

    expect(fired).toEqual(['slept', 'pending']);
  });

  it('never goes back, and takes no delay that is no number', async () => {
    const { clock, scheduler, pass } = createTimeLine();
    const fired: number[] = [];
    await pass(10);
    clock.setTimeout(() => fired.push(scheduler.now()), -5);
    await pass(1);

    expect(fired).toEqual([10]);
    expect(() => {
      clock.setTimeout(() => {}, Number.NaN);
    }).toThrow(RangeError);
  });

  it('forgets what is taken back', async () => {
    const { clock, scheduler, pass } = createTimeLine();
    const fired: string[] = [];
    clock.clearTimeout(clock.setTimeout(() => fired.push('cleared'), 1));
    scheduler.schedule(() => fired.push('unsubscribed'), 1).unsubscribe();
    await pass(1);

    expect(fired).toEqual([]);
  });

  it('tells the wall clock and the time elapsed alike', async () => {
    const { now, scheduler, pass } = createTimeLine();
    const began = now();
    await pass(1500);

    expect([now() - began, scheduler.now()]).toEqual([1500, 1500]);
  });

  it('stands still where a timer throws', async () => {
    const { clock, scheduler, pass } = createTimeLine();
    clock.setTimeout(() => {
      throw new Error('a defect');
    }, 3);

    await expect(pass(10)).rejects.toThrow('a defect');
    expect(scheduler.now()).toBe(3);
  });

  it('moves the delays of machines', async () => {
    const { clock, pass } = createTimeLine();
    const machine = createMachine({
      initial: 'waiting',
      states: { waiting: { after: { 20: 'done' } }, done: {} },
    });
    const actor = createActor(machine, { clock }).start();
    await pass(19);
    expect(actor.getSnapshot().value).toBe('waiting');
    await pass(1);
    expect(actor.getSnapshot().value).toBe('done');
  });
});

describe('RxJS on a time line', () => {
  const streams = [
    { name: 'timer', make: (on: SchedulerLike) => timer(5, on) },
    { name: 'timer with a period', make: (on: SchedulerLike) => timer(2, 3, on).pipe(take(4)) },
    { name: 'interval', make: (on: SchedulerLike) => interval(7, on).pipe(take(3)) },
    {
      name: 'debounceTime',
      make: (on: SchedulerLike) =>
        of(1, 2, 9, 3).pipe(
          concatMap((ms) => timer(ms, on)),
          debounceTime(4, on),
        ),
    },
  ];

  it.each(streams)('emits as with virtual time: $name', async ({ make }) => {
    const virtual = new VirtualTimeScheduler();
    const expected = record(make(virtual), virtual);
    virtual.flush();
    const { scheduler, pass } = createTimeLine();
    const emitted = record(make(scheduler), scheduler);
    await pass(100);

    expect(expected.length).toBeGreaterThan(0);
    expect(emitted).toEqual(expected);
  });
});

/** What a stream emits, and when. */
function record(stream: Observable<number>, on: SchedulerLike) {
  const emitted: { readonly at: number; readonly value: number }[] = [];
  stream.subscribe((value) => emitted.push({ at: on.now(), value }));
  return emitted;
}
