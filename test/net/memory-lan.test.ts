// The in-memory LAN on simulated time: what its conditions and knobs do, and that a seed repeats a run.
import * as fc from 'fast-check';
import { VirtualTimeScheduler } from 'rxjs';
import { describe, expect, it } from 'vitest';
import { troubleOf } from '../../src/errors.js';
import { createMemoryLan, type MemoryLanOptions } from '../../src/net/memory-lan.js';
import type { InterfacesChange, NetworkInterface } from '../../src/net/transport.js';
import { advance, eth0, listen, sendText, twoHosts } from './memory-lan-rig.js';
import { troubleFrom } from './trouble-from.js';

const renewed: NetworkInterface = { ...eth0, address: '192.0.2.99' };
const wlan0: NetworkInterface = { ...eth0, name: 'wlan0', address: '198.51.100.1' };

describe('the conditions of a LAN', () => {
  it('are perfect unless told otherwise', async () => {
    const { own, heard } = await exchange(100, {});
    expect(own).toEqual(inOrder(100));
    expect(heard).toEqual(inOrder(100));
  });

  it('delay each datagram within the bounds, and keep the order', async () => {
    const { heard, times } = await exchange(200, { delayMs: [10, 50] });
    expect(heard).toEqual(inOrder(200));
    const delays = times.map((at, number) => at - number);
    expect(Math.min(...delays)).toBeGreaterThanOrEqual(10);
    expect(Math.max(...delays)).toBeLessThanOrEqual(50);
    expect(new Set(delays).size).toBeGreaterThan(10);
  });

  it('lose about the share that they are told, and nothing that a host sends to itself', async () => {
    const { own, heard } = await exchange(2000, { loss: 0.3 });
    expect(own).toEqual(inOrder(2000));
    expect(heard.length).toBeGreaterThan(1300);
    expect(heard.length).toBeLessThan(1500);
  });

  it('double about the share that they are told', async () => {
    const { own, heard } = await exchange(2000, { duplication: 0.05 });
    expect(own).toEqual(inOrder(2000));
    expect(new Set(heard).size).toBe(2000);
    expect(heard.length).toBeGreaterThan(2060);
    expect(heard.length).toBeLessThan(2140);
  });

  it('let datagrams overtake others only when they are told', async () => {
    const { heard } = await exchange(200, { delayMs: [0, 20], reordering: 0.5 });
    expect(heard).not.toEqual(inOrder(200));
    expect(heard.toSorted((one, other) => Number(one) - Number(other))).toEqual(inOrder(200));
  });

  it('change at run time', async () => {
    const { lan, scheduler, sender, other } = twoHosts({ loss: 1 });
    const heard = listen(other, scheduler);
    listen(sender, scheduler);
    scheduler.flush();
    await sendText(sender.transport, 'into the void');
    scheduler.flush();
    lan.configure({ loss: 0 });
    await sendText(sender.transport, 'into the room');
    scheduler.flush();
    expect(heard.texts).toEqual(['into the room']);
  });

  it('repeat with the seed, whatever they are', async () => {
    const chance = fc.double({ min: 0, max: 1, noNaN: true });
    const conditions = fc.record({
      seed: fc.integer(),
      loss: chance,
      duplication: chance,
      reordering: chance,
    });
    await fc.assert(
      fc.asyncProperty(conditions, async (given) => {
        const run = await exchange(20, { ...given, delayMs: [0, 30] });
        expect(await exchange(20, { ...given, delayMs: [0, 30] })).toEqual(run);
      }),
      { numRuns: 30 },
    );
  });
});

describe('who hears whom', () => {
  it('is decided by group, port, segment and TTL', async () => {
    const scheduler = new VirtualTimeScheduler();
    const lan = createMemoryLan({ seed: 1, scheduler });
    const sender = lan.attach({ address: '192.0.2.1' });
    const rows = [
      { name: 'same group', at: '192.0.2.2', change: {} },
      { name: 'other group', at: '192.0.2.3', change: { groups: ['224.6.8.12'] } },
      { name: 'other port', at: '192.0.2.4', change: { port: 6812 } },
      { name: 'other segment', at: '198.51.100.5', change: {} },
    ];
    const listeners = rows.map(({ name, at, change }) => ({
      name,
      heard: listen(lan.attach({ address: at }), scheduler, change),
    }));
    const heardBy = () => listeners.filter(({ heard }) => heard.texts.length > 0).map(({ name }) => name);
    const own = listen(sender, scheduler, { ttl: 0 });
    scheduler.flush();

    await sendText(sender.transport, 'not beyond this computer');
    scheduler.flush();
    expect(own.texts).toEqual(['not beyond this computer']);
    expect(heardBy()).toEqual([]);

    listen(sender, scheduler);
    scheduler.flush();
    await sendText(sender.transport, 'to the LAN');
    scheduler.flush();
    expect(heardBy()).toEqual(['same group']);
  });

  it('lets a host on two segments send once on each', async () => {
    const { lan, scheduler, sender, other } = twoHosts({});
    const elsewhere = lan.attach({ address: '198.51.100.2', name: 'wlan0' });
    sender.setInterfaces([eth0, wlan0, { ...eth0, name: 'eth1', address: '192.0.2.7' }]);
    const sent: string[] = [];
    lan.sent.subscribe(({ source }) => sent.push(source.address));
    listen(sender, scheduler);
    const heard = [listen(other, scheduler), listen(elsewhere, scheduler)];
    scheduler.flush();

    const { sentOn } = await sendText(sender.transport, 'hello');
    scheduler.flush();

    expect(sentOn).toEqual([eth0, wlan0]);
    expect(sent).toEqual(['192.0.2.1', '198.51.100.1']);
    expect(heard.map(({ texts }) => texts)).toEqual([['hello'], ['hello']]);
  });

  it('can be followed: who sent what where, and when', async () => {
    const { lan, scheduler, sender } = twoHosts({ loss: 1 });
    const sent: unknown[] = [];
    lan.sent.subscribe((datagram) => sent.push(datagram));
    listen(sender, scheduler);
    scheduler.flush();
    advance(scheduler, 40);
    await sendText(sender.transport, 'hello');

    expect(sent).toEqual([
      {
        at: 40,
        source: { address: '192.0.2.1', port: 49_152 },
        group: '224.6.8.11',
        port: 6811,
        bytes: Uint8Array.from(Buffer.from('hello')),
      },
    ]);
  });
});

