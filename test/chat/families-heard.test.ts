// When the chat's family counts as silent though the other is heard.
import { describe, expect, it } from 'vitest';
import { type FamiliesHeard, isIPv4Silent, noFamilies, noteFamily } from '../../src/chat/families-heard.js';
import type { Family } from '../../src/chat/peer.js';

const silenceMs = 15_000;

/** What is known after somebody was heard every two seconds: in both families, or in one. */
function heardBy(
  ...stretches: readonly (readonly [untilMs: number, ...families: readonly Family[]])[]
): FamiliesHeard {
  let heard = noFamilies;
  let atMs = 0;
  for (const [untilMs, ...families] of stretches) {
    for (; atMs <= untilMs; atMs += 2000) {
      for (const family of families) heard = noteFamily(heard, family, atMs);
    }
  }
  return heard;
}

describe('IPv4 is silent', () => {
  it.each<[string, FamiliesHeard, boolean]>([
    ['not while nobody is heard', noFamilies, false],
    ['not while both bring somebody', heardBy([60_000, 'IPv4', 'IPv6']), false],
    ['not while IPv6 brings nobody', heardBy([60_000, 'IPv4']), false],
    ['not when others have begun to be heard over IPv6 just now', heardBy([silenceMs - 3000, 'IPv6']), false],
    ['when IPv6 alone has brought somebody for long', heardBy([silenceMs + 2000, 'IPv6']), true],
    ['when IPv4 has ceased to', heardBy([60_000, 'IPv4', 'IPv6'], [80_000, 'IPv6']), true],
    ['not when both have ceased to', heardBy([60_000, 'IPv4', 'IPv6'], [80_000]), false],
    ['not when IPv4 does again', heardBy([20_000, 'IPv6'], [24_000, 'IPv4', 'IPv6']), false],
  ])('%s', (_, heard, expected) => {
    expect(isIPv4Silent(heard, silenceMs)).toBe(expected);
  });

  it('is worked out from no more than one moment a second', () => {
    const heard = noteFamily(noFamilies, 'IPv4', 5000);
    expect(noteFamily(heard, 'IPv4', 5999)).toBe(heard);
    expect(noteFamily(heard, 'IPv4', 6000)).not.toBe(heard);
    expect(noteFamily(heard, 'IPv4', 0), 'the clock was set back').not.toBe(heard);
  });
});
