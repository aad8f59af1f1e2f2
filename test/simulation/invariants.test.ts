// Whether what must not be is noticed.
import { expect, it } from 'vitest';
import { defaultProtocolTiming } from '../../src/protocol-timing.js';
import { costOfPresence } from '../../src/simulation/invariants.js';

const seconds = 10;
const budget = defaultProtocolTiming.heartbeatBytesPerSecond * seconds;

it.each([
  ['nobody says anything', 0, 0],
  ['as much as the budget', budget, 0],
  ['a little more, by chance', 1.4 * budget, 0],
  ['twice as much', 2 * budget, 1],
])('what presence costs in ten seconds: %s', (_, presenceBytes, violations) => {
  expect([...costOfPresence({ presenceBytes, ms: seconds * 1000 })]).toHaveLength(violations);
});
