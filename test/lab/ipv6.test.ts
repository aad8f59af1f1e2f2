// IPv6 between hosts: a bare cable without any address from outside, both families side by side, two interfaces that turn
// out to be on one segment. The transport alone, in processes of its own.
import { expect, it, onTestFinished } from 'vitest';
import { describeWhen } from '../support/describe-when.js';
import { createLab, type Host, type Lab } from '../support/lab.js';
import { addLinkLocal } from '../support/link-local.js';
import { type Member, startMember } from '../support/member.js';
import { labSupport } from '../support/requirements.js';
import { room, roomAt } from '../support/room.js';

/** More than the 20 groups that Linux lets one IPv4 socket join (net.ipv4.igmp_max_memberships, ip(7)). */
const manyInterfaces = 30;

/** Longer than the system takes to find out that an address is unique, on a busy machine. */
const patienceMs = 20_000;

describeWhen(labSupport(), 'IPv6 between hosts', () => {
  const here = room(60);

  const membersOn = async (...hosts: readonly Host[]): Promise<readonly Member[]> =>
    await Promise.all(hosts.map(async (host) => await startMember(host, here)));
  it('lets two computers on a bare cable, without IPv4 addresses, meet', async () => {
    const lab = await labWith('alice', 'bob');
    for (const { card } of lab.hosts) await card.removeAddress();
    const [alice, bob] = await membersOn(...lab.hosts);
    if (alice === undefined || bob === undefined) throw new Error('somebody is missing');

    expect(alice.joined.chat).toMatchObject({ joined: ['eth0 fe80::1%eth0'], refused: [] });
    expect(await alice.chat('hello')).toEqual(['eth0 fe80::1%eth0']);
    expect(await bob.waitFor('hello')).toMatchObject({
      source: { address: 'fe80::1%eth0' },
      on: 'eth0 fe80::2%eth0',
    });
    alice.control('who is there?', 'everyone');
    bob.control('I am', (await bob.waitFor('who is there?')).source);
    expect(await alice.waitFor('I am')).toMatchObject({ plane: 'control', on: 'eth0 fe80::1%eth0' });
    await finish(alice, [alice, bob]);
    expect(bob.heard('hello')).toHaveLength(1);
    expect(bob.heard('I am')).toEqual([]);
  });

  it('speaks as soon as the system has found out that nobody else has the address', async () => {
    const lab = await createLab({ hosts: ['alice', 'bob'] });
    onTestFinished(async () => await lab.close());
    for (const { card } of lab.hosts) await card.removeAddress();
    await addLinkLocal(lab.host('bob'), 'eth0', 2);
    const [bob] = await membersOn(lab.host('bob'));
    await lab.host('alice').run('ip', '-6', 'address', 'add', 'fe80::1/64', 'dev', 'eth0');
    const [alice] = await membersOn(lab.host('alice'));
    if (alice === undefined || bob === undefined) throw new Error('somebody is missing');

    const sent = async () => await alice.chat('hello').catch((error: unknown) => String(error));
    await expect.poll(sent, { timeout: patienceMs }).toEqual(['eth0 fe80::1%eth0']);
    expect(await bob.waitFor('hello')).toMatchObject({ source: { address: 'fe80::1%eth0' } });
  });

  it('is all that a room in an IPv6 group uses', async () => {
    const lab = await labWith('alice', 'bob');
    const there = roomAt('ff12::e006:80b', 7200);
    const [alice, bob] = await Promise.all(lab.hosts.map(async (host) => await startMember(host, there)));
    if (alice === undefined || bob === undefined) throw new Error('somebody is missing');
    await lab.host('alice').untilJoined(there.group, there.port);

    expect(alice.joined).toMatchObject({
      chat: { joined: ['eth0 fe80::1%eth0'], refused: [] },
      control: { joined: ['eth0 fe80::1%eth0'], refused: [] },
    });
    expect(await alice.chat('hello')).toEqual(['eth0 fe80::1%eth0']);
    expect(await bob.waitFor('hello')).toMatchObject({ source: { address: 'fe80::1%eth0' } });
  });

  it('works in a group of a wider scope', async () => {
    const lab = await labWith('alice', 'bob');
    const there = roomAt('ff15::77', 7200);
    const [alice, bob] = await Promise.all(lab.hosts.map(async (host) => await startMember(host, there)));
    if (alice === undefined || bob === undefined) throw new Error('somebody is missing');

    await alice.chat('hello');
    alice.control('hello to all', 'everyone');
    expect(await bob.waitFor('hello')).toMatchObject({ on: 'eth0 fe80::2%eth0' });
    expect(await bob.waitFor('hello to all')).toMatchObject({ on: 'eth0 fe80::2%eth0' });
  });

  it('stands beside IPv4: the chat goes out once, over IPv4, and control reaches hosts of either', async () => {
    const lab = await labWith('alice', 'bob', 'carol', 'dave');
    await lab.host('carol').card.removeAddress();
    await lab.host('dave').run('ip', '-6', 'address', 'flush', 'dev', 'eth0');
    const [alice, bob, carol, dave] = await membersOn(...lab.hosts);
    if (alice === undefined || bob === undefined || carol === undefined || dave === undefined)
      throw new Error('somebody is missing');

    expect(alice.joined.chat.joined).toEqual(['eth0 10.77.0.1', 'eth0 fe80::1%eth0']);
    expect(await alice.chat('hello')).toEqual(['eth0 10.77.0.1']);
    expect(await bob.waitFor('hello')).toMatchObject({ on: 'eth0 10.77.0.2' });
    alice.control('hello to all', 'everyone');
    const sources = await Promise.all(
      [carol, dave].map(async (member) => (await member.waitFor('hello to all')).source.address),
    );
    expect(sources).toEqual(['fe80::1%eth0', '10.77.0.1']);
    alice.control('once', 'segments');
    await finish(alice, [alice, bob, dave]);
    expect([alice, bob, carol, dave].map((member) => member.heard('once').length)).toEqual([1, 1, 0, 1]);
    expect(bob.heard('hello')).toHaveLength(1);
    expect(bob.heard('hello to all')).toHaveLength(2);
  });

  it('does no harm where the system has no IPv6', async () => {
    const lab = await createLab({ hosts: ['alice'] });
    onTestFinished(async () => await lab.close());
    const [alice] = await membersOn(lab.host('alice'));

    expect(alice?.joined).toMatchObject({
      chat: { joined: ['eth0 10.77.0.1'], refused: [] },
      control: { joined: ['eth0 10.77.0.1'], refused: [] },
    });
  });

  it('finds out that two interfaces with different prefixes are on one segment', async () => {
    const lab = await labWith('alice', 'bob');
    const host = lab.host('alice');
    await host.addCard({ name: 'eth1', address: '10.99.0.1' });
    await addLinkLocal(host, 'eth1', 11);
    const [alice, bob] = await membersOn(...lab.hosts);
    if (alice === undefined || bob === undefined) throw new Error('somebody is missing');

    expect(await alice.chat('before')).toEqual(['eth0 10.77.0.1', 'eth1 10.99.0.1']);
    alice.control('hello', 'everyone');
    // Each of the two has heard the other, besides itself in both families, and bob has heard all four.
    await expect.poll(() => alice.heard('hello').length, { timeout: patienceMs }).toBeGreaterThanOrEqual(4);
    expect(await alice.chat('after')).toEqual(['eth0 10.77.0.1']);
    await finish(alice, [bob]);
    expect(bob.heard('after')).toHaveLength(1);
  });

  it('keeps two interfaces apart that are on two segments', async () => {
    const lab = await createLab({ hosts: ['alice', 'bob'], otherHosts: ['eve'] });
    onTestFinished(async () => await lab.close());
    for (const [index, host] of lab.hosts.entries()) await addLinkLocal(host, 'eth0', index + 1);
    await lab.host('alice').addCard({ name: 'eth1', address: '10.78.0.201' }, 'other');
    // The same address on both: each link has its own.
    await addLinkLocal(lab.host('alice'), 'eth1', 1);
    const [alice, bob, eve] = await membersOn(...lab.hosts);
    if (alice === undefined || bob === undefined || eve === undefined) throw new Error('somebody is missing');

    alice.control('hello', 'everyone');
    await Promise.all([bob.waitFor('hello'), eve.waitFor('hello')]);
    expect(await alice.chat('to both')).toEqual(['eth0 10.77.0.1', 'eth1 10.78.0.201']);
    eve.control('for you alone', (await eve.waitFor('hello')).source);
    expect((await alice.waitFor('for you alone')).on).toMatch(/^eth1 /);
    await finish(alice, [bob, eve]);
    expect([bob, eve].map((member) => member.heard('to both').length)).toEqual([1, 1]);
  });

  it('reaches exactly one of two programs on a host by unicast, in either family', async () => {
    const lab = await labWith('alice', 'bob');
    const [alice, bob, bobToo] = await membersOn(lab.host('alice'), lab.host('bob'), lab.host('bob'));
    if (alice === undefined || bob === undefined || bobToo === undefined)
      throw new Error('somebody is missing');

    bob.control('I am bob', 'everyone');
    await expect.poll(() => alice.heard('I am bob').length, { timeout: patienceMs }).toBe(2);
    for (const { source } of alice.heard('I am bob')) alice.control(`to ${source.address}`, source);
    await bob.waitFor('to 10.77.0.2');
    await bob.waitFor('to fe80::2%eth0');
    await finish(alice, [bob, bobToo]);
    expect(['to 10.77.0.2', 'to fe80::2%eth0'].flatMap((text) => bobToo.heard(text))).toEqual([]);
  });

  it(`uses ${manyInterfaces} interfaces, and speaks once on their segment`, async () => {
    const lab = await labWith('alice', 'bob');
    const host = lab.host('alice');
    for (let number = 1; number < manyInterfaces; number += 1) {
      await host.addCard({ name: `eth${number}`, address: `10.${100 + number}.0.1` });
      await addLinkLocal(host, `eth${number}`, 100 + number);
    }
    const [alice, bob] = await membersOn(...lab.hosts);
    if (alice === undefined || bob === undefined) throw new Error('somebody is missing');

    const { joined, refused } = alice.joined.chat;
    expect(joined.filter((one) => one.includes('fe80'))).toHaveLength(manyInterfaces);
    expect(joined.length + refused.length).toBe(2 * manyInterfaces);
    alice.control('hello', 'everyone');
    await expect.poll(async () => (await alice.chat('after')).length, { timeout: patienceMs }).toBe(1);
    await finish(alice, [bob]);
    expect(bob.heard('the last on chat')).toHaveLength(1);
  });
});

/** A lab of its own for each test; each host's first interface has a link-local address. */
async function labWith(...hosts: readonly string[]): Promise<Lab> {
  const lab = await createLab({ hosts });
  onTestFinished(async () => await lab.close());
  for (const [index, host] of lab.hosts.entries()) await addLinkLocal(host, 'eth0', index + 1);
  return lab;
}

/** Has one say a last word on both ports: whoever hears it has heard all that came before. */
async function finish(speaker: Member, listeners: readonly Member[]): Promise<void> {
  speaker.control('the last on control', 'segments');
  await speaker.chat('the last on chat');
  for (const listener of listeners) {
    await listener.waitFor('the last on control');
    await listener.waitFor('the last on chat');
  }
}
