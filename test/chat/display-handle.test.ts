// Which handles more than one goes by, so that their bearers are told apart; what is shown then, roster.test.ts says too.
import { describe, expect, it } from 'vitest';
import { displayHandle, sharedHandles } from '../../src/chat/display-handle.js';
import type { PeerFacts } from '../../src/chat/peer.js';
import { emptyRoster, introduceSelf, leave, meet, type Roster } from '../../src/chat/roster.js';

const at = 1_700_000_000_000;
const here = { address: { address: '10.0.0.2', port: 50_000 }, role: 'person' } as const;
const elsewhere = { ...here, address: { address: '10.0.0.3', port: 50_000 } };
const inIPv6 = { ...here, address: { address: 'fe80::2', port: 50_000 } };
/** By the word of others: nothing is known of where that one is. */
const toldOf = { kind: 'ours', epoch: 1, isTakenForPerson: true } as const;
const program = { ...elsewhere, role: 'program' } as const;

/** Two called alice who are met one after the other; the first may have left before. */
function two(
  one: Omit<PeerFacts, 'handle'>,
  other: Omit<PeerFacts, 'handle'>,
  leaves: 'never' | 'before' | 'after' = 'never',
): Roster {
  const first = meet(emptyRoster, 'aaaa000000', 'alice', at, one);
  const met = meet(
    leaves === 'before' ? leave(first, 'aaaa000000') : first,
    'bbbb000000',
    'alice',
    at,
    other,
  );
  return leaves === 'after' ? leave(met, 'aaaa000000') : met;
}

/** We are called alice, and so is another. */
function withUs(facts: Omit<PeerFacts, 'handle'>): Roster {
  return introduceSelf(meet(emptyRoster, 'aaaa000000', 'alice', at, facts), 'ffff000000', 'alice');
}

/** One who goes by these handles, one after the other. */
function goesBy(roster: Roster, ...handles: readonly string[]): Roster {
  return handles.reduce((now, handle) => meet(now, 'aaaa000000', handle, at, here), roster);
}

const realAlice = meet(emptyRoster, 'bbbb000000', 'alice', at, elsewhere);
const oneOfUs = introduceSelf(emptyRoster, 'ffff000000', 'alice');

describe('a handle is shared', () => {
  it.each<[string, Roster, boolean]>([
    ['by two who are here, wherever they are', two(here, here), true],
    ['by two of whom nothing is known', two({}, {}), true],
    ['by two on different computers, of whom one has left', two(here, elsewhere, 'after'), true],
    ['by one who came to another computer after the other left', two(here, elsewhere, 'before'), true],
    ['not by one who started anew', two(here, here, 'before'), false],
    ['not by one who started anew and is known by another family', two(here, inIPv6, 'before'), false],
    ['not by a person and what they pipe into the chat', two(here, { ...here, role: 'program' }), false],
    ['by a person and what somebody else pipes into it', two(here, program), true],
    ['by us and another', withUs(here), true],
    ['by us and one who has left', leave(withUs(here), 'aaaa000000'), true],
    ['by us and one whom others tell of', withUs(toldOf), true],
    [
      'not by us and one who was told of and is gone: we are back',
      leave(withUs(toldOf), 'aaaa000000'),
      false,
    ],
    ['not by us and what is piped into the chat', withUs({ ...here, role: 'program' }), false],
    ['by one, and another who had it for a while', goesBy(realAlice, 'bob', 'alice', 'bob'), true],
    ['by us, and another who had it for a while', goesBy(oneOfUs, 'bob', 'alice', 'bob'), true],
    ['not by one who has it again', goesBy(emptyRoster, 'alice', 'bob', 'alice'), false],
    ['not by one alone', meet(emptyRoster, 'aaaa000000', 'alice', at), false],
  ])('%s', (_, roster, isShared) => {
    expect(sharedHandles(roster).has('alice')).toBe(isShared);
  });

  it('and read from a roster once', () => {
    const roster = two(here, elsewhere);
    expect(sharedHandles(roster)).toBe(sharedHandles(roster));
  });
});

/** They are all called eve. */
function called(...clientIds: readonly string[]): Roster {
  return clientIds.reduce((roster, clientId) => meet(roster, clientId, 'eve', at, here), emptyRoster);
}

describe('a tag is as long as it has to be', () => {
  it.each<[string, Roster, readonly string[]]>([
    ['four digits mostly', called('0bad000000', 'beef000000'), ['eve#0bad', 'eve#beef']],
    ['one more', called('0bad100000', '0bad200000'), ['eve#0bad1', 'eve#0bad2']],
    ['all ten', called('0bad000001', '0bad000002'), ['eve#0bad000001', 'eve#0bad000002']],
    [
      'for all of that handle',
      called('0bad100000', '0bad200000', 'beef000000'),
      ['eve#0bad1', 'eve#0bad2', 'eve#beef0'],
    ],
  ])('%s', (_, roster, names) => {
    expect([...roster.peers.keys()].map((clientId) => displayHandle(roster, clientId))).toEqual(names);
  });

  it('also among ids of other programs', () => {
    const ids = Array.from({ length: 2000 }, (_, number) => `id of program ${number}`);
    const roster = called(...ids);
    expect(new Set(ids.map((id) => displayHandle(roster, id))).size).toBe(ids.length);
  });
});

describe('whoever left is named', () => {
  it.each<[string, Roster, string]>([
    ['apart from one of that name who is here', two(here, here, 'after'), 'alice#aaaa'],
    ['apart from one on another computer', two(here, elsewhere, 'after'), 'alice#aaaa'],
    [
      'alone where there is no other',
      leave(meet(emptyRoster, 'aaaa000000', 'alice', at), 'aaaa000000'),
      'alice',
    ],
  ])('%s', (_, roster, name) => {
    expect(displayHandle(roster, 'aaaa000000', 'alice')).toBe(name);
  });
});
