// What a simulation does to the in-memory LAN and its hosts, on simulated time: shared loss and bursts, partitions, one-way
// paths, pauses, crashes, forged datagrams.
import { describe, expect, it } from 'vitest';
import type { LanConditions } from '../../src/net/lan-conditions.js';
import {
  advance,
  chatPort,
  controlPort,
  type Heard,
  listen,
  listenToControl,
  memoryRig,
  sendControl,
  sendText,
  twoHosts,
} from './memory-lan-rig.js';

/** How many datagrams it takes for a share to be near its chance. */
const many = 4000;

describe('loss', () => {
  it('of half the datagrams strikes each receiver by itself', () => {
    const [one, other] = lostByTwo({ loss: 0.5 });
    expect(share(one)).toBeCloseTo(0.5, 1);
    expect(share(one.filter((number) => other.includes(number)))).toBeCloseTo(0.25, 1);
  });

  it('that is shared strikes all receivers at once', () => {
    const [one, other] = lostByTwo({ sharedLoss: 0.5 });
    expect(share(one)).toBeCloseTo(0.5, 1);
    expect(other).toEqual(one);
  });

  it('in bursts comes in runs as long as it is told, to each receiver by itself', () => {
    const [one, other] = lostByTwo({ bursts: { begin: 0.02, end: 0.1, loss: 1 } });
    expect(share(one)).toBeCloseTo(0.02 / (0.02 + 0.1), 1);
    const runs = one.filter((number) => !one.includes(number - 1)).length;
    expect(one.length / runs).toBeGreaterThan(8);
    expect(one.length / runs).toBeLessThan(12);
    expect(other).not.toEqual(one);
  });

  it('in bursts spares some of what a burst meets', () => {
    const [one] = lostByTwo({ bursts: { begin: 1, end: 0, loss: 0.8 } });
    expect(share(one)).toBeCloseTo(0.8, 1);
  });

  it('never strikes what a host sends to itself', () => {
    const { scheduler, sender } = twoHosts({ sharedLoss: 1, loss: 1, bursts: { begin: 1, end: 0, loss: 1 } });
    const own = listenToControl(sender, scheduler);
    scheduler.flush();
    sendControl(sender, 'hello');
    scheduler.flush();
    expect(own.texts).toEqual(['hello']);
  });
});

describe('paths', () => {
  it('end at the borders of a partition until it heals', () => {
    const { lan, hosts, said } = fourHosts();
    const [a, b, c, d] = hosts;
    expect(said()).toEqual(['abcd', 'abcd', 'abcd', 'abcd']);

    lan.partition([[a, b], [c]]);
    expect(said()).toEqual(['ab', 'ab', 'c', 'd']);

    // Those in no group are one together.
    lan.partition([[b]]);
    expect(said()).toEqual(['acd', 'b', 'acd', 'acd']);

    lan.partition([[a, b, c, d]]);
    expect(said()).toEqual(['abcd', 'abcd', 'abcd', 'abcd']);

    lan.partition([[a, d]]);
    lan.heal();
    expect(said()).toEqual(['abcd', 'abcd', 'abcd', 'abcd']);
  });

  it('are blocked one way until they heal', () => {
    const { lan, hosts, said } = fourHosts();
    const [a, b, c] = hosts;
    lan.blockPath(a, b);
    lan.blockPath(a, c);
    expect(said()).toEqual(['abcd', 'bcd', 'bcd', 'abcd']);

    lan.heal();
    expect(said()).toEqual(['abcd', 'abcd', 'abcd', 'abcd']);
  });

  it('let through what is on its way when they are cut', () => {
    const { lan, scheduler, sender, other } = twoHosts({ delayMs: [10, 10] });
    listenToControl(sender, scheduler);
    const heard = listenToControl(other, scheduler);
    scheduler.flush();
    sendControl(sender, 'just in time');
    lan.partition([[sender], [other]]);
    scheduler.flush();
    expect(heard.texts).toEqual(['just in time']);
  });

  it('are those of this LAN', () => {
    const [{ lan }, { sender }] = [memoryRig(), twoHosts()];
    expect(() => lan.partition([[sender]])).toThrow('the host is on another LAN');
  });
});

