import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { displayHandle } from '../../src/chat/display-handle.js';
import { isPresent, type PeerFacts } from '../../src/chat/peer.js';
import { valueOf } from '../../src/chat/persistent-map.js';
import {
  becomeQuiet,
  displaced,
  emptyRoster,
  heard,
  introduceSelf,
  leave,
  mayBeHeard,
  meet,
  participants,
  present,
  type Roster,
  returned,
} from '../../src/chat/roster.js';
import { maxPeers } from '../../src/limits.js';

const at = 1_700_000_000_000;
const bob = 'b0b0b0b0b0';
const carol = 'ca401ca401';
const address = { address: '10.0.0.2', port: 50_000 };
const facts: PeerFacts = { kind: 'ours', role: 'person', epoch: 5, family: 'IPv4', address };

function met(roster: Roster = emptyRoster): Roster {
  return meet(roster, bob, 'bob', at, facts);
}

const quiet = becomeQuiet(met(), bob);
const gone = leave(met(), bob);

describe('who may have heard of us', () => {
  const byLine = meet(emptyRoster, bob, 'bob', at, { kind: 'ours' });
  it.each<[string, Roster, boolean]>([
    ['nobody', emptyRoster, false],
    ["one of the original's kind", meet(emptyRoster, bob, 'bob', at), false],
    ['who takes part', met(), true],
    ['who takes part, and is quiet', quiet, true],
    ['who took part, and is gone', gone, false],
    ['who has said only a line', byLine, true],
    ['who has said only a line, and is quiet', becomeQuiet(byLine, bob), true],
    ['who has said only a line, and is gone', leave(byLine, bob), false],
    ['somebody beside one who is gone', meet(gone, carol, 'carol', at, { kind: 'ours' }), true],
  ])('%s', (_, roster, expected) => {
    expect(mayBeHeard(roster)).toBe(expected);
  });
});

describe('meeting', () => {
  it('knows whom it met, and what they told', () => {
    expect(met().peers.get(bob)).toEqual({
      clientId: bob,
      handle: 'bob',
      kind: 'ours',
      role: 'person',
      presence: 'here',
      epoch: 5,
      families: ['IPv4'],
      address,
      firstHeardAt: at,
    });
  });

  it("takes somebody for the original's kind until they show otherwise", () => {
    const original = meet(emptyRoster, bob, 'bob', at);
    expect(original.peers.get(bob)?.kind).toBe('original');
    expect(original).toMatchObject({ here: 1, ours: 0 });
    expect(meet(original, bob, 'bob', at, facts)).toMatchObject({ here: 1, ours: 1 });
  });

  it.each<[string, PeerFacts, number]>([
    ['a stamped line, which tells of nobody who goes on', { kind: 'ours' }, 0],
    ['the word of a program', { kind: 'ours', role: 'program' }, 1],
    ['a stamped line of somebody whom others list', { kind: 'ours', isTakenForPerson: true }, 1],
  ])('counts as taking part by %s', (_, told, ours) => {
    const roster = meet(emptyRoster, bob, 'bob', at, told);
    expect(roster).toMatchObject({ here: 1, ours });
    expect(participants(roster)).toHaveLength(ours);
    expect(roster.ring).toHaveLength(ours);
  });

  it('does not take back that somebody takes part', () => {
    expect(meet(met(), bob, 'bob', at).peers.get(bob)?.kind).toBe('ours');
    expect(meet(met(), bob, 'bob', at, { kind: 'original' }).peers.get(bob)?.kind).toBe('ours');
  });

  it('keeps the latest handle and the first moment', () => {
    expect(meet(met(), bob, 'bobby', at + 9).peers.get(bob)).toMatchObject({
      handle: 'bobby',
      firstHeardAt: at,
    });
  });

  it.each([
    ['quiet', quiet],
    ['gone', gone],
  ])('finds whoever was %s here again', (_, before) => {
    const after = meet(before, bob, 'bob', at);
    expect(after.peers.get(bob)?.presence).toBe('here');
    expect(after).toMatchObject({ here: 1, ours: 1 });
  });
});

