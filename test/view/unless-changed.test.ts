import { describe, expect, it } from 'vitest';
import { unlessChanged } from '../../src/view/unless-changed.js';

interface Parts {
  readonly one: unknown;
  readonly other?: unknown;
}

const list: readonly string[] = [];

describe('what is made of parts', () => {
  const rows: readonly { name: string; first: Parts; next: Parts; isSame: boolean }[] = [
    { name: 'the same parts', first: { one: 1, other: list }, next: { one: 1, other: list }, isSame: true },
    { name: 'one that differs', first: { one: 1, other: 2 }, next: { one: 1, other: 3 }, isSame: false },
    { name: 'one that merely looks the same', first: { one: list }, next: { one: [] }, isSame: false },
    { name: 'one that is gone', first: { one: 1, other: 2 }, next: { one: 1 }, isSame: false },
    { name: 'one that is new', first: { one: 1 }, next: { one: 1, other: 2 }, isSame: false },
    {
      name: 'one that is new and undefined',
      first: { one: 1 },
      next: { one: 1, other: undefined },
      isSame: false,
    },
  ];

  it.each(rows)('is the same: $isSame, for $name', ({ first, next, isSame }) => {
    const make = unlessChanged((parts: Parts) => ({ parts }));
    const made = make(first);
    expect(make(next) === made).toBe(isSame);
    expect(make(next)).toStrictEqual({ parts: isSame ? first : next });
  });

  it('is made again of what it was made of before the last time', () => {
    const make = unlessChanged(({ one }: Parts) => [one]);
    const made = make({ one: 1 });
    make({ one: 2 });
    expect(make({ one: 1 })).toStrictEqual(made);
    expect(make({ one: 1 })).not.toBe(made);
  });
});
