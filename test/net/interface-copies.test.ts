import { TestScheduler } from 'rxjs/testing';
import { expect, it } from 'vitest';
import { withoutInterfaceCopies } from '../../src/net/interface-copies.js';
import type { LanEvent } from '../../src/net/transport.js';
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