describe('hearing more', () => {
  it.each<[string, PeerFacts, object]>([
    ['a restart', { epoch: 6 }, { epoch: 6 }],
    ['another family', { family: 'IPv6' }, { families: ['IPv4', 'IPv6'] }],
    ['another address', { address: { ...address, port: 1 } }, { address: { ...address, port: 1 } }],
    ['another handle', { handle: 'bobby' }, { handle: 'bobby' }],
    ['what it is', { role: 'person' }, { role: 'person' }],
  ])('%s', (_, more, expected) => {
    expect(heard(met(), bob, more).peers.get(bob)).toMatchObject(expected);
  });

  it('a restart that does not say since when forgets what was said of the process before', () => {
    const told = heard(met(), bob, { startedMs: 7 });
    expect(told.peers.get(bob)?.startedMs).toBe(7);
    expect(heard(told, bob, { epoch: 6 }).peers.get(bob)).not.toHaveProperty('startedMs');
  });
});

describe('what changes nothing gives back the very same roster', () => {
  const self = introduceSelf(emptyRoster, carol, 'carol');
  it.each<[string, Roster, (roster: Roster) => Roster]>([
    ['meeting again', met(), (roster) => meet(roster, bob, 'bob', at + 1)],
    ['meeting again with all that is known', met(), (roster) => meet(roster, bob, 'bob', at + 1, facts)],
    ['hearing what is known', met(), (roster) => heard(roster, bob, { ...facts, address: { ...address } })],
    ['hearing of a stranger', met(), (roster) => heard(roster, carol, facts)],
    ['quiet twice', quiet, (roster) => becomeQuiet(roster, bob)],
    ['quiet after gone', gone, (roster) => becomeQuiet(roster, bob)],
    ['gone twice', gone, (roster) => leave(roster, bob)],
    ['here already', met(), (roster) => returned(roster, bob)],
    ['a stranger leaves', met(), (roster) => leave(roster, carol)],
    ['introducing ourselves again', self, (roster) => introduceSelf(roster, carol, 'carol')],
  ])('%s', (_, roster, again) => {
    expect(again(roster)).toBe(roster);
  });
});

describe('who is there', () => {
  const room = leave(
    becomeQuiet(
      meet(meet(meet(emptyRoster, 'x', 'xeno', at), bob, 'bob', at, facts), carol, 'carol', at, facts),
      bob,
    ),
    carol,
  );

  it('is who is here or quiet, and of these those who take part', () => {
    expect(present(room).map(({ handle }) => handle)).toEqual(['xeno', 'bob']);
    expect(participants(room).map(({ handle }) => handle)).toEqual(['bob']);
    expect(room.peers.get(carol)?.presence).toBe('gone');
  });
});

