import { describe, expect, it } from 'vitest';
import { flashesOf } from '../../../src/inspect/page/flashes.js';
import { flashMs, maxFlashes } from '../../../src/inspect/page/page-limits.js';
import type { ActorPicture } from '../../../src/inspect/page/actor-picture.js';
import { afterEvents, emptyPicture } from '../../../src/inspect/page/picture.js';
import { begins, takes } from './told-events.js';

/** An actor that has sent a line: it was in `sending` for three milliseconds. */
const steps = [takes('x:0', 'idle', 'sending', 1000), takes('x:0', 'sending', 'idle', 1003)];

function actorAfter(...events: readonly ReturnType<typeof takes>[]): ActorPicture {
  const actor = afterEvents(emptyPicture, [begins('x:0'), ...events]).picture.actors.get('x:0');
  if (actor === undefined) throw new Error('there is no such actor');
  return actor;
}

describe('what flashes', () => {
  it.each([
    {
      name: 'all that was taken a moment ago',
      now: 1100,
      isLive: true,
      states: ['sending', 'idle'],
      times: [1000, 1003],
    },
    { name: 'each for as long', now: 1001 + flashMs, isLive: true, states: ['idle'], times: [1003] },
    { name: 'nothing after a while', now: 1003 + flashMs, isLive: true, states: [], times: [] },
    { name: 'in the past what was taken last', now: 9999, isLive: false, states: ['idle'], times: [9999] },
  ])('is $name', ({ now, isLive, states, times }) => {
    const flashes = flashesOf(actorAfter(...steps), now, isLive);
    expect([...flashes.states]).toEqual(states);
    expect([...flashes.transitions.values()]).toEqual(times);
    expect(flashes.areFading).toBe(isLive && states.length > 0);
  });

  it('is nothing in an actor that has done nothing', () => {
    expect(flashesOf(actorAfter(), 0, false).states.size).toBe(0);
  });

  it('begins anew for a transition that is taken again', () => {
    const { transitions } = flashesOf(
      actorAfter(...steps, takes('x:0', 'idle', 'sending', 1500)),
      1600,
      true,
    );
    expect([...transitions.values()]).toEqual([1003, 1500]);
  });

  it('is not cut short by much that happens after it', () => {
    const busy = Array.from({ length: 500 }, (_, index) => takes('x:0', 'idle', 'idle', 1004 + index));
    expect(flashesOf(actorAfter(...steps, ...busy), 1600, true).states).toEqual(new Set(['sending', 'idle']));
  });

  it('is a bounded number of transitions, however many there are', () => {
    const many = Array.from({ length: 500 }, (_, index) => takes('x:0', 'a', `b${index}`, 1));
    expect(actorAfter(...many).taken).toHaveLength(maxFlashes);
  });
});
