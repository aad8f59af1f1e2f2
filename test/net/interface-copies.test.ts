import { Subject, VirtualTimeScheduler } from 'rxjs';
import { TestScheduler } from 'rxjs/testing';
import { describe, expect, it } from 'vitest';
import { withoutInterfaceCopies } from '../../src/net/interface-copies.js';
import type { Bridge } from '../../src/net/interfaces.js';
import type { LanEvent, NetworkInterface } from '../../src/net/transport.js';
import { eth0, wlan0 } from '../support/session-rig.js';

const elsewhere = { ...eth0, name: 'eth1', address: '192.168.5.1' };

function datagram(text: string, address = '10.0.0.2'): LanEvent {
  return { type: 'datagram', bytes: Buffer.from(text), source: { address, port: 5000 } };
}

const values = { a: datagram('a'), b: datagram('b'), o: datagram('a', '192.168.5.9') };

it.each([
  ['one interface: all is let through', [eth0], 'aab', 'aab'],
  ['two on one segment: one of each two copies', [eth0, wlan0], 'aabb', 'a-b-'],
  ['interleaved', [eth0, wlan0], 'abab', 'ab--'],
  ['what is said twice is heard twice', [eth0, wlan0], 'aaaa', 'a-a-'],
  ['a copy that did not come is awaited for a while only', [eth0, wlan0], 'a 300ms a', 'a 300ms a'],
  ['another segment has copies of its own, or none', [eth0, wlan0, elsewhere], 'aaoo', 'a-oo'],
] as const)('%s', (_, joined, heard, expected) => {
  const scheduler = new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted));
  scheduler.run(({ hot, expectObservable }) => {
    expectObservable(hot(heard, values).pipe(withoutInterfaceCopies(joined, scheduler))).toBe(
      expected,
      values,
    );
  });
});

describe('over IPv6 and across bridges', () => {
  const interfaces = [eth0, v6('eth0'), elsewhere, v6('eth1')];
  const heard = {
    a: datagram('a', 'fe80::9%eth0'),
    b: datagram('a', 'fe80::9%eth1'),
    o: datagram('o'),
  };
  it.each([
    ['two interfaces whose segments nobody knows: all is let through', [], 'aboo', 'aboo'],
    ['a bridge: the copy comes with another scope', [['eth0', 'eth1']], 'ab', 'a-'],
    ['a bridge: over IPv4 a copy comes for each device', [['eth0', 'eth1']], 'oo', 'o-'],
  ] as const)('%s', (_, bridges, marbles, expected) => {
    const scheduler = new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted));
    scheduler.run(({ hot, expectObservable }) => {
      const passed = hot(marbles, heard).pipe(withoutInterfaceCopies(interfaces, scheduler, () => bridges));
      expectObservable(passed).toBe(expected, heard);
    });
  });

  it('goes by the bridges that are known at the moment', () => {
    let bridges: readonly Bridge[] = [];
    const events = new Subject<LanEvent>();
    const passed: LanEvent[] = [];
    const scheduler = new VirtualTimeScheduler();
    events
      .pipe(withoutInterfaceCopies(interfaces, scheduler, () => bridges))
      .subscribe((event) => passed.push(event));
    const { a, b } = heard;
    events.next(a);
    events.next(b);
    expect(passed).toEqual([a, b]);
    bridges = [['eth0', 'eth1']];
    events.next(a);
    events.next(b);
    expect(passed).toEqual([a, b, a]);
  });

  it('awaits no copy for a further address of one device', () => {
    const scheduler = new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted));
    const further = { ...eth0, address: '10.0.0.9' };
    scheduler.run(({ hot, expectObservable }) => {
      const passed = hot('oo', heard).pipe(withoutInterfaceCopies([eth0, further], scheduler));
      expectObservable(passed).toBe('oo', heard);
    });
  });
});

function v6(name: string): NetworkInterface {
  return { ...eth0, name, address: `fe80::1%${name}`, prefixLength: 64, family: 'IPv6' };
}
