// What the system says of two families, as one.
import { expect, it } from 'vitest';
import { inAllFamilies } from '../../src/doctor/in-all-families.js';
import type { ListedInterface } from '../../src/net/system-facts.js';
import { soundSystem } from './facts.js';

const listed = (
  name: string,
  address: string | undefined,
  use: ListedInterface['use'] = 'used',
): ListedInterface => ({ name, address, internal: false, use });

it.each<{
  readonly name: string;
  readonly one: readonly ListedInterface[];
  readonly other: readonly ListedInterface[];
  readonly both: readonly ListedInterface[];
}>([
  {
    name: 'an interface of both families once, in the preferred one',
    one: [listed('eth0', '10.0.0.7')],
    other: [listed('eth0', 'fe80::7%eth0')],
    both: [listed('eth0', '10.0.0.7')],
  },
  {
    name: 'an interface of the other family alone, where it is used',
    one: [listed('eth0', undefined, 'no-ipv4')],
    other: [listed('eth0', 'fe80::7%eth0')],
    both: [listed('eth0', 'fe80::7%eth0')],
  },
  {
    name: 'an interface of no family once',
    one: [listed('eth0', undefined, 'down'), listed('eth1', undefined, 'no-ipv4')],
    other: [listed('eth0', undefined, 'down'), listed('eth1', undefined, 'no-ipv6')],
    both: [listed('eth0', undefined, 'down'), listed('eth1', undefined, 'no-ipv4')],
  },
])('lists $name', ({ one, other, both }) => {
  const system = inAllFamilies([
    { ...soundSystem, interfaces: one },
    { ...soundSystem, interfaces: other },
  ]);
  expect(system.interfaces).toEqual(both);
});

it('lists the memberships of both, and the routes of the one that has any', () => {
  const memberships = new Map([['eth0', ['ff12::e006:80b']]]);
  const system = inAllFamilies([soundSystem, { ...soundSystem, memberships, routes: undefined }]);
  expect(system.memberships).toEqual(new Map([['eth0', ['224.6.8.11', '224.0.0.1', 'ff12::e006:80b']]]));
  expect(system.routes).toBe(soundSystem.routes);
});

it.each([
  [undefined, new Map([['eth0', ['g']]])],
  [new Map([['eth0', ['g']]]), undefined],
])('lists the memberships that there are', (one, other) => {
  const system = inAllFamilies([
    { ...soundSystem, memberships: one },
    { ...soundSystem, memberships: other },
  ]);
  expect(system.memberships).toEqual(new Map([['eth0', ['g']]]));
});