describe('what a scenario can do to a host', () => {
  it('pull the cable: nothing in, nothing out, no error, and its own programs hear each other', async () => {
    const { scheduler, sender, other } = twoHosts({ delayMs: [10, 10] });
    const own = listen(sender, scheduler);
    const heard = listen(other, scheduler);
    scheduler.flush();

    await sendText(other.transport, 'on its way when the cable is pulled');
    sender.unplug();
    scheduler.flush();
    expect(own.texts).toEqual([]);

    await sendText(sender.transport, 'alone');
    await sendText(other.transport, 'anybody?');
    scheduler.flush();
    expect(own.texts).toEqual(['alone']);

    sender.plug();
    await sendText(sender.transport, 'back');
    scheduler.flush();
    expect(heard.texts).toEqual(['on its way when the cable is pulled', 'anybody?', 'back']);
    expect(own.texts).toEqual(['alone', 'back']);
  });

  it('show in its interfaces that the cable is pulled, or that they changed', () => {
    const { sender } = twoHosts({});
    const changes: InterfacesChange[] = [];
    sender.transport.interfaces().subscribe((change) => changes.push(change));
    sender.unplug();
    sender.unplug();
    sender.plug();
    sender.setInterfaces([renewed]);

    expect(changes).toEqual([
      { interfaces: [eth0], added: [eth0], removed: [], changed: [] },
      { interfaces: [], added: [], removed: [eth0], changed: [] },
      { interfaces: [eth0], added: [eth0], removed: [], changed: [] },
      { interfaces: [renewed], added: [], removed: [], changed: [renewed] },
    ]);
  });

  it('renew its address: it still hears, but cannot send before it joined anew', async () => {
    const { scheduler, sender, other } = twoHosts({});
    const own = listen(sender, scheduler);
    listen(other, scheduler);
    scheduler.flush();
    sender.setInterfaces([renewed]);

    await sendText(other.transport, 'still heard');
    scheduler.flush();
    expect(own.texts).toEqual(['still heard']);
    expect(await troubleFrom(sendText(sender.transport, 'hello'))).toEqual({
      tag: 'send',
      sentence:
        'no interface sent the datagram to 224.6.8.11:6811 (eth0 192.0.2.1: ENETUNREACH): check that the network is connected',
    });

    listen(sender, scheduler, { interfaces: [renewed] });
    scheduler.flush();
    expect((await sendText(sender.transport, 'hello')).sentOn).toEqual([renewed]);
  });

  it('fail each send with a code of the system', async () => {
    const { scheduler, sender } = twoHosts({});
    listen(sender, scheduler);
    scheduler.flush();
    sender.failSends('EPERM');
    expect(await troubleFrom(sendText(sender.transport, 'hello'))).toEqual({
      tag: 'send',
      sentence:
        'no interface sent the datagram to 224.6.8.11:6811 (eth0 192.0.2.1: EPERM): let the firewall pass UDP to port 6811',
    });
    sender.failSends(undefined);
    expect(await troubleFrom(sendText(sender.transport, 'hello'))).toBeUndefined();
  });

  it('fail each opening', () => {
    const { lan, scheduler, sender } = twoHosts({});
    sender.failOpening('bind');
    const refused = listen(sender, scheduler);
    scheduler.flush();
    expect(refused.errors.map(({ tag }) => tag)).toEqual(['bind']);

    sender.failOpening(undefined);
    const welcome = listen(sender, scheduler);
    scheduler.flush();
    expect(welcome.errors).toEqual([]);
    expect(lan.memberships()).toBe(1);
  });

  it('lose its sockets, all of them', async () => {
    const { lan, scheduler, sender } = twoHosts({});
    const listeners = [listen(sender, scheduler), listen(sender, scheduler)];
    scheduler.flush();
    sender.loseSockets('ENETDOWN');
    expect(listeners.flatMap(({ errors }) => errors.map(troubleOf))).toEqual([
      {
        tag: 'socket-lost',
        sentence: 'the socket that receives 224.6.8.11:6811 failed (ENETDOWN): try again',
      },
      {
        tag: 'socket-lost',
        sentence: 'the socket that receives 224.6.8.11:6811 failed (ENETDOWN): try again',
      },
    ]);
    // What is left closes at the end of the turn.
    await Promise.resolve();
    expect(lan.memberships()).toBe(0);
  });
});

/** Sends numbered datagrams a millisecond apart; what the sender and another host hear of them, and when. */
async function exchange(count: number, conditions: Partial<MemoryLanOptions>) {
  const { lan, scheduler, sender, other } = twoHosts(conditions);
  const own = listen(sender, scheduler);
  const heard = listen(other, scheduler);
  scheduler.flush();
  for (let number = 0; number < count; number += 1) {
    await sendText(sender.transport, String(number));
    advance(scheduler, 1);
  }
  scheduler.flush();
  return { own: own.texts, heard: heard.texts, times: heard.times, left: lan.memberships() };
}

/** What {@link exchange} sends. */
function inOrder(count: number): string[] {
  return Array.from({ length: count }, (_, number) => String(number));
}
