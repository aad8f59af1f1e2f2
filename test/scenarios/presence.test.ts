// Who is said to be here, to have come and to have left, when people and cables come and go. In simulated time.
import { describe, expect, it } from 'vitest';
import { sessionViewOf } from '../../src/programs/session-view-of.js';
import { defaultProtocolTiming as timing } from '../../src/protocol-timing.js';
import { type Peer, room } from '../support/peers.js';

/** Longer than it takes until somebody who fell silent is said to have left. */
const untilLeftMs = 25_000;

/** Longer than it takes until somebody who said goodbye, or who came, is told of. */
const untilToldMs = timing.leaveGraceMs + timing.arrivalMs + timing.announceMs;

/** The handles of those who are not gone, in alphabetical order. */
function lists({ session }: Peer): readonly string[] {
  const { peers } = session.getSnapshot().context.roster;
  const present = [...peers.values()].filter(({ presence }) => presence !== 'gone');
  return present.map(({ handle }) => handle).toSorted();
}

describe('whoever is told to be here already', () => {
  it('is said to have left, and to have come back', async () => {
    const { join, pass } = room({ seed: 1 });
    const bob = join('bob');
    await pass(5000);
    const alice = join('alice');
    await pass(untilToldMs);
    bob.host.unplug();
    await pass(untilLeftMs);
    expect(alice.notices()).toEqual(['here already: bob', 'bob left']);
    bob.host.plug();
    await pass(untilToldMs);
    expect(alice.notices()).toEqual(['here already: bob', 'bob left', 'bob joined']);
  });

  it('is said to have come back also where a line of theirs is heard first', async () => {
    const { join, pass, lan } = room({ seed: 1 });
    const bob = join('bob');
    await pass(5000);
    const alice = join('alice');
    await pass(untilToldMs);
    lan.blockPath(bob.host, alice.host);
    await pass(untilLeftMs);
    lan.heal();
    bob.say('back');
    await pass(10);
    expect(alice.shows()).toEqual(['bob: back']);
    await pass(untilToldMs);
    expect(alice.notices()).toEqual(['here already: bob', 'bob left', 'bob joined']);
  });
});

describe('several who start together', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])(
    'know of each other before long, though datagrams are lost, seed %i',
    async (seed) => {
      const { join, pass } = room({ seed, loss: 0.3 });
      const [alice] = [join('alice')];
      await pass(400);
      const carol = join('carol');
      await pass(400);
      const bob = join('bob');
      await pass(20_000);
      expect(bob.notices().join()).toContain('alice');
      expect(bob.notices().join()).toContain('carol');
      expect(carol.notices()).toEqual(expect.arrayContaining(['here already: alice', 'bob joined']));
      expect(alice.notices().join()).toMatch(/carol.*joined.*|bob.*joined/u);
    },
  );
});

describe('a program in a pipe', () => {
  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is at no time listed, and its line is shown, seed %i', async (seed) => {
    const { join, joinAs, pass } = room({ seed });
    const alice = join('alice');
    await pass(5000);
    const listed = new Set<string>();
    alice.session.subscribe((snapshot) => {
      for (const { handle } of sessionViewOf(snapshot).people) listed.add(handle);
    });
    const piped = joinAs('pip', { role: 'program' });
    piped.say('built');
    piped.session.send({ type: 'finish' });
    await pass(untilLeftMs);
    expect(alice.shows()).toEqual(['pip: built']);
    expect([...listed]).toEqual([]);
  });
});

describe('whoever has said goodbye', () => {
  it('is not handed on to themselves, come back under another name', async () => {
    const { join, pass } = room({ seed: 1 });
    const alice = join('alice');
    await pass(5000);
    const bob = join('bob');
    await pass(5000);
    alice.say('hello bob');
    await pass(5000);
    bob.session.send({ type: 'quit' });
    await pass(500);
    const robert = join('robert');
    await pass(1000);
    expect(robert.shows()).toEqual(['alice: hello bob', '-- before --']);
    expect(lists(robert)).toEqual(['alice']);
  });

  it('is not believed to be there on the word of somebody who has not heard it', async () => {
    const { join, pass, lan } = room({ seed: 1 });
    const alice = join('alice');
    await pass(5000);
    const bob = join('bob');
    await pass(5000);
    lan.blockPath(bob.host, alice.host);
    const carol = join('carol');
    // Carol hears the goodbye before she asks Alice, who does not.
    bob.session.send({ type: 'quit' });
    await pass(2000);
    expect(lists(alice)).toEqual(['bob', 'carol']);
    expect(lists(carol)).toEqual(['alice']);
  });

  it('is gone for somebody, too, who only knew them by the word of another', async () => {
    const { join, pass, lan } = room({ seed: 1 });
    const alice = join('alice');
    await pass(5000);
    const bob = join('bob');
    await pass(5000);
    const carol = join('carol');
    lan.blockPath(bob.host, carol.host);
    await pass(2000);
    expect(lists(carol)).toEqual(['alice', 'bob']);
    lan.heal();
    bob.session.send({ type: 'quit' });
    await pass(untilToldMs);
    expect(lists(carol)).toEqual(['alice']);
    expect(lists(alice)).toEqual(['carol']);
  });
});