describe('a host that is paused', () => {
  it('reads on resuming what its system has kept, in order, and the rest is lost', async () => {
    const { scheduler, sender, other } = twoHosts();
    listen(sender, scheduler);
    listenToControl(sender, scheduler);
    const chat = listen(other, scheduler);
    const control = listenToControl(other, scheduler);
    scheduler.flush();
    other.pause(3);
    for (const text of ['1', '2', '3', '4', '5']) {
      sendControl(sender, text);
      await sendText(sender.transport, text);
      advance(scheduler, 100);
    }
    expect([...chat.texts, ...control.texts]).toEqual([]);

    other.resume();
    expect(chat.texts).toEqual(['1', '2', '3']);
    expect(control.texts).toEqual(['1', '2', '3']);

    sendControl(sender, '6');
    scheduler.flush();
    expect(control.texts).toEqual(['1', '2', '3', '6']);
  });

  it('keeps what its system has kept when its cable is pulled', () => {
    const { scheduler, sender, other } = twoHosts();
    listenToControl(sender, scheduler);
    const heard = listenToControl(other, scheduler);
    scheduler.flush();
    other.pause();
    sendControl(sender, 'kept');
    scheduler.flush();
    other.unplug();
    sendControl(sender, 'lost');
    scheduler.flush();
    other.resume();
    expect(heard.texts).toEqual(['kept']);
  });
});

describe('a host that crashes', () => {
  it('takes with it what it has sent and what is on its way to it', () => {
    const { lan, scheduler, sender, other } = twoHosts({ delayMs: [10, 10] });
    const own = listenToControl(sender, scheduler);
    const heard = listenToControl(other, scheduler);
    advance(scheduler, 1);
    sendControl(other, 'to the dying');
    sendControl(sender, 'last words');
    own.leave();
    sender.crash();
    scheduler.flush();
    expect([own.texts, heard.texts]).toEqual([[], ['to the dying']]);

    sender.plug();
    const again = listenToControl(sender, scheduler);
    scheduler.flush();
    sendControl(sender, 'back');
    scheduler.flush();
    expect([again.texts, heard.texts]).toEqual([['back'], ['to the dying', 'back']]);
    expect(lan.memberships()).toBe(2);
  });
});

describe('what nobody of ours has sent', () => {
  it('reaches the chat or the control plane, from wherever it claims', () => {
    const { lan, scheduler, sender, other } = twoHosts();
    const sent: unknown[] = [];
    lan.sent.subscribe((datagram) => sent.push(datagram));
    const chat = listen(other, scheduler);
    const control = listenToControl(other, scheduler);
    scheduler.flush();
    const forged = { address: '192.0.2.66', port: 666 };
    sender.inject(Buffer.from('chat?'), { port: chatPort });
    sender.inject(Buffer.from('control?'), { port: controlPort, from: forged });
    sender.inject(Buffer.from('strangers?'), { port: controlPort, address: '224.6.8.12' });
    scheduler.flush();

    expect([chat.texts, control.texts]).toEqual([['chat?'], ['control?']]);
    expect(chat.sources).toEqual([{ address: '192.0.2.1', port: 49_154 }]);
    expect(control.sources).toEqual([forged]);
    expect(sent).toEqual([]);
  });

  it('reaches one process by unicast, under the conditions of its host', () => {
    const { lan, scheduler, sender, other } = twoHosts();
    const heard = [listenToControl(sender, scheduler), listenToControl(other, scheduler)];
    scheduler.flush();
    sendControl(other, 'here I am');
    scheduler.flush();
    const { address, port } = heard[0]?.sources[0] ?? { address: '', port: 0 };
    const inject = (text: string) => sender.inject(Buffer.from(text), { address, port });
    inject('1');
    lan.blockPath(sender, other);
    inject('2');
    scheduler.flush();

    expect(heard.map(({ texts }) => texts)).toEqual([['here I am'], ['here I am', '1']]);
  });
});

/** The numbers of the datagrams that each of two receivers has lost. */
function lostByTwo(conditions: Partial<LanConditions>): [number[], number[]] {
  const { scheduler, attach } = memoryRig(conditions);
  const sender = attach(1);
  listenToControl(sender, scheduler);
  const heard = [attach(2), attach(3)].map((host) => listenToControl(host, scheduler));
  scheduler.flush();
  for (let number = 0; number < many; number += 1) sendControl(sender, String(number));
  scheduler.flush();
  const [one, other] = heard.map(({ texts }) => {
    const arrived = new Set(texts);
    return Array.from({ length: many }, (_, number) => number).filter(
      (number) => !arrived.has(String(number)),
    );
  });
  return [one ?? [], other ?? []];
}

function share(lost: readonly number[]): number {
  return lost.length / many;
}

/** Four hosts on one LAN, and who hears whom now: for each of them, the letters of those that it hears. */
function fourHosts() {
  const { lan, scheduler, attach } = memoryRig();
  const hosts = [attach(1), attach(2), attach(3), attach(4)] as const;
  const heard = hosts.map((host): Heard => listenToControl(host, scheduler));
  scheduler.flush();
  const said = (): string[] => {
    for (const { texts } of heard) texts.length = 0;
    for (const [index, host] of hosts.entries()) sendControl(host, 'abcd'.charAt(index));
    scheduler.flush();
    return heard.map(({ texts }) => texts.join(''));
  };
  return { lan, hosts, said };
}
