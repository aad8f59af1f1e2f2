// Tables: which interfaces are used, how two sets differ, and which are on one LAN segment.
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import {
  allInterfaces,
  interfacesChange,
  interfacesToUse,
  isSameSet,
  segments,
  selectInterfaces,
  type SystemInterfaces,
  usableInterfaces,
} from '../../src/net/interfaces.js';
import type { NetworkInterface } from '../../src/net/transport.js';

const lo = listed('127.0.0.1/8', { internal: true });

describe('usableInterfaces', () => {
  const rows: { name: string; listed: SystemInterfaces; usable: string[] }[] = [
    { name: 'no interface at all', listed: {}, usable: [] },
    { name: 'an interface without addresses', listed: { eth0: undefined, eth1: [] }, usable: [] },
    { name: 'a cable', listed: { lo, eth0: listed('192.168.1.7/24') }, usable: ['eth0 192.168.1.7/24'] },
    { name: 'loopback, which leads to nobody', listed: { lo }, usable: [] },
    {
      name: 'loopback beside virtual interfaces',
      listed: { lo, docker0: listed('172.17.0.1/16') },
      usable: [],
    },
    {
      name: 'containers and virtual machines beside a cable',
      listed: {
        docker0: listed('172.17.0.1/16'),
        veth12ab: listed('169.254.3.4/16'),
        virbr0: listed('192.168.122.1/24'),
        'br-0123456789ab': listed('172.18.0.1/16'),
        eth0: listed('192.168.1.7/24'),
      },
      usable: ['eth0 192.168.1.7/24'],
    },
    {
      name: 'names that only look virtual',
      listed: {
        'br-lan': listed('192.168.1.1/24'),
        br0: listed('10.0.0.1/8'),
        'vEthernet (LAN)': listed('10.1.0.1/16'),
      },
      usable: ['br-lan 192.168.1.1/24', 'br0 10.0.0.1/8', 'vEthernet (LAN) 10.1.0.1/16'],
    },
    {
      name: 'IPv6',
      listed: { eth0: [...listed('192.168.1.7/24'), ...listed('fe80::1/64', { family: 'IPv6' })] },
      usable: ['eth0 192.168.1.7/24'],
    },
    {
      name: 'a mask that is none',
      listed: { tun0: [{ ...listed('10.8.0.2/24')[0], cidr: null }] },
      usable: ['tun0 10.8.0.2/32'],
    },
    {
      name: 'many, in whatever order the system lists them',
      listed: {
        eth10: listed('10.0.10.1/24'),
        wlan0: listed('10.0.3.1/24'),
        eth2: [...listed('10.0.2.10/24'), ...listed('10.0.2.9/24')],
      },
      usable: ['eth2 10.0.2.9/24', 'eth2 10.0.2.10/24', 'eth10 10.0.10.1/24', 'wlan0 10.0.3.1/24'],
    },
  ];
  it.each(rows)('$name', ({ listed: given, usable }) => {
    expect(usableInterfaces(given).map(spell)).toEqual(usable);
  });
});

describe('allInterfaces', () => {
  it('lists loopback and virtual ones too, those that leave the computer first', () => {
    const given = { docker0: listed('172.17.0.1/16'), eth0: listed('192.168.1.7/24'), lo };
    expect(allInterfaces(given).map(({ name }) => name)).toEqual(['docker0', 'eth0', 'lo']);
  });
});

const eth0 = one('eth0', '192.168.1.7/24');
const eth1 = one('eth1', '10.0.0.7/8');
const wlan0 = one('wlan0', '192.168.1.8/24');

describe('selectInterfaces', () => {
  const available = [eth0, eth1, wlan0];
  const rows = [
    { name: 'nothing is wanted', wanted: [], selected: available },
    { name: 'a name', wanted: ['eth1'], selected: [eth1] },
    { name: 'an address', wanted: ['192.168.1.8'], selected: [wlan0] },
    { name: 'one by both', wanted: ['eth0', '192.168.1.7'], selected: [eth0] },
    { name: 'several keep their order', wanted: ['wlan0', 'eth0'], selected: [eth0, wlan0] },
    { name: 'one that is not there', wanted: ['eth7'], selected: [] },
    { name: 'part of a name', wanted: ['eth'], selected: [] },
  ];
  it.each(rows)('$name', ({ wanted, selected }) => {
    expect(selectInterfaces(available, wanted)).toEqual(selected);
  });
});

describe('interfacesToUse', () => {
  const given = { docker0: listed('172.17.0.1/16'), eth0: listed('192.168.1.7/24'), lo };
  const rows = [
    { name: 'the usable ones when nothing is wanted', wanted: [], used: ['eth0'] },
    { name: 'loopback when it is wanted', wanted: ['127.0.0.1'], used: ['lo'] },
    { name: 'a virtual one when it is wanted', wanted: ['docker0'], used: ['docker0'] },
  ];
  it.each(rows)('$name', ({ wanted, used }) => {
    expect(interfacesToUse(given, wanted).map(({ name }) => name)).toEqual(used);
  });
});

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
});

function one(name: string, cidr: string): NetworkInterface {
  const [address = '', bits] = cidr.split('/');
  return { name, address, prefixLength: Number(bits), family: 'IPv4', internal: false };
}

function spell({ name, address, prefixLength }: NetworkInterface): string {
  return `${name} ${address}/${prefixLength}`;
}

/** One address as the operating system lists it. */
function listed(
  cidr: string,
  { internal = false, family = 'IPv4' }: { internal?: boolean; family?: 'IPv4' | 'IPv6' } = {},
): [NetworkInterfaceInfo] {
  const address = cidr.replace(/\/.*/, '');
  const common = { address, cidr, internal, netmask: '', mac: '' };
  return [family === 'IPv4' ? { ...common, family } : { ...common, family, scopeid: 0 }];
}
