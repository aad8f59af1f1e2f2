// Who speaks on each segment, and in which family.
import { expect, it } from 'vitest';
import type { Bridge } from '../../src/net/interfaces.js';
import { speakers } from '../../src/net/speakers.js';
import type { NetworkInterface } from '../../src/net/transport.js';

const groups = ['239.1.2.3', 'ff12::ef01:203'];

const rows: { name: string; joined: string[]; groups?: string[]; bridges?: Bridge[]; speak: string[][] }[] = [
  { name: 'nobody where nobody has joined', joined: [], speak: [] },
  { name: 'IPv4 where there is both', joined: ['eth0 4', 'eth0 6'], speak: [['eth0 4']] },
  { name: 'IPv6 where there is no IPv4', joined: ['eth0 6'], speak: [['eth0 6']] },
  {
    name: 'IPv6 where the room prefers it',
    joined: ['eth0 4', 'eth0 6'],
    groups: groups.toReversed(),
    speak: [['eth0 6']],
  },
  { name: 'each on its segment', joined: ['eth0 4', 'eth1 6'], speak: [['eth0 4'], ['eth1 6']] },
  {
    name: 'one of two on a bridge, the other being a spare',
    joined: ['eth0 4', 'eth0 6', 'eth1 4', 'eth1 6'],
    bridges: [['eth0', 'eth1']],
    speak: [['eth0 4', 'eth1 4']],
  },
  {
    name: 'the one with IPv4 on a bridge',
    joined: ['eth0 6', 'eth1 4', 'eth1 6'],
    bridges: [['eth0', 'eth1']],
    speak: [['eth1 4']],
  },
];

it.each(rows)('$name', ({ joined, groups: given = groups, bridges = [], speak }) => {
  const found = speakers(joined.map(interfaceOf), given, bridges);
  expect(found.map((segment) => segment.map(spell))).toEqual(speak);
});

/** `eth0 4`: each name has an IPv4 network of its own. */
function interfaceOf(spelled: string): NetworkInterface {
  const [name = '', family] = spelled.split(' ');
  const common = { name, internal: false };
  return family === '4'
    ? { ...common, address: `10.0.${name.at(-1)}.1`, prefixLength: 24, family: 'IPv4' }
    : { ...common, address: `fe80::1%${name}`, prefixLength: 64, family: 'IPv6' };
}

function spell({ name, family }: NetworkInterface): string {
  return `${name} ${family.at(-1)}`;
}
