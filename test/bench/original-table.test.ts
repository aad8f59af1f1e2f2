import { describe, expect, it } from 'vitest';
import { besideNames } from '../../bench/beside-run.js';
import { originalTable } from '../../bench/original-table.js';
import { equalRun } from './equal-run.js';

const runOf = (backchannel: number) => equalRun({ original: 20, backchannel });

describe('originalTable', () => {
  it('puts our figures beside those of the original in the same runs, and what is known of it from elsewhere', () => {
    const table = originalTable([runOf(10), runOf(30), runOf(40)]);
    expect(table).toContain('| first screen | ms | about 70 | 20 | 30 (10–40) | × 1.5 (0.5–2) |');
    expect(table).toContain(
      '| processor time a line drawn | µs | 80–170 | 20 | 30 (10–40) | × 1.5 (0.5–2) |',
    );
    expect(table).toContain(
      "| Enter to the other's screen, p99 | ms | – | 20 | 30 (10–40) | × 1.5 (0.5–2) |",
    );
  });

  it('has a row for all that is measured', () => {
    const head = 2;
    expect(
      originalTable([runOf(20)])
        .trim()
        .split('\n'),
    ).toHaveLength(head + besideNames.length);
  });
});
