import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InspectionEvent } from '../../../src/inspect/inspection-event.js';
import { endedShownMs, maxActors, maxEndedActors } from '../../../src/inspect/page/page-limits.js';
import { afterEvents, emptyPicture, type Picture } from '../../../src/inspect/page/picture.js';
import { anyEvents, becomes, begins, drops, paints, sends, takes } from './told-events.js';

function pictureOf(...events: readonly InspectionEvent[]): Picture {
  return afterEvents(emptyPicture, events).picture;
}

/** Another text each time, and always the same one. */
function newDefinition(): string {
  return ['{"id":', '"peer"}'].join('');
}

describe('the picture', () => {
  it('is the same however many events come at once', () => {
    fc.assert(
      fc.property(anyEvents, fc.nat(60), (events, cut) => {
        const first = afterEvents(emptyPicture, events.slice(0, cut)).picture;
        const inTwo = afterEvents(first, events.slice(cut)).picture;
        expect(inTwo).toEqual(pictureOf(...events));
      }),
    );
  });

  it('leaves the picture before as it was', () => {
    const before = pictureOf(begins('x:0'), becomes('x:0', { value: 'idle' }));
    const copy = structuredClone(before);
    afterEvents(before, [becomes('x:0', { value: 'busy' }), begins('x:1'), drops(3)]);
    expect(before).toEqual(copy);
  });

  it('knows who began, under whom, and what became of them', () => {
    const { actors } = pictureOf(
      begins('x:0', { name: 'session', at: 1, definition: '{}' }),
      begins('x:1', { name: 'peer', parentId: 'x:0', at: 2 }),
      becomes('x:1', { value: 'present' }, 3),
      becomes('x:1', { value: 'present', status: 'stopped' }, 4, 'xstate.stop'),
    );
    expect(actors.get('x:0')).toMatchObject({
      name: 'session',
      definition: '{}',
      beganAt: 1,
      endedAt: undefined,
    });
    expect(actors.get('x:1')).toMatchObject({ name: 'peer', parentId: 'x:0', beganAt: 2, endedAt: 4 });
  });

  it('remembers since when each state has been in the value', () => {
    const { actors } = pictureOf(
      begins('x:0', { at: 1, snapshot: { value: { active: 'joining' } } }),
      becomes('x:0', { value: { active: 'connected' } }, 5),
      becomes('x:0', { value: { active: 'connected' }, context: 1 }, 9),
    );
    expect([...(actors.get('x:0')?.enteredAt ?? [])]).toEqual([
      ['active', 1],
      ['active.connected', 5],
    ]);
  });

  it('keeps the snapshot before the last one, and shares with it what is the same', () => {
    const { actors } = pictureOf(
      begins('x:0'),
      becomes('x:0', { context: { big: [1, 2], n: 1 } }),
      becomes('x:0', { context: { big: [1, 2], n: 2 } }),
    );
    const actor = actors.get('x:0');
    expect(actor?.before?.context).toEqual({ big: [1, 2], n: 1 });
    expect(Object.values(actor?.snapshot.context ?? {})[0]).toBe(
      Object.values(actor?.before?.context ?? {})[0],
    );
  });

  it('takes a context that is left out for what it was', () => {
    const { actors } = pictureOf(
      begins('x:0'),
      becomes('x:0', { context: { n: 1 } }),
      becomes('x:0', { value: 'busy' }),
    );
    expect(actors.get('x:0')?.snapshot).toMatchObject({ value: 'busy', context: { n: 1 } });
  });

  it('remembers the last steps, and what the terminal shows', () => {
    const { actors, screen, dropped } = pictureOf(
      begins('x:0'),
      takes('x:0', 'a', 'b', 7),
      paints(['one']),
      paints(['two']),
      drops(2),
      drops(3),
    );
    const transition = { source: 'a', targets: ['b'], eventType: 'go' };
    expect(actors.get('x:0')).toMatchObject({ taken: [{ at: 7, transition }], lastStep: [transition] });
    expect(screen?.rows).toEqual(['two']);
    expect(dropped).toBe(5);
  });

  it('knows an actor whose beginning was left out by its session id', () => {
    expect(pictureOf(becomes('x:7', { value: 'idle' })).actors.get('x:7')).toMatchObject({ name: 'x:7' });
  });

  it('keeps equal definitions once', () => {
    const { actors, definitions } = pictureOf(
      begins('x:0', { definition: newDefinition() }),
      begins('x:1', { definition: newDefinition() }),
    );
    expect([...actors.values()].map((each) => each.definition)).toEqual([newDefinition(), newDefinition()]);
    expect(definitions.size).toBe(1);
  });

  it.each([
    { createdAt: '', name: 'nothing' },
    { createdAt: 'yesterday', name: 'no number' },
    { createdAt: 'Infinity', name: 'no moment' },
  ])('takes the time before for an event whose time is $name', ({ createdAt }) => {
    expect(pictureOf(begins('x:0', { at: 5 }), { ...begins('x:1'), createdAt }).at).toBe(5);
  });
});

