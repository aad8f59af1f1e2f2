// How much a stranger can have us send: no more than the budgets, to nobody twice, and never to the original's port.
import { describe, expect, it } from 'vitest';
import { defaultPort } from '../../src/config.js';
import {
  historyBurstBytes,
  historyBytesPerSecond,
  maxGroupHistoryGivers,
  nackBurstBytes,
  nackBytesPerSecond,
  queriesPerSecond,
  queryBurst,
  repairBurstBytes,
} from '../../src/limits.js';
import { defaultProtocolTiming } from '../../src/protocol-timing.js';
import { bytesIn, controlPort, countOf, idOf, nameOf, settlingMs, type Stage, stage } from './stage.js';

/** How long each flood lasts. */
const floodSeconds = 10;

/** Datagrams in each second of it. */
const perSecond = 50;

/** Sends for a while; what the honest ones have sent meanwhile. */
async function flooded(here: Stage, send: (index: number) => void, seconds = floodSeconds) {
  here.sentSince();
  for (let index = 0; index < seconds * perSecond; index += 1) {
    send(index);
    await here.pass(1000 / perSecond);
  }
  return here.sentSince();
}

async function talked(here: Stage, lines: number): Promise<void> {
  for (let line = 0; line < lines; line += 1) {
    here.alice.say(`${line} ${'x'.repeat(300)}`);
    await here.pass(5);
  }
  await here.pass(settlingMs);
}

const control = (index: number) => ({ v: 1, id: idOf(index), epoch: 1 });
const askHistory = { kind: 'ask-history', messages: 200, bytes: 65_536 } as const;
const victim = { address: '10.0.0.77', port: 50_000 };