describe('whoever is known by the word of another alone', () => {
  it('is not handed on', async () => {
    const { join, pass, lan } = room({ seed: 1 });
    const alice = join('alice');
    await pass(5000);
    const bob = join('bob');
    await pass(5000);
    const carol = join('carol');
    lan.blockPath(bob.host, carol.host);
    await pass(2000);
    alice.host.unplug();
    bob.host.crash();
    const dave = join('dave');
    await pass(5000);
    expect(lists(carol)).toContain('bob');
    expect(lists(dave)).not.toContain('bob');
  });
});

describe('while we have no network', () => {
  it('nobody is said to have left, and nobody comes back', async () => {
    const { join, pass } = room({ seed: 1 });
    const others = ['bob', 'carol'];
    for (const handle of others) join(handle);
    await pass(5000);
    const alice = join('alice');
    await pass(untilToldMs);
    alice.host.unplug();
    await pass(10 * untilLeftMs);
    expect(lists(alice)).toEqual(others);
    alice.host.plug();
    await pass(untilLeftMs);
    expect(lists(alice)).toEqual(others);
    expect(alice.notices()).toEqual(['here already: bob and carol']);
  });

  it('who leaves meanwhile is said to have left some time after we are back', async () => {
    const { join, pass } = room({ seed: 1 });
    const [bob] = [join('bob'), join('carol')];
    await pass(5000);
    const alice = join('alice');
    await pass(untilToldMs);
    alice.host.unplug();
    await pass(5000);
    bob.session.send({ type: 'quit' });
    await pass(untilLeftMs);
    alice.host.plug();
    const quietMs = timing.quietAfterIntervals * timing.heartbeatMinMs;
    await pass(quietMs);
    expect(lists(alice)).toEqual(['bob', 'carol']);
    await pass(untilLeftMs - quietMs);
    expect(lists(alice)).toEqual(['carol']);
    expect(alice.notices()).toEqual(['here already: bob and carol', 'bob left']);
  });

  it('who is there is told of once it comes, as here already', async () => {
    const { join, joinAs, pass } = room({ seed: 1 });
    join('bob');
    await pass(5000);
    const alice = joinAs('alice', { isPlugged: false });
    await pass(4000);
    expect(alice.notices()).toEqual([]);
    alice.host.plug();
    await pass(untilToldMs);
    expect(alice.notices()).toEqual(['here already: bob']);
  });
});

describe('a change of the network', () => {
  const wlan0 = { name: 'wlan0', prefixLength: 24, family: 'IPv4', internal: false } as const;

  it('is said once it has settled, with what is not as it was', async () => {
    const { join, pass } = room({ seed: 1 });
    const alice = join('alice');
    await pass(5000);
    alice.host.setInterfaces([{ ...wlan0, address: '10.0.0.7' }]);
    await pass(timing.settledMs / 2);
    expect(alice.notices()).toEqual([]);
    await pass(5000);
    expect(alice.notices()).toEqual(['now on wlan0 10.0.0.7 (eth0 is gone)']);
  });

  it('is said once when it goes to and fro, and not when all is as before', async () => {
    const { join, pass } = room({ seed: 1 });
    const alice = join('alice');
    await pass(5000);
    const before = alice.session.getSnapshot().context.network.interfaces;
    const after = [{ ...wlan0, address: '10.0.0.7' }];
    for (let count = 0; count < 10; count += 1) {
      alice.host.setInterfaces(after);
      await pass(timing.settledMs / 2);
      alice.host.setInterfaces(before);
      await pass(timing.settledMs / 2);
    }
    await pass(5000);
    expect(alice.notices()).toEqual([]);
    alice.host.unplug();
    await pass(5000);
    alice.host.plug();
    await pass(5000);
    expect(alice.notices()).toEqual([]);
  });
});