describe('handles', () => {
  const one = introduceSelf(meet(emptyRoster, bob, 'alice', at), 'ffff000000', 'zoe');
  const two = meet(one, carol, 'alice', at);

  it.each<[string, Roster, string, string]>([
    ['one of a kind', one, bob, 'alice'],
    ['our own', one, 'ffff000000', 'zoe'],
    ['the first of two', two, bob, 'alice#b0b0'],
    ['the second of two', two, carol, 'alice#ca40'],
    ['the one who stays when the other leaves', leave(two, bob), carol, 'alice'],
    ['the one who has left, while the other is here', leave(two, bob), bob, 'alice#b0b0'],
    ['one who is only quiet', becomeQuiet(two, bob), bob, 'alice#b0b0'],
    [
      'two, also when one has taken another: what it said stands under it',
      meet(two, bob, 'bob', at),
      carol,
      'alice#ca40',
    ],
    ['ours and theirs', introduceSelf(one, 'ffff000000', 'alice'), 'ffff000000', 'alice#ffff'],
    ['theirs and ours', introduceSelf(one, 'ffff000000', 'alice'), bob, 'alice#b0b0'],
    [
      'theirs, once it was ours',
      introduceSelf(introduceSelf(one, 'f', 'alice'), 'f', 'zoe'),
      bob,
      'alice#b0b0',
    ],
    ['nobody whom anybody knows', one, 'dddd', 'somebody (dddd)'],
  ])('%s', (_, roster, clientId, shown) => {
    expect(displayHandle(roster, clientId)).toBe(shown);
  });

  it('tells namesakes apart by the handle that a line was said under', () => {
    const renamed = meet(meet(two, 'eeee000000', 'eve', at), bob, 'bob', at);
    expect(displayHandle(renamed, bob, 'eve')).toBe('eve');
    expect(displayHandle(two, bob, 'alice')).toBe('alice#b0b0');
  });

  it('never shows what somebody has put into a client id', () => {
    const hostile = '\u001b[2J';
    const roster = meet(two, hostile, 'alice', at);
    expect(displayHandle(roster, hostile)).toMatch(/^alice#[\da-f]{4}$/u);
  });
});

function crowd(size: number, kind: 'ours' | 'original', roster = emptyRoster): Roster {
  let all = roster;
  for (let index = 0; index < size; index += 1) all = meet(all, `${kind}${index}`, kind, at, { kind });
  return all;
}

describe('the bound', () => {
  const full = crowd(maxPeers - 10, 'original', crowd(10, 'ours'));

  it.each<[string, Roster, string | undefined]>([
    ['who is gone, first', leave(full, 'ours3'), 'ours3'],
    ["the original's kind, longest known", full, 'original0'],
    ['nobody, while there is room', crowd(3, 'ours'), undefined],
  ])('makes room by %s', (_, roster, expected) => {
    expect(displaced(roster, 'new')?.clientId).toBe(expected);
    const after = meet(roster, 'new', 'new', at);
    expect(after.peers.size).toBe(Math.min(maxPeers, roster.peers.size + 1));
    expect(after.peers.has('new')).toBe(true);
    expect(expected !== undefined && after.peers.has(expected)).toBe(false);
  });

  it('makes no room for whoever is there already', () => {
    expect(displaced(full, 'original5')).toBeUndefined();
  });
});

type Step = (roster: Roster) => Roster;

const ids = fc.constantFrom('a', 'b', 'c', 'd');
const names = fc.constantFrom('alice', 'bob');
const steps: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(ids, names, fc.constantFrom<PeerFacts>(facts, { kind: 'ours' }, { kind: 'original' })).map(
    ([id, name, told]): Step =>
      (roster) =>
        meet(roster, id, name, at, told),
  ),
  fc.tuple(ids, names, fc.constantFrom('IPv4' as const, 'IPv6' as const)).map(
    ([id, handle, family]): Step =>
      (roster) =>
        heard(roster, id, { handle, family }),
  ),
  names.map(
    (name): Step =>
      (roster) =>
        introduceSelf(roster, 'self', name),
  ),
  ids.map(
    (id): Step =>
      (roster) =>
        leave(roster, id),
  ),
  ids.map(
    (id): Step =>
      (roster) =>
        becomeQuiet(roster, id),
  ),
  ids.map(
    (id): Step =>
      (roster) =>
        returned(roster, id),
  ),
);

it('counts as one would by looking, whatever happens', () => {
  fc.assert(
    fc.property(fc.array(steps), (all) => {
      const roster = all.reduce((before, step) => step(before), emptyRoster);
      const here = [...roster.peers.values()].filter(isPresent);
      expect(roster.here).toBe(here.length);
      expect(roster.onIPv6Alone).toBe(here.filter(({ families }) => families.join(' ') === 'IPv6').length);
      const ours = here.filter(({ role }) => role !== undefined).map(({ clientId }) => clientId);
      expect(roster.ours).toBe(ours.length);
      expect(roster.ring.map(({ clientId }) => clientId).toSorted()).toEqual(ours.toSorted());
      const handles = [
        ...here.map(({ handle }) => handle),
        ...(roster.self === undefined ? [] : [roster.self.handle]),
      ];
      for (const name of ['alice', 'bob'])
        expect(valueOf(roster.handles, name) ?? 0).toBe(handles.filter((handle) => handle === name).length);
    }),
  );
});
