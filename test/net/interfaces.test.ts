// Tables: how two sets of interfaces differ, and which are on one LAN segment.
import { describe, expect, it } from 'vitest';
import {
  type Bridge,
  interfacesChange,
  interfaceTowards,
  isSameSet,
  segmentOf,
  segments,
} from '../../src/net/interfaces.js';
import type { NetworkInterface } from '../../src/net/transport.js';

const eth0 = one('eth0', '192.168.1.7/24');
const eth1 = one('eth1', '10.0.0.7/8');
const wlan0 = one('wlan0', '192.168.1.8/24');

describe('interfacesChange', () => {
  const renewed = one('eth0', '192.168.1.99/24');
  const widened = one('eth0', '192.168.1.7/16');
  const second = one('eth0', '192.168.2.7/24');
  const rows: {
    name: string;
    before: NetworkInterface[];
    after: NetworkInterface[];
    added?: NetworkInterface[];
    removed?: NetworkInterface[];
    changed?: NetworkInterface[];
  }[] = [
    { name: 'nothing', before: [eth0], after: [eth0] },
    { name: 'another order', before: [eth0, eth1], after: [eth1, eth0] },
    { name: 'the first ones', before: [], after: [eth0, eth1], added: [eth0, eth1] },
    { name: 'a cable pulled', before: [eth0, wlan0], after: [wlan0], removed: [eth0] },
    { name: 'from cable to wireless', before: [eth0], after: [wlan0], added: [wlan0], removed: [eth0] },
    { name: 'an address renewed', before: [eth0, eth1], after: [renewed, eth1], changed: [renewed] },
    { name: 'another prefix', before: [eth0], after: [widened], changed: [widened] },
    { name: 'a second address', before: [eth0], after: [eth0, second], added: [second] },
    { name: 'a second address gone', before: [eth0, second], after: [second], removed: [eth0] },
    { name: 'one of two renewed', before: [eth0, second], after: [renewed, second], changed: [renewed] },
    {
      name: 'everything',
      before: [eth0, eth1],
      after: [renewed, wlan0],
      added: [wlan0],
      removed: [eth1],
      changed: [renewed],
    },
  ];
  it.each(rows)('$name', ({ before, after, added = [], removed = [], changed = [] }) => {
    expect(interfacesChange(before, after)).toEqual({ interfaces: after, added, removed, changed });
  });
  it.each(rows)(
    '$name: a set is the same where nothing differs',
    ({ before, after, added, removed, changed }) => {
      expect(isSameSet(before, after)).toBe((added ?? removed ?? changed) === undefined);
    },
  );
});

