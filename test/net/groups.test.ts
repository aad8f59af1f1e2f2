// Tables: which groups a room has, and how they are named on an interface.
import { describe, expect, it } from 'vitest';
import { groupOf, groupOn, groupsOf, handleOf, isLinkLocal } from '../../src/net/groups.js';
import type { NetworkInterface } from '../../src/net/transport.js';

const ipv4: NetworkInterface = {
  name: 'eth0',
  address: '10.0.0.1',
  prefixLength: 24,
  family: 'IPv4',
  internal: false,
};
const ipv6: NetworkInterface = { ...ipv4, address: 'fe80::1%eth0', prefixLength: 64, family: 'IPv6' };

it.each([
  ['224.6.8.11', ['224.6.8.11', 'ff12::e006:80b']],
  ['224.0.0.0', ['224.0.0.0', 'ff12::e000:0']],
  ['239.255.255.255', ['239.255.255.255', 'ff12::efff:ffff']],
  ['ff12::e006:80b', ['ff12::e006:80b']],
  ['ff05::1', ['ff05::1']],
])('the room %s has the groups %j', (group, groups) => {
  expect(groupsOf(group)).toEqual(groups);
  // In the one spelling, so that it can be compared.
  expect(groups.map((one) => new URL(`udp://${one.includes(':') ? `[${one}]` : one}`).hostname)).toEqual(
    groups.map((one) => (one.includes(':') ? `[${one}]` : one)),
  );
});

it.each([
  ['ff02::1', true],
  ['ff12::1', true],
  ['ff32::1', true],
  ['ff05::1', false],
  ['ff15::2', false],
])('%s stays on its link: %s', (group, isLocal) => {
  expect(isLinkLocal(group)).toBe(isLocal);
});

describe('on an interface', () => {
  const groups = groupsOf('224.6.8.11');
  it.each([
    ['IPv4', ipv4, '224.6.8.11', '10.0.0.1'],
    ['IPv6', ipv6, 'ff12::e006:80b%eth0', '::%eth0'],
  ] as const)(
    'of %s the group is the one of its family, and both are named by it',
    (family, on, group, handle) => {
      expect(groupOn(on, groupOf(family, groups) ?? '')).toBe(group);
      expect(handleOf(on)).toBe(handle);
    },
  );

  it('there may be no group of the family', () => {
    expect(groupOf('IPv4', groupsOf('ff12::1'))).toBeUndefined();
  });
});
