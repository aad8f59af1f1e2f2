import { describe, expect, it } from 'vitest';
import {
  came,
  hereSentence,
  joinedSentence,
  left,
  leftSentence,
  nobody,
  renamedSentence,
} from '../../src/chat/announcements.js';
import { maxPeers } from '../../src/limits.js';

const six = ['bob', 'carol', 'dave', 'erin', 'frank', 'grace'];

describe('sentences', () => {
  it.each([
    [joinedSentence(['bob']), 'bob joined'],
    [joinedSentence(['bob', 'carol']), 'bob and carol joined'],
    [joinedSentence(six), 'bob, carol, dave, erin, frank and grace joined'],
    [joinedSentence([...six, 'heidi', 'ivan', 'judy']), 'bob, carol and 7 others joined'],
    [leftSentence(['bob', 'carol', 'dave']), 'bob, carol and dave left'],
    [hereSentence(['bob']), 'here already: bob'],
    [renamedSentence('bob', 'robert'), 'bob is now called robert'],
    [hereSentence([...six, 'heidi']), 'here already: bob, carol and 5 others'],
  ])('%s', (said, expected) => {
    expect(said).toBe(expected);
  });
});

describe('what is gathered', () => {
  it('is no more than could be there', () => {
    const people = Array.from({ length: maxPeers + 1 }, (_, index) => ({
      clientId: `${index}`,
      handle: `peer${index}`,
    }));
    expect(people.reduce((all, each) => came(all, 'joined', each), nobody).joined).toHaveLength(maxPeers);
    expect(people.reduce(left, nobody).left).toHaveLength(maxPeers);
  });

  it('takes namesakes for one person only as often as they come and go', () => {
    const alices = ['1', '2'].map((clientId) => ({ clientId, handle: 'alice' }));
    const two = alices.reduce((all, each) => came(all, 'joined', each), nobody);
    expect(two.joined).toEqual(alices);
    expect(left(two, { clientId: '2', handle: 'alice' }).joined).toHaveLength(1);
  });
});
