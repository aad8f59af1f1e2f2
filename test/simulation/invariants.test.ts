// Whether what must not be is noticed.
import { expect, it } from 'vitest';
import { costOfPresence } from '../../src/simulation/invariants.js';

it.each([
  ['nobody says anything', 0, 0],
  ['as much as the budget', 40_000, 0],
  ['a little more, by chance', 50_000, 0],
  ['twice as much', 80_000, 1],
])('what presence costs in 10 s: %s', (_, presenceBytes, violations) => {
  expect([...costOfPresence({ presenceBytes, ms: 10_000 })]).toHaveLength(violations);
});