describe('actors that have ended', () => {
  it('are shown for a while', () => {
    const ended = [begins('x:0'), begins('x:1'), becomes('x:1', { status: 'done' }, 100)];
    expect(pictureOf(...ended, drops(1, 100 + endedShownMs)).actors.has('x:1')).toBe(true);
    expect(pictureOf(...ended, drops(1, 101 + endedShownMs)).actors.has('x:1')).toBe(false);
  });

  it('make room for the next of their kind', () => {
    const { actors } = pictureOf(
      begins('x:1', { name: 'transmit' }),
      becomes('x:1', { status: 'done' }),
      begins('x:2', { name: 'transmit' }),
    );
    expect([...actors.keys()]).toEqual(['x:2']);
  });

  it('are no more than a few', () => {
    const many = Array.from({ length: maxEndedActors + 10 }, (_, index) => [
      begins(`x:${index}`),
      becomes(`x:${index}`, { status: 'done' }),
    ]);
    const { actors, ended } = pictureOf(...many.flat(), drops(1));
    expect(ended.size).toBe(maxEndedActors);
    expect([...actors.keys()][0]).toBe('x:10');
  });
});

describe('after events that never came', () => {
  const before = [
    begins('x:0', { name: 'session', at: 1, snapshot: { value: 'joining' } }),
    becomes('x:0', { value: 'connected' }, 5),
    begins('x:1', { at: 6 }),
    drops(9, 10),
  ];

  it('whoever is told of anew lives on as it was', () => {
    const { actors } = pictureOf(...before, begins('x:0', { at: 1, snapshot: { value: 'joining' } }));
    expect(actors.get('x:0')).toMatchObject({
      name: 'session',
      beganAt: 1,
      snapshot: { value: 'connected' },
    });
    expect([...(actors.get('x:0')?.enteredAt ?? [])]).toEqual([['connected', 5]]);
  });

  it('whoever is not has ended, as soon as things go on', () => {
    const told = [...before, begins('x:0', { at: 1 }), begins('x:2', { at: 8 })];
    expect(pictureOf(...told).ended.size).toBe(0);
    const { ended } = pictureOf(...told, sends(undefined, 'x:0', 'go', {}, 12));
    expect([...ended]).toEqual([['x:1', 12]]);
  });
});

describe('what an endless stream can make it keep', () => {
  it('is a bounded number of actors', () => {
    const many = Array.from({ length: maxActors + 3 }, (_, index) => begins(`x:${index}`));
    const { actors } = pictureOf(...many);
    expect(actors.size).toBe(maxActors);
    expect(actors.has('x:2')).toBe(false);
    expect(actors.has(`x:${maxActors + 2}`)).toBe(true);
  });
});

describe('events as they are kept', () => {
  it('have the names of their actors', () => {
    const { entries } = afterEvents(emptyPicture, [
      begins('x:0', { name: 'session' }),
      begins('x:1', { name: 'peer' }),
      sends('x:0', 'x:1', 'evidence'),
      sends(undefined, 'x:0', 'say'),
      paints([]),
    ]);
    expect(entries.map(({ actor, source }) => [source, actor])).toEqual([
      ['', 'session'],
      ['', 'peer'],
      ['session', 'peer'],
      ['', 'session'],
      ['', ''],
    ]);
  });

  it('weigh little when they change little', () => {
    const context = { transcript: Array.from({ length: 500 }, (_, index) => ({ text: `line ${index}` })) };
    const told = (n: number): InspectionEvent =>
      becomes('x:0', { context: { ...structuredClone(context), n } });
    const { entries } = afterEvents(emptyPicture, [begins('x:0'), told(1), told(2), told(3)]);
    const [, first = 0, second = 0, third = 0] = entries.map(({ weight }) => weight);
    expect(first).toBeGreaterThan(1000);
    expect(second).toBeLessThan(20);
    expect(third).toBe(second);
  });
});
