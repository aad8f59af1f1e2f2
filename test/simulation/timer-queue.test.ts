// The queue of timers, held to the plainest one there is: a list that is sorted before each look.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { createTimerQueue, type QueuedTimer } from '../../src/simulation/timer-queue.js';

/** What is done to a queue: a timer is added, the next one is taken, or any one is removed. */
const step = fc.oneof(
  fc.record({ does: fc.constant('add' as const), at: fc.nat({ max: 20 }) }),
  fc.record({ does: fc.constant('take' as const) }),
  fc.record({ does: fc.constant('remove' as const), which: fc.nat() }),
);

const nothing = (): void => {};

it('gives timers in the order in which they are due, and those of one moment in the order of setting', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), (steps) => {
      const queue = createTimerQueue();
      let model: QueuedTimer[] = [];
      const expected = () => model.toSorted((one, other) => one.at - other.at || one.order - other.order)[0];
      for (const each of steps) {
        const taken = each.does === 'remove' ? model[each.which % Math.max(1, model.length)] : queue.first();
        if (each.does === 'add') {
          model.push(queue.add(each.at, nothing));
        } else if (taken !== undefined) {
          queue.remove(taken);
          model = model.filter((timer) => timer !== taken);
        }
        expect(queue.first()).toBe(expected());
      }
    }),
  );
});

it('leaves alone what is not in it', () => {
  const queue = createTimerQueue();
  const gone = queue.add(1, nothing);
  const stays = queue.add(2, nothing);
  queue.remove(gone);
  queue.remove(gone);
  expect(queue.first()).toBe(stays);
});
