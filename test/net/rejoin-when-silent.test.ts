import { TestScheduler } from 'rxjs/testing';
import { expect, it } from 'vitest';
import { rejoinWhenSilent, silenceMs } from '../../src/net/rejoin-when-silent.js';
import type { LanEvent, NetworkInterface } from '../../src/net/transport.js';
import { eth0 } from '../support/session-rig.js';

function datagram(address: string): LanEvent {
  return { type: 'datagram', bytes: Buffer.from('x'), source: { address, port: 5000 } };
}

function fail(): never {
  throw new Error('ENODEV');
}

const values = { o: datagram('10.0.0.2'), e: datagram(eth0.address) };

it.each([
  ['joins again while nobody is heard', '', [120, 240, 360]],
  ['does not take its own echo for somebody', '100s e 199s e', [120, 240, 360]],
  ['has no reason to while others are heard', '100s o 99s o 99s o 99s o', []],
  ['joins again once they are silent', '100s o', [240, 360]],
])('%s', (_, heard, expectedSeconds) => {
  const scheduler = new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted));
  const calls: string[] = [];
  const receiver = {
    dropMembership: (group: string, address?: string) =>
      calls.push(`${scheduler.now()} drop ${group} ${address}`),
    addMembership: (group: string, address?: string) =>
      calls.push(`${scheduler.now()} add ${group} ${address}`),
  };
  scheduler.run(({ hot, expectObservable, flush }) => {
    const passed = hot(heard, values).pipe(
      rejoinWhenSilent({ receiver, group: '239.1.2.3', joined: [eth0], scheduler }),
    );
    expectObservable(passed, '^ 399s !').toBe(heard, values);
    flush();
  });
  const at = expectedSeconds.map((seconds) => seconds * 1000);
  expect(calls).toEqual(
    at.flatMap((ms) => [`${ms} drop 239.1.2.3 10.0.0.1`, `${ms} add 239.1.2.3 10.0.0.1`]),
  );
  expect(silenceMs).toBe(120_000);
});

it('lets the watch on the interfaces say that one has gone', () => {
  const scheduler = new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted));
  scheduler.run(({ hot, expectObservable }) => {
    const receiver = { dropMembership: fail, addMembership: fail };
    const passed = hot('-o', values).pipe(
      rejoinWhenSilent({ receiver, group: '239.1.2.3', joined: [eth0], scheduler }),
    );
    expectObservable(passed, '^ 299s !').toBe('-o', values);
  });
});

it('joins an IPv6 group again by the scope of the interface, and knows its own echo by whatever interface it comes', () => {
  const scheduler = new TestScheduler((actual, wanted) => expect(actual).toEqual(wanted));
  const calls: string[] = [];
  const receiver = {
    dropMembership: (group: string, on?: string) => calls.push(`drop ${group} ${on}`),
    addMembership: (group: string, on?: string) => calls.push(`add ${group} ${on}`),
  };
  const on: NetworkInterface = { ...eth0, address: 'fe80::1%eth0', prefixLength: 64, family: 'IPv6' };
  const echo = { e: datagram('fe80::1%eth1') };
  scheduler.run(({ hot, expectObservable, flush }) => {
    const passed = hot('100s e', echo).pipe(
      rejoinWhenSilent({ receiver, group: 'ff12::1', joined: [on], scheduler }),
    );
    expectObservable(passed, '^ 130s !').toBe('100s e', echo);
    flush();
  });
  expect(calls).toEqual(['drop ff12::1 ::%eth0', 'add ff12::1 ::%eth0']);
});
