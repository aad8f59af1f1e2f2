// The small rules that keep one liar from silencing or displacing others.
import { describe, expect, it } from 'vitest';
import {
  afterBackOff,
  afterWait,
  askedByAnother,
  type AskingPlan,
  nextStep,
  nothingMissing,
  planFor,
} from '../../machines/asking-plan.js';
import { isPicked } from '../../src/chat/acknowledgers.js';
import { emptyHoldings, held, hold, type Holdings } from '../../src/chat/holdings.js';
import { emptyRing, withMember, withoutMember } from '../../src/chat/ring.js';
import { displaced, emptyRoster, meet } from '../../src/chat/roster.js';
import { defaultPort } from '../../src/config.js';
import { maxHeldDatagrams, maxPeers, maxStreams } from '../../src/limits.js';
import { defaultProtocolTiming } from '../../src/protocol-timing.js';
import { heardFrom, idOf, nameOf, settlingMs, stage } from './stage.js';

/** Plays the waits, with a nack of the liar's just before each of ours is due. */
function asksOfOurs(liesEachTime: boolean): { asks: number; firstMs: number } {
  const timing = defaultProtocolTiming;
  const missing = [[7, 7]] as const;
  let plan: AskingPlan = planFor(nothingMissing, missing, 0, timing);
  let asks = 0;
  let firstMs = Number.POSITIVE_INFINITY;
  for (let step = nextStep(plan); step !== undefined; step = nextStep(plan)) {
    const { stage: waited, dueMs } = step;
    if (waited !== 'backing-off') {
      plan = afterWait(plan, dueMs, 100, timing).plan;
      continue;
    }
    if (liesEachTime) plan = askedByAnother(plan, missing, dueMs - 1, timing);
    if (nextStep(plan)?.stage !== 'backing-off') continue;
    const asked = afterBackOff(plan, dueMs, 100, timing);
    ({ plan } = asked);
    asks += 1;
    firstMs = Math.min(firstMs, dueMs);
  }
  return { asks, firstMs };
}

describe('whoever keeps asking for what we miss', () => {
  it('does not keep us from asking for long', () => {
    expect(asksOfOurs(false).asks).toBe(defaultProtocolTiming.maxAsks);
    const silenced = asksOfOurs(true);
    expect(silenced.asks).toBeGreaterThan(1);
    expect(silenced.firstMs).toBeLessThan(5 * defaultProtocolTiming.askAgainMaxMs);
  });
});

describe('a flood of datagrams that are to be kept', () => {
  it('does not push out our own, which we are asked for first', () => {
    const bytes = new Uint8Array(900);
    let holdings: Holdings = hold(emptyHoldings, 'own/1', 1, bytes, true);
    for (let stream = 0; stream < 2 * maxStreams; stream += 1)
      holdings = hold(holdings, `x${stream}/1`, 1, bytes);
    for (let seq = 0; seq < maxHeldDatagrams; seq += 1) {
      holdings = hold(holdings, `y${seq % (maxStreams / 2)}/1`, seq, bytes);
    }
    expect(held(holdings, 'own/1', 1)).toBe(bytes);
    expect(holdings.streams.size).toBeLessThanOrEqual(maxStreams);
  });
});

describe('a flood of people', () => {
  it('pushes out each other, and not those who have been here all the time', () => {
    let roster = meet(emptyRoster, 'honest', 'bob', 0, { kind: 'ours' });
    for (let index = 0; index < maxPeers + 100; index += 1) {
      roster = meet(roster, idOf(index), `h${index}`, 0, { kind: 'ours' });
    }
    expect(roster.peers.size).toBe(maxPeers);
    expect(roster.peers.has('honest')).toBe(true);
    expect(displaced(roster, 'new')?.clientId).toBe(idOf(maxPeers + 99));
  });
});

describe('isPicked', () => {
  it.each([1, 2, 3, 20, 500])('has at most three of %i members answer, and at least one', (size) => {
    const members = Array.from({ length: size }, (_, index) => idOf(index));
    const ring = members.reduce(withMember, emptyRing);
    for (const asker of ['late', 'later', 'latest']) {
      const answering = members.filter((member) => isPicked(member, asker, withoutMember(ring, member), 3));
      expect(answering.length).toBe(Math.min(3, size));
    }
  });
});

describe('a flood of streams with holes', () => {
  it('does not keep from the screen what waits for a repair', async () => {
    const here = await stage(1);
    const { alice, bob } = here;
    here.lan.blockPath(alice.host, bob.host);
    alice.say('lost');
    await here.pass(50);
    here.lan.heal();
    alice.say('waits for it');
    await here.pass(5);
    here.lan.blockPath(alice.host, bob.host);
    for (let index = 0; index < 2 * maxStreams; index += 1) {
      const stamp = { v: 1, epoch: 1, seq: 3, clock: [1_700_000_000_000, 0] };
      here.send(defaultPort, { client_id: idOf(index), handle: 'eve', content: 'x', ...stamp });
    }
    await here.pass(settlingMs);
    expect(heardFrom(bob, nameOf(alice).clientId)).toEqual(['hello from alice', 'waits for it']);
    here.lan.heal();
    alice.say('and on');
    await here.pass(settlingMs);
    expect(heardFrom(bob, nameOf(alice).clientId).at(-1)).toBe('and on');
  });
});
