// How soon somebody who comes late has read what was said before, on a LAN that loses some of it. In simulated time.
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { maxHistoryMessages } from '../../src/wire/control.js';
import { room } from '../support/peers.js';

const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

const settleMs = 10_000;

/** What somebody who joins a talk should have to wait for it at the most. */
const mostMs = 2000;
const stepMs = 50;

const lines = Array.from({ length: maxHistoryMessages }, (_, index) => `line ${index + 1}`);

describe('who comes late', () => {
  it.each([{ loss: 0 }, { loss: 0.05 }])(
    'has the last 200 messages within two seconds, loss $loss',
    async ({ loss }) => {
      const waits = await Promise.all(seeds.map(async (seed) => await waitForPast(seed, loss)));
      expect(Math.max(...waits)).toBeLessThanOrEqual(mostMs);
    },
  );
});

describe('who come late at the same time', () => {
  it.each([
    { givers: 1, joiners: 3 },
    { givers: 1, joiners: 4 },
    { givers: 2, joiners: 4 },
  ])('$joiners have all of it above the line, of $givers', async ({ givers, joiners }) => {
    const { join, pass } = room({ seed: 5, delayMs: [0, 3] });
    const [alice] = ['alice', 'bob'].slice(0, givers).map(join);
    await pass(settleMs);
    for (const line of lines) {
      alice?.say(line);
      await pass(20);
    }
    await pass(settleMs);
    const late = Array.from({ length: joiners }, (_, index) => join(`late${index}`));
    await pass(settleMs);
    const all = [...lines.map((line) => `alice: ${line}`), '-- before --'];
    expect(late.map(({ shows }) => shows())).toEqual(late.map(() => all));
  });
});

/** How long it takes until somebody who comes late shows all that was said before, and nothing else, in milliseconds. */
async function waitForPast(seed: number, loss: number): Promise<number> {
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
  const wanted = [...lines.map((line) => `alice: ${line}`), '-- before --'];
  for (let waitedMs = 0; waitedMs <= mostMs; waitedMs += stepMs) {
    if (isDeepStrictEqual(carol.shows(), wanted)) return waitedMs;
    await pass(stepMs);
  }
  return Number.POSITIVE_INFINITY;
}
