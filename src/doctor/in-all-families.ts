// What the system says of the families of a room, as one: a device is listed in the first family in which it can be used.
import type { SystemFacts } from '../net/system-facts.js';

/** @param facts one for each family, the preferred one first; at least one */
export function inAllFamilies(facts: readonly SystemFacts[]): SystemFacts {
  return facts.reduce(inBoth);
}

function inBoth(before: SystemFacts, next: SystemFacts): SystemFacts {
  const listed = before.interfaces.filter(
    ({ name, address }) => address !== undefined || addressesOf(name, next).length === 0,
  );
  const further = next.interfaces.filter(
    ({ name, address }) => address !== undefined && addressesOf(name, before).length === 0,
  );
  return {
    ...before,
    interfaces: [...listed, ...further],
    memberships: joined(before.memberships, next.memberships),
    routes: before.routes ?? next.routes,
  };
}

function addressesOf(name: string, { interfaces }: SystemFacts): string[] {
  return interfaces.flatMap((one) => (one.name === name && one.address !== undefined ? [one.address] : []));
}

function joined(
  one: SystemFacts['memberships'],
  other: SystemFacts['memberships'],
): SystemFacts['memberships'] {
  if (one === undefined || other === undefined) return one ?? other;
  const devices = new Set([...one.keys(), ...other.keys()]);
  return new Map(
    [...devices].map((device) => [device, [...(one.get(device) ?? []), ...(other.get(device) ?? [])]]),
  );
}
