// Which interfaces are known to be on one segment: learned by what is heard across, and forgotten again.
import { expect, it } from 'vitest';
import { createBridges } from '../../src/net/bridges.js';
import type { NetworkInterface } from '../../src/net/transport.js';

const eth0 = linkLocal('eth0');
const eth1 = linkLocal('eth1');
const eth2 = linkLocal('eth2');

it('knows nothing at first', () => {
  expect(createBridges().current()).toEqual([]);
});

it('learns from what is heard across, once for both directions', () => {
  const bridges = createBridges();
  bridges.heardAcross(eth0, eth1);
  const known = bridges.current();
  bridges.heardAcross(eth1, eth0);

  expect(bridges.current()).toEqual([['eth0', 'eth1']]);
  expect(bridges.current()).toBe(known);
});

it('learns nothing from what is heard where it was sent', () => {
  const bridges = createBridges();
  bridges.heardAcross(eth0, eth0);
  bridges.heardAcross(eth0, { ...eth0, name: 'eth0:1' });

  expect(bridges.current()).toEqual([]);
});

it('forgets what has not been heard across for eight datagrams, and nothing else', () => {
  const bridges = createBridges();
  bridges.heardAcross(eth0, eth1);
  for (let sent = 1; sent <= 8; sent += 1) {
    bridges.sentEverywhere();
    bridges.heardAcross(eth1, eth2);
    expect(bridges.current()).toHaveLength(2);
  }
  bridges.sentEverywhere();
  expect(bridges.current()).toEqual([['eth1', 'eth2']]);
});

it('forgets all when sockets are opened on other interfaces, and keeps it on the same', () => {
  const bridges = createBridges();
  bridges.openedOn([eth0, eth1]);
  bridges.heardAcross(eth0, eth1);
  bridges.openedOn([eth1, eth0]);
  expect(bridges.current()).toHaveLength(1);

  bridges.openedOn([eth0, { ...eth1, incarnation: 1 }]);
  expect(bridges.current()).toEqual([]);
});

function linkLocal(name: string): NetworkInterface {
  return { name, address: `fe80::1%${name}`, prefixLength: 64, family: 'IPv6', internal: false };
}
