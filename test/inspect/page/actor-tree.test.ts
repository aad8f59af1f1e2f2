import { describe, expect, it } from 'vitest';
import type { InspectionEvent } from '../../../src/inspect/inspection-event.js';
import { firstChoice, newForMs, treeRows } from '../../../src/inspect/page/actor-tree.js';
import { afterEvents, emptyPicture, type Picture } from '../../../src/inspect/page/picture.js';
import { becomes, begins } from './told-events.js';

function pictureOf(...events: readonly InspectionEvent[]): Picture {
  return afterEvents(emptyPicture, events).picture;
}

const family = pictureOf(
  begins('x:0', { name: 'session', definition: '{}', snapshot: { value: { active: 'joining' } } }),
  begins('x:1', { name: 'screen' }),
  begins('x:2', { name: 'peer/bob', parentId: 'x:0' }),
  begins('x:3', { name: 'lan', parentId: 'x:0' }),
  begins('x:4', { name: 'timer', parentId: 'x:2' }),
);

function outline(picture: Picture, filter = ''): string[] {
  return treeRows(picture, filter, 0).map(
    ({ name, depth, isMatch }) => `${'  '.repeat(depth)}${name}${isMatch ? '' : ' …'}`,
  );
}

describe('the tree of actors', () => {
  it('has each below whoever started it', () => {
    expect(outline(family)).toEqual(['session', '  peer/bob', '    timer', '  lan', 'screen']);
  });

  it.each([
    { filter: 'LAN ', rows: ['session …', '  lan'] },
    { filter: 'timer', rows: ['session …', '  peer/bob …', '    timer'] },
    { filter: 'e', rows: ['session', '  peer/bob', '    timer', 'screen'] },
    { filter: 'nobody', rows: [] },
  ])('shows with the filter "$filter" who fits, and those above', ({ filter, rows }) => {
    expect(outline(family, filter)).toEqual(rows);
  });

  it('tells the state in words', () => {
    expect(treeRows(family, '', 0)[0]).toMatchObject({ value: 'active.joining', hasChart: true });
  });

  it.each([
    { status: 'done', life: 'done' },
    { status: 'error', life: 'failed' },
    { status: 'stopped', life: 'stopped' },
  ])('marks whoever has ended: $status', ({ status, life }) => {
    const picture = pictureOf(begins('x:0'), becomes('x:0', { status }));
    expect(treeRows(picture, '', newForMs)[0]?.life).toBe(life);
  });

  it('marks whoever has just begun', () => {
    const picture = pictureOf(begins('x:0', { at: 1000 }));
    expect(treeRows(picture, '', 1000 + newForMs - 1)[0]?.life).toBe('new');
    expect(treeRows(picture, '', 1000 + newForMs)[0]?.life).toBe('living');
  });

  it.each([
    { name: 'itself', events: [begins('x:0', { parentId: 'x:0' })] },
    { name: 'each other', events: [begins('x:0', { parentId: 'x:1' }), begins('x:1', { parentId: 'x:0' })] },
    { name: 'nobody known', events: [begins('x:0', { parentId: 'x:9' })] },
  ])('shows everybody once, also those under $name', ({ events }) => {
    expect(treeRows(pictureOf(...events), '', 0)).toHaveLength(events.length);
  });

  it('shows everybody of a chain that is longer than anything can be nested', () => {
    const chain = Array.from({ length: 3000 }, (_, index) =>
      begins(`x:${index + 1}`, { parentId: `x:${index}` }),
    );
    const rows = treeRows(pictureOf(...chain), '', 0);
    expect(new Set(rows.map(({ sessionId }) => sessionId)).size).toBe(chain.length);
  });
});

describe('whom to look at first', () => {
  it('is the first with a chart, or else the first', () => {
    expect(firstChoice(family)).toBe('x:0');
    expect(firstChoice(pictureOf(begins('x:3'), begins('x:4')))).toBe('x:3');
    expect(firstChoice(pictureOf(begins('x:3'), begins('x:4', { definition: '{}' })))).toBe('x:4');
    expect(firstChoice(emptyPicture)).toBeUndefined();
  });
});
