// The lab itself: its LAN is one on which hosts hear each other, and nothing of it is left.
import { expect, it } from 'vitest';
import { describeWhen } from '../support/describe-when.js';
import { createLab } from '../support/lab.js';
import { labSupport } from '../support/requirements.js';
import { shareLan } from '../support/shared-lan.js';

describeWhen(labSupport(), 'the lab', () => {
  const lan = shareLan({ hosts: ['alice', 'bob'], otherHosts: ['eve'] });

  const reaches = async (from: string, address: string): Promise<boolean> => {
    const host = lan.host(from);
    // An address that was asked for in vain a moment ago is not asked for again at once (arp(7)): forget that.
    await host.run('ip', 'neighbour', 'flush', 'all');
    return host.run('ping', '-c', '1', '-W', '3', address).then(
      () => true,
      () => false,
    );
  };

  it('connects its hosts', async () => {
    expect(await reaches('alice', lan.host('bob').address)).toBe(true);
  });

  it('has no way out: no route but to its own LAN', async () => {
    expect(await lan.host('alice').run('ip', 'route')).toMatch(/^10\.77\.0\.0\/24 dev eth0 [^\n]*\n$/);
  });

  it('pulls a cable and puts it back', async () => {
    const alice = lan.host('alice');
    await alice.cable('out');
    expect(await alice.run('ip', 'link', 'show', 'eth0')).toContain('NO-CARRIER');
    expect(await reaches('alice', lan.host('bob').address)).toBe(false);
    await alice.cable('in');
    expect(await reaches('alice', lan.host('bob').address)).toBe(true);
  });

  it('turns an interface off and on', async () => {
    const { card } = lan.host('alice');
    await card.link('down');
    expect(await reaches('alice', lan.host('bob').address)).toBe(false);
    await card.link('up');
    expect(await reaches('alice', lan.host('bob').address)).toBe(true);
  });

  it('takes a card out of a host and puts it back as another', async () => {
    const { card } = lan.host('alice');
    const { name, address } = card;
    await card.remove();
    expect(await lan.host('alice').run('ip', '-brief', 'link')).not.toContain(name);
    await card.insert({ name: 'wlan0', address: '10.77.0.78' });
    expect(card).toMatchObject({ name: 'wlan0', address: '10.77.0.78' });
    expect(await reaches('bob', '10.77.0.78')).toBe(true);
    await card.remove();
    await card.insert({ name, address });
    expect(await reaches('bob', address)).toBe(true);
  });

  it('has two LANs that a host may be on, and nothing else connects', async () => {
    const [alice, eve] = [lan.host('alice'), lan.host('eve')];
    expect(await reaches('alice', eve.address)).toBe(false);
    const second = await alice.addCard({ name: 'eth1', address: '10.78.0.201' }, 'other');
    expect(await reaches('alice', eve.address)).toBe(true);
    expect(await reaches('eve', alice.address)).toBe(false);
    await second.remove();
  });

  it('replaces an address', async () => {
    const bob = lan.host('bob');
    const old = bob.address;
    await bob.replaceAddress('10.77.0.77');
    expect(bob.address).toBe('10.77.0.77');
    expect(await reaches('alice', '10.77.0.77')).toBe(true);
    expect(await reaches('alice', old)).toBe(false);
  });

  it('names what is wrong', async () => {
    expect(() => lan.host('carol')).toThrow('the lab has no host carol, only alice, bob');
    await expect(lan.host('alice').run('ip', 'link', 'set', 'eth7', 'up')).rejects.toThrow('eth7');
  });

  it('ends its programs by their own process ids', async () => {
    await using other = await createLab({ hosts: ['carol'] });
    const program = other.host('carol').spawn(['sleep', '1000']);
    await other.close();
    expect(program.signalCode).toBe('SIGKILL');
  });
});
