// What goes wrong with a network, and that nothing typed is lost by it. In simulated time.
import { describe, expect, it } from 'vitest';
import { type Peer, room } from '../support/peers.js';

const settleMs = 20_000;

interface Trouble {
  readonly name: string;
  readonly begin: (peer: Peer) => void;
  readonly end: (peer: Peer) => void;
  /** What the machine says of it once it has noticed. */
  readonly tag: string;
}

const troubles: readonly Trouble[] = [
  {
    name: 'the cable is out',
    begin: ({ host }) => host.unplug(),
    end: ({ host }) => host.plug(),
    tag: 'error',
  },
  {
    name: 'a firewall refuses',
    begin: ({ host }) => host.failSends('EPERM'),
    end: ({ host }) => host.failSends(undefined),
    tag: 'blocked',
  },
  {
    name: 'the sockets fail and the port is taken',
    begin: ({ host }) => {
      host.failOpening('bind');
      host.loseSockets('EBADF');
    },
    end: ({ host }) => host.failOpening(undefined),
    tag: 'error',
  },
];

describe.each(troubles)('while $name', ({ begin, end, tag }) => {
  it('what is typed waits, is said to wait, and arrives once afterwards, in order', async () => {
    const { join, pass, harm } = room({ seed: 5 });
    const [alice, bob] = [join('alice'), join('bob')];
    await pass(100);
    alice.say('before');
    await pass(100);
    begin(alice);
    await pass(3000);
    alice.say('during 1');
    await pass(3000);
    alice.say('during 2');
    await pass(10);
    expect(alice.tags()).toContain(tag);
    expect(alice.own()).toEqual(['before (sent)', 'during 1 (waiting)', 'during 2 (waiting)']);
    expect(alice.session.getSnapshot().context.recovery.trouble?.sentence).toMatch(/\w/);
    end(alice);
    await pass(settleMs);
    expect(alice.own()).toEqual(['before (sent)', 'during 1 (sent)', 'during 2 (sent)']);
    expect(bob.shows()).toEqual(['alice: before', 'alice: during 1', 'alice: during 2']);
    expect(harm()).toEqual([]);
  });

  it('/retry does not wait for the next attempt', async () => {
    const { join, pass } = room({ seed: 5 });
    const [alice, bob] = [join('alice'), join('bob')];
    await pass(100);
    begin(alice);
    alice.say('kept');
    await pass(60_000);
    end(alice);
    alice.session.send({ type: 'retry' });
    await pass(100);
    expect(bob.shows()).toEqual(['alice: kept']);
  });

  it('what others say is heard again afterwards', async () => {
    const { join, pass } = room({ seed: 5 });
    const [alice, bob] = [join('alice'), join('bob')];
    await pass(100);
    begin(alice);
    await pass(3000);
    end(alice);
    await pass(settleMs);
    bob.say('there you are');
    await pass(100);
    expect(alice.shows()).toEqual(['bob: there you are']);
  });
});

describe('when the address changes', () => {
  it('rebinds, says why, and goes on', async () => {
    const { join, pass, harm } = room({ seed: 5 });
    const [alice, bob] = [join('alice'), join('bob')];
    await pass(100);
    const seen: string[] = [];
    alice.session.subscribe((snapshot) => seen.push([...snapshot.tags].join()));
    const [eth0] = alice.session.getSnapshot().context.network.interfaces;
    if (eth0 === undefined) throw new Error('alice has no interface');
    alice.host.setInterfaces([{ ...eth0, address: '10.0.0.99' }]);
    alice.say('in the middle of it');
    await pass(settleMs);
    alice.say('on the new address');
    await pass(100);
    expect(seen).toContain('rebinding');
    expect(alice.session.getSnapshot().context.network.joined.map(({ address }) => address)).toEqual([
      '10.0.0.99',
    ]);
    expect(bob.shows()).toEqual(['alice: in the middle of it', 'alice: on the new address']);
    expect(harm()).toEqual([]);
  });

  it('misses nothing that others say meanwhile', async () => {
    const { join, pass } = room({ seed: 5 });
    const [alice, bob] = [join('alice'), join('bob')];
    await pass(100);
    const [eth0] = alice.session.getSnapshot().context.network.interfaces;
    if (eth0 === undefined) throw new Error('alice has no interface');
    alice.host.setInterfaces([{ ...eth0, address: '10.0.0.99' }]);
    const lines = Array.from({ length: 100 }, (_, index) => `line ${index}`);
    for (const line of lines) {
      bob.say(line);
      await pass(1);
    }
    await pass(settleMs);
    expect(alice.shows()).toEqual(lines.map((line) => `bob: ${line}`));
  });
});