describe('segments', () => {
  const label = one('eth0:1', '172.16.0.7/24');
  const further = one('eth0', '10.9.9.9/24');
  const bridging = one('wlan0', '10.9.9.8/24');
  const rows: { name: string; interfaces: NetworkInterface[]; expected: NetworkInterface[][] }[] = [
    { name: 'none', interfaces: [], expected: [] },
    { name: 'two networks', interfaces: [eth0, eth1], expected: [[eth0], [eth1]] },
    {
      name: 'cable and wireless on one network',
      interfaces: [eth0, eth1, wlan0],
      expected: [[eth0, wlan0], [eth1]],
    },
    { name: 'a further address of an interface', interfaces: [eth0, further], expected: [[eth0, further]] },
    { name: 'a labelled further address', interfaces: [eth0, label], expected: [[eth0, label]] },
    {
      name: 'two networks that turn out to be one',
      interfaces: [eth0, eth1, bridging, further],
      expected: [[eth0, bridging, further], [eth1]],
    },
    {
      name: 'one network within another',
      interfaces: [one('a', '10.0.0.1/8'), one('b', '10.0.0.2/24')],
      expected: [[one('a', '10.0.0.1/8')], [one('b', '10.0.0.2/24')]],
    },
    {
      name: 'point-to-point links',
      interfaces: [one('tun0', '10.8.0.1/32'), one('tun1', '10.8.0.2/32')],
      expected: [[one('tun0', '10.8.0.1/32')], [one('tun1', '10.8.0.2/32')]],
    },
    {
      name: 'a prefix that ends within an octet',
      interfaces: [one('a', '192.168.1.127/25'), one('b', '192.168.1.128/25'), one('c', '192.168.1.1/25')],
      expected: [[one('a', '192.168.1.127/25'), one('c', '192.168.1.1/25')], [one('b', '192.168.1.128/25')]],
    },
  ];
  it.each(rows)('$name', ({ interfaces, expected }) => {
    expect(segments(interfaces)).toEqual(expected);
  });

  const [v6, otherV6] = [linkLocal('eth0', 'fe80::1'), linkLocal('eth1', 'fe80::1')];
  const bridged: {
    name: string;
    interfaces: NetworkInterface[];
    bridges: Bridge[];
    expected: NetworkInterface[][];
  }[] = [
    {
      name: 'both families of a device',
      interfaces: [eth0, v6, eth1, otherV6],
      bridges: [],
      expected: [
        [eth0, v6],
        [eth1, otherV6],
      ],
    },
    {
      name: 'link-local addresses alone',
      interfaces: [v6, otherV6],
      bridges: [],
      expected: [[v6], [otherV6]],
    },
    {
      name: 'two that are known to be on one',
      interfaces: [v6, otherV6],
      bridges: [['eth1', 'eth0']],
      expected: [[v6, otherV6]],
    },
    {
      name: 'a bridge for all addresses of both devices',
      interfaces: [eth0, v6, eth1, otherV6],
      bridges: [['eth0', 'eth1']],
      expected: [[eth0, v6, eth1, otherV6]],
    },
    {
      name: 'a bridge to a device that is not there',
      interfaces: [eth0, eth1],
      bridges: [['eth0', 'eth7']],
      expected: [[eth0], [eth1]],
    },
    {
      name: 'two bridges in a row',
      interfaces: [eth0, eth1, otherV6, linkLocal('eth2', 'fe80::2')],
      bridges: [
        ['eth0', 'eth2'],
        ['eth2', 'eth1'],
      ],
      expected: [[eth0, eth1, otherV6, linkLocal('eth2', 'fe80::2')]],
    },
  ];
  it.each(bridged)('$name', ({ interfaces, bridges, expected }) => {
    expect(segments(interfaces, bridges)).toEqual(expected);
  });
});

describe('where an address is', () => {
  const all = [eth0, linkLocal('eth0', 'fe80::1'), eth1, linkLocal('eth1', 'fe80::1')];
  const rows = [
    { name: 'by its prefix', address: '192.168.1.99', on: 'eth0 192.168.1.7' },
    { name: 'by being our own', address: '10.0.0.7', on: 'eth1 10.0.0.7' },
    { name: 'by its scope', address: 'fe80::99%eth1', on: 'eth1 fe80::1%eth1' },
    { name: 'nowhere, by its prefix', address: '172.16.0.1', on: undefined },
    { name: 'nowhere, by its scope', address: 'fe80::1%eth7', on: undefined },
    { name: 'nowhere, without a scope', address: '2001:db8::1', on: undefined },
    { name: 'nowhere, being none', address: 'somewhere', on: undefined },
  ];
  it.each(rows)('is found $name', ({ address, on }) => {
    const found = interfaceTowards(address, all);
    expect(found && `${found.name} ${found.address}`).toBe(on);
    expect(segmentOf(address, segments(all))?.includes(found ?? eth0)).toBe(
      on === undefined ? undefined : true,
    );
  });
});

function linkLocal(name: string, address: string): NetworkInterface {
  return { name, address: `${address}%${name}`, prefixLength: 64, family: 'IPv6', internal: false };
}

function one(name: string, cidr: string): NetworkInterface {
  const [address = '', bits] = cidr.split('/');
  return { name, address, prefixLength: Number(bits), family: 'IPv4', internal: false };
}
