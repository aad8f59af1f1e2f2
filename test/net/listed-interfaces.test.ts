// Tables: which of the listed interfaces are used.
import type { NetworkInterfaceInfo } from 'node:os';
import { describe, expect, it } from 'vitest';
import {
  allInterfaces,
  interfacesToUse,
  selectInterfaces,
  type SystemInterfaces,
  usableInterfaces,
} from '../../src/net/listed-interfaces.js';
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
      name: 'both families, IPv4 first',
      listed: { eth0: [...listed('fe80::1/64', { family: 'IPv6' }), ...listed('192.168.1.7/24')] },
      usable: ['eth0 192.168.1.7/24', 'eth0 fe80::1%eth0/64'],
    },
    {
      name: 'a bare cable',
      listed: { eth0: listed('fe80::1/64', { family: 'IPv6' }) },
      usable: ['eth0 fe80::1%eth0/64'],
    },
    {
      name: 'of the IPv6 addresses of an interface, one that is link-local',
      listed: {
        eth0: [
          ...listed('2001:db8::7/64', { family: 'IPv6' }),
          ...listed('fe80::9/64', { family: 'IPv6' }),
          ...listed('fe80::7/64', { family: 'IPv6' }),
        ],
        eth1: listed('fd00::7/64', { family: 'IPv6' }),
      },
      usable: ['eth0 fe80::7%eth0/64'],
    },
    {
      name: 'containers of either family',
      listed: { docker0: listed('fe80::1/64', { family: 'IPv6' }) },
      usable: [],
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
  it('spells the scope of an address by number on Windows', () => {
    const given = { 'Wi-Fi': listed('fe80::1/64', { family: 'IPv6' }) };
    expect(allInterfaces(given, 'win32').map(({ address }) => address)).toEqual(['fe80::1%4']);
  });

  it('lists loopback and virtual ones too, those that leave the computer first', () => {
    const given = { docker0: listed('172.17.0.1/16'), eth0: listed('192.168.1.7/24'), lo };
    expect(allInterfaces(given).map(({ name }) => name)).toEqual(['docker0', 'eth0', 'lo']);
  });
});

const eth0 = one('eth0', '192.168.1.7/24');
const eth1 = one('eth1', '10.0.0.7/8');
const eth2 = one('eth2', '10.2.0.7/24');
const eth2v6: NetworkInterface = { ...eth2, address: 'fe80::2%eth2', prefixLength: 64, family: 'IPv6' };
const wlan0 = one('wlan0', '192.168.1.8/24');

describe('selectInterfaces', () => {
  const available = [eth0, eth1, eth2, eth2v6, wlan0];
  const rows = [
    { name: 'nothing is wanted', wanted: [], selected: available },
    { name: 'a name', wanted: ['eth1'], selected: [eth1] },
    { name: 'an address', wanted: ['192.168.1.8'], selected: [wlan0] },
    { name: 'a name of both families', wanted: ['eth2'], selected: [eth2, eth2v6] },
    { name: 'one of its addresses', wanted: ['fe80::2%eth2'], selected: [eth2v6] },
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
  return [family === 'IPv4' ? { ...common, family } : { ...common, family, scopeid: 4 }];
}
