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
import { claimStream, hear, meetStream } from '../../src/chat/hearing.js';
import { claim, giveUp, newReception, take } from '../../src/chat/reception.js';
import { wantedOf } from '../../src/chat/room.js';
import { displaced, emptyRoster, meet } from '../../src/chat/roster.js';
import { streamKey } from '../../src/chat/streams.js';
import { defaultPort } from '../../src/config.js';
import { maxHeldDatagrams, maxPeers, maxStreams } from '../../src/limits.js';
import { defaultProtocolTiming, maxClaimAhead } from '../../src/protocol-timing.js';
import { bytesOf, emptyRoom, hearAll, now, said, shown, startedAt } from '../chat/talk.js';
import { controlPort, heardFrom, idOf, nameOf, settlingMs, stage } from './stage.js';

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

describe('claims about a stream', () => {
  const name = ['a11ce00000', 7] as const;
  const key = streamKey(...name);
  const later = startedAt + 1000;

  it('of others do not count against the word of its author', () => {
    const told = claimStream(emptyRoom, [...name, Number.MAX_SAFE_INTEGER], later).room;
    const silent = meetStream(told, ...name, { highest: 0, upMs: 1e6 }, later).room;
    const spoken = meetStream(silent, ...name, { highest: 1, upMs: 1e6 }, later).room;
    expect(wantedOf(spoken, key)).toEqual([[1, 1]]);
  });

  it('that nothing has come of are no ground for the next', () => {
    const all = [[1, Number.MAX_SAFE_INTEGER]] as const;
    let reception = take(newReception<string>(1), 1, 'one').reception;
    for (let time = 0; time < 10; time += 1) {
      ({ reception } = giveUp(claim(reception, Number.MAX_SAFE_INTEGER), all));
    }
    expect(reception.highest).toBe(1 + maxClaimAhead);
    expect(take(reception, 2, 'two').isNew).toBe(true);
  });
});

describe('isPicked', () => {
  it.each([1, 2, 3, 20, 500])('has at most three of %i members answer, and at least one', (size) => {
    const members = Array.from({ length: size }, (_, index) => idOf(index));
    for (const asker of ['late', 'later', 'latest']) {
      const answering = members.filter((member) => isPicked(member, asker, members, 3));
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

  it('does not leave anything waiting for a repair that nobody asks for any more', async () => {
    const here = await stage(3);
    const { alice, bob } = here;
    for (let index = 0; index < maxStreams - 1; index += 1) {
      const stamp = { v: 1, epoch: 1, seq: 3, clock: [1_700_000_000_000, 0] };
      here.send(defaultPort, { client_id: idOf(index), handle: 'eve', content: 'x', ...stamp });
    }
    await here.pass(200);
    here.lan.blockPath(alice.host, bob.host);
    alice.say('lost');
    await here.pass(50);
    here.lan.heal();
    alice.say('waits');
    await here.pass(5);
    here.lan.blockPath(alice.host, bob.host);
    const { clientId, epoch } = nameOf(bob);
    here.send(controlPort, {
      v: 1,
      kind: 'nack',
      id: idOf(0),
      epoch: 1,
      wanted: [[clientId, epoch, [[1, 1]]]],
    });
    await here.pass(10);
    const { streams } = bob.session.getSnapshot().context.actors;
    expect(streams.size).toBe(maxStreams);
    expect(streams.has(`${nameOf(alice).clientId}/${nameOf(alice).epoch}`)).toBe(false);
    expect(heardFrom(bob, nameOf(alice).clientId)).toEqual(['hello from alice', 'waits']);
  });

  it('has whoever makes room show what was held back', () => {
    const crowd = Array.from({ length: maxStreams }, (_, index) => said(2, { client_id: `c${index}` }));
    const full = hearAll(crowd);
    const late = said(2, { client_id: 'late', content: 'waits' });
    const { room, messages } = hear(full, late, bytesOf(late), now + 1);
    expect(messages.map(({ text }) => text)).toEqual(['waits']);
    expect([room.streams.live.size, room.heldBack]).toEqual([maxStreams, maxStreams]);
    const next = said(3, { client_id: 'late', content: 'and on' });
    expect(shown(hear(room, next, bytesOf(next), now + 2).room)).toContain('bob: and on');
  });

  it('that does not end does not silence whoever loses a line meanwhile', async () => {
    const here = await stage(2);
    const { alice, bob } = here;
    let streams = 0;
    const flood = async (ms: number) => {
      for (let passed = 0; passed < ms; passed += 10) {
        for (let index = 0; index < 3; index += 1) {
          const stamp = { v: 1, epoch: 1, seq: 3, clock: [1_700_000_000_000, 0] };
          here.send(defaultPort, { client_id: idOf(streams), handle: 'eve', content: 'x', ...stamp });
          streams += 1;
        }
        await here.pass(10);
      }
    };
    await flood(1500);
    here.lan.blockPath(alice.host, bob.host);
    alice.say('lost');
    await flood(50);
    here.lan.heal();
    alice.say('heard');
    await flood(20);
    here.lan.blockPath(alice.host, bob.host);
    await flood(3000);
    expect(heardFrom(bob, nameOf(alice).clientId)).toEqual(['hello from alice', 'heard']);
  });
});