describe('for a small question', () => {
  it('no forged address gets more history than the budget, however many ask in its name', async () => {
    const here = await stage(1);
    await talked(here, 250);
    const { clientId } = nameOf(here.alice);
    const sent = await flooded(here, (index) =>
      here.send(controlPort, { ...control(index), ...askHistory, to: clientId }, { from: victim }),
    );
    const received = sent.filter(({ group }) => group === victim.address);
    expect(received.length).toBeGreaterThan(0);
    // The words around each datagram are as long as the lines here are short.
    const words = 1.5;
    expect(bytesIn(received)).toBeLessThan(
      words * (historyBurstBytes + historyBytesPerSecond * floodSeconds),
    );
  });

  it('asked of everybody, a few answer', async () => {
    const here = await stage(
      2,
      Array.from({ length: 12 }, (_, index) => `peer${index}`),
    );
    here.sentSince();
    here.send(controlPort, { ...control(1), ...askHistory }, { from: victim });
    await here.pass(2000);
    const givers = here.sentSince().filter(({ message }) => message?.kind === 'roster');
    expect(givers.length).toBeGreaterThan(0);
    expect(new Set(givers.map(({ message }) => message?.id)).size).toBeLessThanOrEqual(maxGroupHistoryGivers);
  });

  it('asked of one, nobody else answers', async () => {
    const here = await stage(3);
    here.sentSince();
    const { clientId } = nameOf(here.bob);
    here.send(controlPort, { ...control(1), ...askHistory, to: clientId }, { from: victim });
    await here.pass(2000);
    const answers = here.sentSince().filter(({ group }) => group === victim.address);
    expect(new Set(answers.map(({ message }) => message?.id))).toEqual(new Set([clientId]));
  });

  it.each([defaultPort, 0, 53, 1023])('nothing goes to port %i, where nobody of ours is', async (port) => {
    const here = await stage(4);
    here.sentSince();
    const from = { address: victim.address, port };
    const { clientId } = nameOf(here.bob);
    here.send(controlPort, { ...control(1), ...askHistory, to: clientId }, { from });
    const greeting = { kind: 'hello', handle: 'eve', role: 'person', upMs: 1e9, highest: 0, why: 'joined' };
    here.send(controlPort, { ...control(2), ...greeting }, { from });
    const late = here.join('late');
    await here.pass(settlingMs);
    expect(late.session.getSnapshot().status).toBe('active');
    expect(here.sentSince().filter(({ group }) => group === victim.address)).toEqual([]);
  });

  it('repairs stay within their budget', async () => {
    const here = await stage(5);
    await talked(here, 250);
    const { clientId, epoch } = nameOf(here.alice);
    const sent = await flooded(here, (index) =>
      here.send(controlPort, { ...control(index), kind: 'nack', wanted: [[clientId, epoch, [[1, 512]]]] }),
    );
    const budget = repairBurstBytes + defaultProtocolTiming.repairBytesPerSecond * floodSeconds;
    expect(bytesIn(sent, 'repair')).toBeGreaterThan(0);
    for (const { session } of here.honest) {
      const { clientId: id } = session.getSnapshot().context.identity;
      const own = sent.filter(({ message }) => message?.id === id);
      expect(bytesIn(own, 'repair')).toBeLessThanOrEqual(budget);
    }
  });

  it('what is too long to be repeated does not use up what repairs may take', async () => {
    const here = await stage(6);
    const { clientId, epoch } = nameOf(here.alice);
    const [long, other] = [idOf(1), idOf(2)];
    const stamp = { v: 1, epoch: 1, seq: 1, clock: [1, 0] };
    here.send(defaultPort, { client_id: long, handle: 'eve', content: 'x'.repeat(8000), ...stamp });
    await here.pass(100);
    const nack = (stream: readonly [string, number]) =>
      ({ v: 1, id: other, epoch: 1, kind: 'nack', wanted: [[...stream, [[1, 1]]]] }) as const;
    await flooded(here, () => here.send(controlPort, nack([long, 1])));
    here.send(controlPort, nack([clientId, epoch]));
    await here.pass(500);
    expect(countOf(here.sentSince(), 'repair')).toBe(1);
  });

  it('a hole in each of many streams does not have us ask for more than the budget', async () => {
    const here = await stage(7);
    const stamp = { v: 1, epoch: 1, seq: 500, clock: [1_700_000_000_000, 0] };
    const sent = await flooded(here, (index) =>
      here.send(defaultPort, { client_id: idOf(index), handle: 'eve', content: 'x', ...stamp }),
    );
    expect(bytesIn(sent, 'nack')).toBeGreaterThan(0);
    for (const peer of here.honest) {
      const own = sent.filter(({ message }) => message?.id === nameOf(peer).clientId);
      expect(bytesIn(own, 'nack')).toBeLessThanOrEqual(nackBurstBytes + nackBytesPerSecond * floodSeconds);
    }
  });

  it('one number far ahead is asked for by nobody', async () => {
    const here = await stage(8);
    const { clientId, epoch } = nameOf(here.alice);
    const stamp = { v: 1, epoch, clock: [1_700_000_000_000, 0] };
    const sent = await flooded(here, (index) =>
      here.send(defaultPort, {
        client_id: clientId,
        handle: 'x',
        content: 'x',
        ...stamp,
        seq: 1e6 + 7 * index,
      }),
    );
    expect(countOf(sent, 'nack')).toBe(0);
  });

  it('a number a little ahead is asked for a few times, and then it is over', async () => {
    const here = await stage(9);
    const { clientId, epoch } = nameOf(here.alice);
    const stamp = { v: 1, epoch, seq: 500, clock: [1_700_000_000_000, 0] };
    const line = { client_id: clientId, handle: 'x', content: 'x', ...stamp };
    const sent = await flooded(here, () => here.send(defaultPort, line), 30);
    expect(countOf(sent, 'nack')).toBeGreaterThan(0);
    expect(countOf(sent, 'nack')).toBeLessThanOrEqual(defaultProtocolTiming.maxAsks);
  });

  it('greetings are answered a few times a second', async () => {
    const here = await stage(10);
    const sent = await flooded(here, (index) =>
      here.send(controlPort, {
        ...control(index),
        kind: 'hello',
        handle: 'eve',
        role: 'person',
        upMs: 1,
        highest: 0,
        why: 'joined',
      }),
    );
    const eachSecond = countOf(sent, 'heartbeat') / here.honest.length / floodSeconds;
    expect(eachSecond).toBeLessThan(20);
  });

  it('questions are answered twice a second', async () => {
    const here = await stage(11);
    const { clientId } = nameOf(here.alice);
    const sent = await flooded(here, (index) =>
      here.send(controlPort, { ...control(index), kind: 'query', to: clientId }),
    );
    const own = sent.filter(({ message }) => message?.id === clientId);
    const perQuery = 1000 / defaultProtocolTiming.queryMs;
    // Its heartbeats go on beside.
    expect(countOf(own, 'heartbeat')).toBeLessThanOrEqual((perQuery + 1) * floodSeconds);
  });

  it('hundreds who fall silent at once are not all asked whether they are there, and are gone all the same', async () => {
    const here = await stage(12);
    for (let index = 0; index < 250; index += 1) {
      here.send(controlPort, {
        ...control(index),
        kind: 'hello',
        handle: 'eve',
        role: 'program',
        upMs: 1,
        highest: 0,
        why: 'joined',
      });
    }
    here.sentSince();
    const seconds = 240;
    await here.pass(seconds * 1000);
    const sent = here.sentSince();
    const own = sent.filter(({ message }) => message?.id === nameOf(here.alice).clientId);
    expect(countOf(own, 'query')).toBeLessThanOrEqual(queryBurst + queriesPerSecond * seconds);
    const busiest = own
      .filter(({ message }) => message?.kind === 'query')
      .map(({ at }) => Math.floor(at / 1000));
    for (const second of new Set(busiest)) {
      const inIt = busiest.filter((other) => other === second).length;
      expect(inIt).toBeLessThanOrEqual(queryBurst + queriesPerSecond);
    }
    expect(here.alice.session.getSnapshot().context.roster.ours).toBe(1);
  });

  it('what cannot be read is not answered at all', async () => {
    const here = await stage(13);
    await here.pass(60_000);
    const quiet = here.sentSince();
    await here.pass(10_000);
    const usual = here.sentSince().length;
    const junk = [
      '',
      '{',
      '[]',
      '{"v":1}',
      '{"v":2,"kind":"hello"}',
      '{"v":1,"kind":"ask-history","id":"a b"}',
    ];
    const sent = await flooded(here, (index) => {
      const bytes = new TextEncoder().encode(junk[index % junk.length]);
      here.send(controlPort, bytes);
      here.send(defaultPort, bytes);
    });
    expect(quiet.length).toBeGreaterThan(0);
    // Heartbeats, at their own pace, and nothing else.
    expect(new Set(sent.map(({ message }) => message?.kind))).toEqual(new Set(['heartbeat']));
    expect(sent.length).toBeLessThan(2 * usual);
  });
});
