import { describe, expect, it } from 'vitest';
import { samePackages } from '../../bench/same-packages.js';

const lock = (packages: Readonly<Record<string, object>>): string =>
  JSON.stringify({ lockfileVersion: 3, packages });

const zod = { version: '4.6.7', integrity: 'sha512-aa' };
const rxjs = { version: '7.8.2', integrity: 'sha512-bb' };

describe('samePackages', () => {
  const rows = [
    {
      name: 'the same in another order, and for another reason',
      one: { 'node_modules/zod': zod, 'node_modules/rxjs': rxjs },
      other: { 'node_modules/rxjs': { ...rxjs, dev: true }, 'node_modules/zod': zod },
      expected: true,
    },
    {
      name: 'another version',
      one: { 'node_modules/zod': zod },
      other: { 'node_modules/zod': { version: '4.6.8', integrity: 'sha512-cc' } },
      expected: false,
    },
    {
      name: 'the same somewhere else',
      one: { 'node_modules/zod': zod },
      other: { 'node_modules/rxjs/node_modules/zod': zod },
      expected: false,
    },
    { name: 'one more', one: {}, other: { 'node_modules/zod': zod }, expected: false },
  ];
  it.each(rows)('$name: $expected', ({ one, other, expected }) => {
    expect(samePackages(lock(one), lock(other))).toBe(expected);
  });
});
