// Whole peers talk on the in-memory LAN, in simulated time.
import { describe, expect, it } from 'vitest';
import { room } from '../support/peers.js';

const settleMs = 5000;

/** Longer than it takes to say goodbye. */
const goodbyesMs = 300;

describe('two peers', () => {
  it('see each line of each other once, and their own as sent', async () => {
    const { join, pass, harm } = room({ seed: 1 });
    const [alice, bob] = [join('alice'), join('bob')];
    await pass(100);
    alice.say('hello bob');
    await pass(10);
    bob.say('hello alice');
    await pass(settleMs);
    expect(alice.shows()).toEqual(['alice: hello bob', 'bob: hello alice']);
    expect(bob.shows()).toEqual(['alice: hello bob', 'bob: hello alice']);
    expect(alice.own()).toEqual(['hello bob (sent)']);
    expect(harm()).toEqual([]);
  });

  it('see what was typed while joining', async () => {
    const { join, pass } = room({ seed: 1 });
    const bob = join('bob');
    await pass(100);
    const alice = join('alice');
    alice.say('typed early');
    expect(alice.own()).toEqual(['typed early (waiting)']);
    await pass(settleMs);
    expect(bob.shows()).toEqual(['alice: typed early']);
  });

  it('see a long message as the one that it was, whatever its parts went through', async () => {
    const { join, pass, harm } = room({ seed: 3, duplication: 0.5, reordering: 0.5, delayMs: [0, 40] });
    const [alice, bob] = [join('alice'), join('bob')];
    await pass(100);
    const long = Array.from({ length: 8 }, (_, line) =>
      `${line} ${'lorem ipsum 漢字 '.repeat(30)}`.trim(),
    ).join('\n');
    alice.say(long);
    await pass(settleMs);
    expect(bob.shows()).toEqual([`alice: ${long}`]);
    expect(harm()).toEqual([]);
  });

  it('hear a handle change', async () => {
    const { join, pass } = room({ seed: 1 });
    const [alice, bob] = [join('alice'), join('bob')];
    await pass(100);
    alice.session.send({ type: 'rename', handle: 'alicia', at: 0 });
    alice.say('it is me');
    await pass(settleMs);
    expect(bob.shows()).toEqual(['alicia: it is me']);
  });
});

describe.each([1, 2, 3, 44])('twenty peers at once, seed %i', (seed) => {
  const conditions = { seed, delayMs: [0, 30], duplication: 0.05, reordering: 0.2 } as const;
  const handles = Array.from({ length: 20 }, (_, index) => `peer${index}`);

  async function talk(more: { readonly loss: number }) {
    const { join, pass, harm, lan } = room({ ...conditions, ...more });
    const peers = handles.map(join);
    await pass(100);
    for (let line = 0; line < 5; line += 1) {
      for (const peer of peers) peer.say(`${line} from ${peer.handle}`);
      await pass(50);
    }
    await pass(settleMs);
    return { peers, harm, lan, pass };
  }
  const everything = handles.flatMap((handle) =>
    Array.from({ length: 5 }, (_, line) => `${handle}: ${line} from ${handle}`),
  );

  it('all show everything exactly once', async () => {
    const { peers, harm } = await talk({ loss: 0 });
    for (const peer of peers) expect(peer.shows().toSorted()).toEqual(everything.toSorted());
    expect(harm()).toEqual([]);
  });

  it('all show everything in one order, where a third is lost', async () => {
    const { peers, harm } = await talk({ loss: 0.3 });
    const [first, ...others] = peers.map((peer) => peer.shows());
    expect(first?.toSorted()).toEqual(everything.toSorted());
    for (const shown of others) expect(shown).toEqual(first);
    expect(harm()).toEqual([]);
  });

  it('close every socket when they leave', async () => {
    const { peers, lan, pass } = await talk({ loss: 0 });
    // Chat and control.
    expect(lan.memberships()).toBe(2 * peers.length);
    for (const peer of peers) peer.session.send({ type: 'quit' });
    await pass(goodbyesMs);
    expect(lan.memberships()).toBe(0);
  });
});
