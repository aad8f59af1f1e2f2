// How soon somebody who comes late has read what was said before, on a LAN that loses some of it. In simulated time.
import { describe, expect, it } from 'vitest';
import { maxHistoryMessages } from '../../src/wire/control.js';
import { room } from '../support/peers.js';

const seeds = Array.from({ length: 20 }, (_, index) => index + 1);

const settleMs = 10_000;

/** What somebody who joins a talk should have to wait for it at the most. */
const mostMs = 2000;

const lines = Array.from({ length: maxHistoryMessages }, (_, index) => `line ${index + 1}`);

describe('who comes late', () => {
  it.each(
    seeds.flatMap((seed) => [
      { seed, loss: 0 },
      { seed, loss: 0.05 },
    ]),
  )('has the last 200 messages within two seconds (seed $seed, loss $loss)', async ({ seed, loss }) => {
    const { join, pass } = room({ seed, loss, delayMs: [0, 3] });
    const alice = join('alice');
    const bob = join('bob');
    await pass(settleMs);
    for (const line of lines) {
      alice.say(line);
      await pass(20);
    }
    await pass(settleMs);
    expect(bob.shows()).toHaveLength(lines.length);

    const carol = join('carol');
    await pass(mostMs);
    expect(carol.shows()).toEqual([...lines.map((line) => `alice: ${line}`), '-- before --']);
  });
});
