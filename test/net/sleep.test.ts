import { TestScheduler } from 'rxjs/testing';
import { expect, it } from 'vitest';
import { wakings } from '../../src/net/sleep.js';

it.each([
  ['ticks that come in time are no sleep', [], '--------'],
  ['a tick that is late by a moment is no sleep', [[2000, 1500]], '--------'],
  ['a tick that is late by long is a waking', [[2000, 60_000]], '3s a'],
] as const)('%s', (_, jumps, told) => {
  const scheduler = new TestScheduler((actual, expected) => expect(actual).toEqual(expected));
  scheduler.run(({ expectObservable }) => {
    const time = scheduler.now.bind(scheduler);
    // The wall clock goes on while the timers, and with them the marbles, stand still.
    scheduler.now = () => jumps.reduce((now, [after, by]) => (time() > after ? now + by : now), time());
    expectObservable(wakings(scheduler), '^ 7999ms !').toBe(told, { a: 60_000 });
  });
});
