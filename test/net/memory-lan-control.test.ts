// The control plane of the in-memory LAN between several hosts, on simulated time; what one host shows is in the contract.
import { describe, expect, it } from 'vitest';
import type { NetworkInterface, Source } from '../../src/net/transport.js';
import {
  controlPort,
  eth0,
  type Heard,
  listen,
  listenToControl,
  memoryRig,
  sendControl,
  twoHosts,
} from './memory-lan-rig.js';

const eth1: NetworkInterface = { ...eth0, name: 'eth1', address: '192.0.2.7' };
const wlan0: NetworkInterface = { ...eth0, name: 'wlan0', address: '198.51.100.1' };

describe('the control plane', () => {
  it('sends to everyone by each interface, and to each segment once', () => {
    const { lan, scheduler, sender, other } = twoHosts();
    const elsewhere = lan.attach({ address: '198.51.100.2' });
    sender.setInterfaces([eth0, eth1, wlan0]);
    const sent: string[] = [];
    lan.sent.subscribe(({ source }) => sent.push(source.address));
    listenToControl(sender, scheduler);
    const heard = [listenToControl(other, scheduler), listenToControl(elsewhere, scheduler)];
    scheduler.flush();

    sendControl(sender, 'to all', 'everyone');
    scheduler.flush();
    expect(sent).toEqual([eth0.address, eth1.address, wlan0.address]);
    expect(heard.map(addresses)).toEqual([[eth0.address, eth1.address], [wlan0.address]]);

    sent.length = 0;
    sendControl(sender, 'once each', 'segments');
    scheduler.flush();
    expect(sent).toEqual([eth0.address, wlan0.address]);
    expect(heard.map(({ texts }) => texts.at(-1))).toEqual(['once each', 'once each']);
  });

  it('is answered by unicast, from another host to one process', () => {
    const { scheduler, attach } = memoryRig();
    const [asking, answering, third] = [attach(1), attach(2), attach(3)];
    const asked = listenToControl(asking, scheduler);
    const heard = listenToControl(answering, scheduler);
    const bystander = listenToControl(third, scheduler);
    scheduler.flush();
    sendControl(asking, 'who is there?');
    scheduler.flush();
    sendControl(answering, 'I am', sourceOf(heard));
    scheduler.flush();

    expect(asked.texts).toEqual(['who is there?', 'I am']);
    expect(asked.on).toEqual([eth0, eth0]);
    expect(bystander.texts).toEqual(['who is there?']);
  });

  const nobody = [
    { name: 'a shared port', to: { address: '192.0.2.2', port: controlPort } },
    { name: 'a port that nobody has', to: { address: '192.0.2.2', port: 65_535 } },
    { name: 'an address on another segment', to: { address: '198.51.100.2', port: 49_154 } },
  ] satisfies { name: string; to: Source }[];
  it.each(nobody)('reaches nobody at $name', ({ to }) => {
    const { lan, scheduler, sender, other } = twoHosts();
    const heard = [sender, other, lan.attach({ address: '198.51.100.2' })].map((host) =>
      listenToControl(host, scheduler),
    );
    scheduler.flush();
    sendControl(sender, 'lost', to);
    scheduler.flush();

    expect(heard.flatMap(({ texts }) => texts)).toEqual([]);
  });

  it('hears unicast at an address as long as the host has it', () => {
    const { scheduler, sender, other } = twoHosts();
    const own = listenToControl(sender, scheduler);
    const heard = listenToControl(other, scheduler);
    scheduler.flush();
    sendControl(sender, 'here I am');
    scheduler.flush();
    sender.setInterfaces([{ ...eth0, address: '192.0.2.99' }]);
    sendControl(other, 'to the old address', sourceOf(heard));
    sendControl(other, 'to the group');
    scheduler.flush();

    expect(own.texts).toEqual(['here I am', 'to the group']);
  });

  it.each([
    { name: 'a group', isUnicast: false },
    { name: 'one process', isUnicast: true },
  ])('loses and delays as the chat does, to $name', ({ isUnicast }) => {
    const { lan, scheduler, sender, other } = twoHosts({ delayMs: [10, 10] });
    listenToControl(sender, scheduler);
    const heard = listenToControl(other, scheduler);
    scheduler.flush();
    sendControl(other, 'here I am');
    scheduler.flush();
    const to = isUnicast ? sourceOf(heard) : 'everyone';
    const began = scheduler.now();
    sendControl(sender, 'slow', to);
    scheduler.flush();
    expect(heard.times.at(-1)).toBe(began + 10);

    lan.configure({ loss: 0.3 });
    const before = heard.texts.length;
    for (let number = 0; number < 1000; number += 1) sendControl(sender, String(number), to);
    scheduler.flush();
    expect(heard.texts.length - before).toBeGreaterThan(650);
    expect(heard.texts.length - before).toBeLessThan(750);
  });

  it('is silent where the system refuses, and heard again when it does not', () => {
    const { scheduler, sender, other } = twoHosts();
    listenToControl(sender, scheduler);
    const heard = listenToControl(other, scheduler);
    scheduler.flush();
    sender.failSends('EPERM');
    sendControl(sender, 'refused');
    sender.failSends(undefined);
    sendControl(sender, 'let through');
    scheduler.flush();

    expect(heard.texts).toEqual(['let through']);
  });

  it('does not hear chat that is told to its private port: the chat has none', () => {
    const { scheduler, sender, other } = twoHosts();
    const chat = listen(other, scheduler);
    listenToControl(sender, scheduler);
    scheduler.flush();
    for (const port of [49_152, 49_153]) sendControl(sender, 'hello', { address: '192.0.2.2', port });
    scheduler.flush();

    expect(chat.texts).toEqual([]);
  });
});

function addresses({ sources }: Heard): string[] {
  return sources.map(({ address }) => address);
}

/** Where the last datagram that was heard came from. */
function sourceOf(heard: Heard): Source {
  const source = heard.sources.at(-1);
  if (source === undefined) throw new Error('nothing was heard');
  return source;
}
