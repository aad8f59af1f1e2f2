// What is read from the kernel's files: each as Linux prints it, on a little-endian machine unless said.
import { describe, expect, it } from 'vitest';
import type { SystemInterfaces } from '../../src/net/listed-interfaces.js';
import { readSystemFacts, type SystemSources } from '../../src/net/system-facts.js';

const igmp = `Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter
1\tlo        :     1      V3
\t\t\t\t010000E0     1 0:00000000\t\t0
4\teth0      :     2      V3
\t\t\t\t0B0806E0     2 0:00000000\t\t0
\t\t\t\t010000E0     1 0:00000000\t\t0
`;
const route = `Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
eth0\t00000000\t010200C0\t0003\t0\t0\t0\t00000000\t0\t0\t0
eth0\t000200C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0
`;
const udp = `   sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops
 3333: 0B0806E0:1A9B 00000000:0000 07 00000000:00000000 00:00000000 00000000  1000        0 20531 2 0000000000000000 17
`;
const dev = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
  eth0:     866      11    0    0    0     0          0         0     1006      13    0    0    0     0       0          0
 wlan0:       0       0    0    0    0     0          0         0        0       0    0    0    0     0       0          0
`;

const listed: SystemInterfaces = {
  lo: [{ address: '127.0.0.1', cidr: '127.0.0.1/8', internal: true, family: 'IPv4', netmask: '', mac: '' }],
  eth0: [
    { address: '192.0.2.2', cidr: '192.0.2.2/24', internal: false, family: 'IPv4', netmask: '', mac: '' },
  ],
  docker0: [
    { address: '172.17.0.1', cidr: '172.17.0.1/16', internal: false, family: 'IPv4', netmask: '', mac: '' },
  ],
  wg0: [
    {
      address: 'fe80::1',
      cidr: 'fe80::1/64',
      internal: false,
      family: 'IPv6',
      netmask: '',
      mac: '',
      scopeid: 2,
    },
  ],
};

/** A computer with these files, and no others. */
function facts(files: Readonly<Record<string, string>>, more: Partial<SystemSources> = {}) {
  return readSystemFacts({
    read: (path) => files[path],
    platform: 'linux',
    wanted: [],
    listed,
    byteOrder: 'LE',
    ...more,
  });
}

describe('the facts of a system', () => {
  it('are few where there are no files, and that is no error', () => {
    expect(facts({}, { platform: 'darwin' })).toMatchObject({
      platform: 'darwin',
      wsl: undefined,
      container: undefined,
      memberships: undefined,
      routes: undefined,
      udpSockets: undefined,
      maxReceiveBufferBytes: undefined,
    });
  });

  it.each([
    [{ '/proc/version': 'Linux version 6.18.44 (gcc)' }, undefined],
    [{ '/proc/version': 'Linux version 5.15.90.1-microsoft-standard-WSL2 (gcc)' }, 2],
    [{ '/proc/version': 'Linux version 4.4.0-19041-Microsoft (gcc)' }, 1],
  ] as const)('tell the version of WSL: %j is %s', (files, wsl) => {
    expect(facts(files).wsl).toBe(wsl);
  });

  it.each([
    [{ '/.dockerenv': '' }, 'docker'],
    [{ '/run/.containerenv': '' }, 'podman'],
    [{ '/proc/1/cgroup': '11:memory:/kubepods/besteffort/pod7' }, 'kubepods'],
    [{ '/proc/1/cgroup': '0::/init.scope' }, undefined],
  ] as const)('tell a container: %j is %s', (files, container) => {
    expect(facts(files).container).toBe(container);
  });

  it('list memberships by interface', () => {
    expect(facts({ '/proc/net/igmp': igmp }).memberships).toEqual(
      new Map([
        ['lo', ['224.0.0.1']],
        ['eth0', ['224.6.8.11', '224.0.0.1']],
      ]),
    );
  });

  it('list routes', () => {
    expect(facts({ '/proc/net/route': route }).routes).toEqual([
      { interface: 'eth0', destination: '0.0.0.0', mask: '0.0.0.0' },
      { interface: 'eth0', destination: '192.0.2.0', mask: '255.255.255.0' },
    ]);
  });

  it('list sockets with their owners and drops', () => {
    expect(facts({ '/proc/net/udp': udp }).udpSockets).toEqual([
      { address: '224.6.8.11', port: 6811, user: 1000, drops: 17 },
    ]);
  });

  it('read addresses as the processor keeps them', () => {
    const files = { '/proc/net/igmp': '2\teth0 : 1 V3\n\t\t\t\tE006080B     1 0:00000000\t\t0\n' };
    expect(facts(files, { byteOrder: 'BE' }).memberships).toEqual(new Map([['eth0', ['224.6.8.11']]]));
  });

  it('have the largest receive buffer', () => {
    expect(facts({ '/proc/sys/net/core/rmem_max': '212992\n' }).maxReceiveBufferBytes).toBe(212_992);
  });

  it.each(['igmp', 'route', 'udp', 'dev'])('survive a /proc/net/%s that says something else', (name) => {
    expect(() => facts({ [`/proc/net/${name}`]: 'what is this?\n\n 7: x\n' })).not.toThrow();
  });
});

describe('the interfaces', () => {
  it.each([
    {
      name: 'all of them',
      wanted: [],
      uses: { lo: 'loopback', eth0: 'used', docker0: 'virtual', wg0: 'no-ipv4', wlan0: 'down' },
    },
    {
      name: 'one by name',
      wanted: ['docker0'],
      uses: { lo: 'not-wanted', eth0: 'not-wanted', docker0: 'used', wg0: 'no-ipv4', wlan0: 'down' },
    },
    {
      name: 'one by address',
      wanted: ['127.0.0.1'],
      uses: { lo: 'used', eth0: 'not-wanted', docker0: 'not-wanted', wg0: 'no-ipv4', wlan0: 'down' },
    },
  ])('are used or not, and why: $name', ({ wanted, uses }) => {
    const { interfaces } = facts({ '/proc/net/dev': dev }, { wanted });
    expect(Object.fromEntries(interfaces.map(({ name, use }) => [name, use]))).toEqual(uses);
  });

  it('may belong to a VPN', () => {
    expect(facts({ '/proc/net/dev': dev }).vpnInterfaces).toEqual(['wg0']);
  });
});

describe('a room in an IPv6 group', () => {
  const igmp6 = `1    lo              ff020000000000000000000000000001     1 0000000C 0
4    eth0            ff1200000000000000000000e006080b     1 00000004 0
4    eth0            ff0200000000000000000001ff000001     1 00000004 0
`;

  it('has its memberships from the other list, in the usual spelling, and no route', () => {
    const { memberships, routes } = facts(
      { '/proc/net/igmp6': igmp6, '/proc/net/route': route },
      { family: 'IPv6' },
    );
    expect(memberships).toEqual(
      new Map([
        ['lo', ['ff02::1']],
        ['eth0', ['ff12::e006:80b', 'ff02::1:ff00:1']],
      ]),
    );
    expect(routes).toBeUndefined();
  });

  it('uses the interfaces with a link-local address, and says which have none', () => {
    const { interfaces } = facts({ '/proc/net/dev': dev }, { family: 'IPv6' });
    expect(Object.fromEntries(interfaces.map(({ name, use }) => [name, use]))).toEqual({
      wg0: 'used',
      lo: 'no-ipv6',
      eth0: 'no-ipv6',
      docker0: 'no-ipv6',
      wlan0: 'down',
    });
  });
});
