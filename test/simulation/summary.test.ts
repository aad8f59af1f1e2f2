// What is told under the table of a simulation.
import { describe, expect, it } from 'vitest';
import { defaultSettings } from '../../src/simulation/settings.js';
import { crowdTable } from '../../src/simulation/summary.js';

/** The lines under the titles and the one row of a crowd that showed so many messages out of order. */
function notesWith(outOfOrder: number): string {
  const figures = {
    messages: 1,
    delivered: 1,
    shownTwice: 0,
    outOfOrder,
    delaysMs: Float64Array.of(3),
    nacks: 0,
    repairs: 0,
    simulatedMs: 1000,
  };
  const table = crowdTable([{ outcome: { settings: defaultSettings, figures }, realMs: 1 }]);
  return table.split('\n').slice(2).join('\n');
}

describe('the table of a simulation', () => {
  it('says what lines out of order are, and how many are normal, where there are some', () => {
    expect(notesWith(1)).toMatch(/^\nout of order: .+normal\.$/su);
  });

  it('says nothing of them where there are none', () => {
    expect(notesWith(0)).toBe('');
  });
});
