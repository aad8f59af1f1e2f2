import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { maxValueRows, membersAtATime } from '../../../src/inspect/page/page-limits.js';
import { sharingWith } from '../../../src/inspect/page/shared-structure.js';
import {
  type OpenRows,
  toggled,
  type ValueRow,
  valueRows,
  withMore,
} from '../../../src/inspect/page/value-rows.js';

const nothingOpen: OpenRows = new Map();

function open(...paths: readonly string[]): OpenRows {
  return paths.reduce(toggled, nothingOpen);
}

function outline(rows: readonly ValueRow[]): string[] {
  return rows.map(
    ({ depth, key, preview, change }) =>
      `${'  '.repeat(depth)}${key}=${preview}${change === 'same' ? '' : ` (${change})`}`,
  );
}

describe('a value as rows', () => {
  const value = { handle: 'alice', peers: [{ name: 'bob' }], empty: {}, 'a/b~c': { x: 1 } };

  it('begins with its members', () => {
    expect(outline(valueRows(value, value, nothingOpen))).toEqual([
      'handle="alice"',
      'peers=[{ name: "bob" }]',
      'empty={}',
      'a/b~c={ x: 1 }',
    ]);
  });

  it('goes on where it is open, at paths as JSON Pointer has them', () => {
    const rows = valueRows(value, value, open('/peers', '/peers/0', '/a~1b~0c'));
    expect(outline(rows).slice(1)).toEqual([
      'peers=[{ name: "bob" }]',
      '  0={ name: "bob" }',
      '    name="bob"',
      'empty={}',
      'a/b~c={ x: 1 }',
      '  x=1',
    ]);
    expect(rows.map(({ isOpen }) => isOpen)).toEqual([
      undefined,
      true,
      true,
      undefined,
      undefined,
      true,
      undefined,
    ]);
  });

  it.each<[unknown, string]>([
    ['text', '="text"'],
    [undefined, '=undefined'],
    [null, '=null'],
    [[], '=[]'],
    [{}, '={}'],
  ])('is one row if there is nothing inside: %j', (alone, row) => {
    expect(outline(valueRows(alone, alone, nothingOpen))).toEqual([row]);
  });

  it('marks what has changed, what is new and what is gone, down to where it is', () => {
    const before = { same: { a: 1 }, changed: { deep: { n: 1, m: 1 } }, gone: 5, list: [1, 2, 3] };
    const after = sharingWith(before, {
      same: { a: 1 },
      changed: { deep: { n: 2, m: 1 } },
      list: [1],
      added: true,
    }).value;
    expect(outline(valueRows(after, before, open('/changed', '/changed/deep', '/list', '/same')))).toEqual([
      'same={ a: 1 }',
      '  a=1',
      'changed={ deep: { n: 2, m: 1 } } (changed)',
      '  deep={ n: 2, m: 1 } (changed)',
      '    n=2 (changed)',
      '    m=1',
      'list=[1] (changed)',
      '  0=1',
      '  1=2 (gone)',
      '  2=3 (gone)',
      'added=true (added)',
      'gone=5 (gone)',
    ]);
  });

  it('shows long lists piece by piece', () => {
    const list = Array.from({ length: 250 }, (_, index) => index);
    const rows = valueRows({ list }, { list }, open('/list'));
    expect(rows).toHaveLength(1 + membersAtATime + 1);
    const last = rows.at(-1);
    expect(last).toMatchObject({ kind: 'more', preview: '150 more' });
    const longer = valueRows({ list }, { list }, withMore(open('/list'), last?.path ?? ''));
    expect(longer.at(-1)).toMatchObject({ kind: 'more', preview: '50 more' });
  });

  it('shows a list that is the whole value piece by piece too', () => {
    const list = Array.from({ length: 250 }, (_, index) => index);
    const last = valueRows(list, list, nothingOpen).at(-1);
    expect(last).toMatchObject({ kind: 'more', preview: '150 more' });
    expect(valueRows(list, list, withMore(nothingOpen, last?.path ?? '')).at(-1)).toMatchObject({
      preview: '50 more',
    });
  });

  it('has so many rows and no more', () => {
    const wide = Array.from({ length: 300 }, () => Array.from({ length: 300 }, () => 1));
    const everything = new Map([['', 300], ...wide.map((_, index) => [`/${index}`, 300] as const)]);
    expect(valueRows(wide, wide, everything).length).toBeLessThanOrEqual(maxValueRows + 2);
  });

  it('has a path of its own for each row', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (after, before) => {
        const paths = valueRows(after, before, allOpen(after, before)).map(({ path }) => path);
        expect(new Set(paths).size).toBe(paths.length);
      }),
    );
  });
});

/** Opens whatever can be opened, one level after the other. */
function allOpen(after: unknown, before: unknown): OpenRows {
  let everything = nothingOpen;
  for (;;) {
    const closed = valueRows(after, before, everything).filter(({ isOpen }) => isOpen === false);
    if (closed.length === 0) return everything;
    everything = closed.reduce((opened, { path }) => toggled(opened, path), everything);
  }
}
