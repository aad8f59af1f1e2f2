import { describe, expect, it } from 'vitest';
import { isPicked, shouldAcknowledge } from '../../src/chat/acknowledgers.js';
import { drawClientId } from '../../src/chat/identity.js';
import { emptyRing, withMember, withoutMember } from '../../src/chat/ring.js';
import { everybodyAcksUpTo, pickedAcknowledgers } from '../../src/protocol-timing.js';

function group(size: number): string[] {
  const ids: string[] = [];
  for (let random = 7; ids.length < size; ) {
    const drawn = drawClientId(random);
    ids.push(drawn.clientId);
    random = drawn.random;
  }
  return ids;
}

function acknowledgers(author: string, members: readonly string[]): string[] {
  const ring = members.reduce(withMember, emptyRing);
  return members.filter((member) => shouldAcknowledge(member, author, withoutMember(ring, member)));
}

describe('shouldAcknowledge', () => {
  it.each([
    { size: 2, expected: 1 },
    { size: everybodyAcksUpTo, expected: everybodyAcksUpTo - 1 },
    { size: everybodyAcksUpTo + 1, expected: pickedAcknowledgers },
    { size: 200, expected: pickedAcknowledgers },
    { size: 2000, expected: pickedAcknowledgers },
  ])('in a group of $size, $expected do', ({ size, expected }) => {
    const members = group(size);
    expect(acknowledgers(members[0] ?? '', members)).toHaveLength(expected);
  });

  it('picks everybody as often', () => {
    const members = group(100);
    const times = new Map<string, number>();
    for (const author of members)
      for (const member of acknowledgers(author, members)) times.set(member, (times.get(member) ?? 0) + 1);
    expect(times.size).toBe(members.length);
    expect(new Set(times.values())).toEqual(new Set([pickedAcknowledgers]));
  });

  it('has one other take over when one leaves', () => {
    const members = group(100);
    const [author = ''] = members;
    const before = acknowledgers(author, members);
    const after = acknowledgers(
      author,
      members.filter((member) => member !== before[0]),
    );
    expect(after).toHaveLength(pickedAcknowledgers);
    expect(after.filter((member) => !before.includes(member))).toHaveLength(1);
  });

  it('never has somebody acknowledge their own', () => {
    expect(shouldAcknowledge('a', 'a', withMember(emptyRing, 'b'))).toBe(false);
  });
});

describe('isPicked', () => {
  const members = group(61);
  const ring = members.reduce(withMember, emptyRing);
  const picked = 3;
  const answering = (asker: string): string[] =>
    members.filter((member) => isPicked(member, asker, withoutMember(ring, member), picked));

  it('is so for as many as are to answer, whether or not the asker is among them', () => {
    expect(answering(members[0] ?? '').filter((member) => member !== members[0])).toHaveLength(picked);
    expect(answering('0123456789')).toHaveLength(picked);
  });

  it('is so for nobody much more often than for others', () => {
    const times = new Map<string, number>();
    const askers = group(2061).slice(members.length);
    for (const asker of askers)
      for (const member of answering(asker)) times.set(member, (times.get(member) ?? 0) + 1);
    const usual = (askers.length * picked) / members.length;
    expect(times.size).toBe(members.length);
    expect(Math.max(...times.values())).toBeLessThan(usual * 1.5);
    expect(Math.min(...times.values())).toBeGreaterThan(usual / 1.5);
  });
});
