import { describe, expect, it } from 'vitest';
import { measurements } from '../../bench/measurements.js';
import { originalTable } from '../../bench/original-table.js';

describe('originalTable', () => {
  it('puts our figures beside those of the original', () => {
    const measured = measurements.map((measurement) => ({
      measurement,
      runs: [
        Object.fromEntries(
          Object.keys(measurement.figures).map((name) => [name, { backchannel: 20, bare: 10 }]),
        ),
      ],
    }));
    const table = originalTable(measured);
    expect(table).toContain('| first screen | ms | about 70 | 20 | 10 |');
    expect(table).toContain('| processor time a line drawn | µs | 80–170 | 20 | 10 |');
    expect(table).toContain('| terminal bytes a line drawn | bytes | 60–100 | 20 | 10 |');
  });

  it('leaves open what was not measured', () => {
    expect(originalTable([])).toContain('| memory of an idle chat | MiB | 16 | – | – |');
  });
});
