// What was given up as lost, and is found after all when a network that was split is one again. In simulated time.
import { describe, expect, it } from 'vitest';
import { defaultProtocolTiming as timing } from '../../src/protocol-timing.js';
import { type Peer, room } from '../support/peers.js';

/** Longer than it takes to give up what was asked for in vain. */
const splitMs = 60_000;

/** After this everybody has been heard by everybody. */
const settleMs = 20_000;

/** Longer than the last of all waits before something is asked for once more. */
const foreverMs = timing.seekAfterMs * timing.seekFactor ** timing.maxSeeks * 2;

/**
 * Alice, bob and carol; of two lines of alice's bob lacks the first and knows it, and nobody hears him ask.
 *
 * @param isDeaf whether he hears nobody either
 */
async function split(seed: number, isDeaf: boolean) {
  const { lan, join, pass } = room({ seed });
  const [alice, bob, carol] = [join('alice'), join('bob'), join('carol')];
  await pass(settleMs);
  lan.blockPath(bob.host, alice.host);
  lan.blockPath(bob.host, carol.host);
  lan.blockPath(carol.host, bob.host);
  lan.blockPath(alice.host, bob.host);
  alice.say('one');
  await pass(1);
  lan.heal();
  lan.blockPath(bob.host, alice.host);
  lan.blockPath(bob.host, carol.host);
  lan.blockPath(carol.host, bob.host);
  alice.say('two');
  await pass(50);
  if (isDeaf) lan.blockPath(alice.host, bob.host);
  await pass(splitMs);
  expect(bob.shows()).toEqual(['1 lost from alice', 'alice: two']);
  return { lan, pass, alice, bob, carol };
}

describe.each([1, 2, 3, 4, 5])('when a split is over, seed %i', (seed) => {
  it('what was lost is asked for once more of its author', async () => {
    const { lan, pass, alice, bob, carol } = await split(seed, true);
    lan.heal();
    await pass(settleMs);
    expect(bob.shows()).toEqual(['alice: one', 'alice: two']);
    expect(bob.shows()).toEqual(carol.shows());
    expect(bob.shows()).toEqual(alice.shows());
  });

  it('or of somebody else who holds it, when its author is gone', async () => {
    const { lan, pass, alice, bob, carol } = await split(seed, true);
    alice.host.crash();
    lan.heal();
    await pass(settleMs);
    expect(bob.shows()).toEqual(['alice: one', 'alice: two']);
    expect(bob.shows()).toEqual(carol.shows());
  });

  it('also if it has been asked for in vain all the time, about as long after as that was', async () => {
    const { lan, pass, bob, carol } = await split(seed, false);
    lan.heal();
    await pass(splitMs + settleMs);
    expect(bob.shows()).toEqual(['alice: one', 'alice: two']);
    expect(bob.shows()).toEqual(carol.shows());
  });
});

describe('what nobody holds', () => {
  it('is never asked for again while all who are there lack it', async () => {
    const { lan, join, pass } = room({ seed: 3 });
    const [alice, bob, carol] = [join('alice'), join('bob'), join('carol')];
    await pass(settleMs);
    await losesFirstLine(lan, pass, alice, bob, carol);
    const before = [bob.shows(), carol.shows()];
    expect(before).toEqual([
      ['1 lost from alice', 'alice: two'],
      ['1 lost from alice', 'alice: two'],
    ]);
    const asked = nacksFrom(bob, carol);
    await pass(splitMs);
    expect(asked()).toBe(0);
  });

  it('is asked for a few times, and not for ever, when somebody wrongly seems to hold it', async () => {
    const { lan, join, pass } = room({ seed: 3 });
    const [alice, bob] = [join('alice'), join('bob')];
    await pass(settleMs);
    await losesFirstLine(lan, pass, alice, bob);
    // To her what alice has said is history: as far as she knows, nothing of it is missing.
    const dave = join('dave');
    const asked = nacksFrom(bob);
    await pass(foreverMs);
    expect(bob.shows()).toEqual(['1 lost from alice', 'alice: two']);
    expect(dave.shows()).toContain('alice: two');
    const times = asked();
    expect(times).toBeLessThanOrEqual(timing.maxAsks * timing.maxSeeks);
    await pass(foreverMs);
    expect(asked()).toBe(times);
  }, 120_000);
});

type Lan = ReturnType<typeof room>['lan'];

/** Nobody of these hears her. */
function alone(lan: Lan, her: Peer, ...others: readonly Peer[]): void {
  for (const other of others) lan.blockPath(her.host, other.host);
}

/** Of two lines of hers these hear the second alone; then she is gone, and they give the first up. */
async function losesFirstLine(
  lan: Lan,
  pass: ReturnType<typeof room>['pass'],
  her: Peer,
  ...others: readonly Peer[]
): Promise<void> {
  alone(lan, her, ...others);
  her.say('one');
  await pass(1);
  lan.heal();
  her.say('two');
  await pass(5);
  her.host.crash();
  await pass(splitMs);
}

/** Counts how often these ask for something from now on. */
function nacksFrom(...peers: readonly Peer[]): () => number {
  let nacks = 0;
  for (const { session } of peers) {
    session.on('dispatch', ({ message }) => {
      if (message.kind === 'nack') nacks += 1;
    });
  }
  return () => nacks;
}
