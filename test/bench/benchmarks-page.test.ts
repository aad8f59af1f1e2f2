// The page in docs/ has a place for all that a run writes, and is not behind the measurements.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withOriginal, withReport } from '../../bench/benchmarks-page.js';
import { measurements } from '../../bench/measurements.js';
import { equalRun } from './equal-run.js';

const page = readFileSync(new URL('../../docs/benchmarks.md', import.meta.url), 'utf8');

const installed = { tarballBytes: 1, unpackedBytes: 2, dependencies: [] };

describe('docs/benchmarks.md', () => {
  it('takes a report in, and another one in its place', () => {
    const sample = { backchannel: 30, bare: 10 } as const;
    const measured = measurements.map((measurement) => ({
      measurement,
      runs: [Object.fromEntries(Object.keys(measurement.figures).map((name) => [name, sample]))],
    }));
    const once = withReport(page, { measured, runs: 2, machine: 'an abacus', installed });
    expect(once).toContain('| × 3 |\n\nMedians of 2 runs (least–most). an abacus.');
    expect(withReport(once, { measured, runs: 2, machine: 'an abacus', installed })).toBe(once);
  });

  it('has no place but those that one of the reports fills', () => {
    const places = [...page.matchAll(/<!-- generated: (.+?) -->/gu)].map(([, name]) => name);
    expect(new Set(places)).toEqual(new Set(['figures', 'growth', 'installed', 'original', 'rows']));
    expect(places).toHaveLength(5);
  });

  it('takes in the figures of the original, and leaves the others', () => {
    const run = equalRun({ original: 40, backchannel: 20 });
    const once = withOriginal(page, { runs: [run, run], machine: 'an abacus' });
    expect(once).toContain('| memory of an idle chat | MiB | 16 | 40 | 20 | × 0.5 |');
    expect(once).toContain('| × 0.5 |\n\nMedians of 2 runs (least–most). an abacus.');
    const [, original = ''] = /(<!-- generated: original -->[^]*?<!-- \/generated -->)/u.exec(once) ?? [];
    expect(page.replace(/<!-- generated: original -->[^]*?<!-- \/generated -->/u, original)).toBe(once);
  });

  const figures = measurements.flatMap(({ name, method, figures: described }) =>
    Object.values(described)
      .filter(({ point }) => point === undefined)
      .map(({ title, meaning }) => ({ name, method, title, meaning })),
  );
  it.each(figures)('says what "$title" is and how it is measured', ({ name, method, title, meaning }) => {
    expect(page).toContain(`### ${name}\n\n${method}\n`);
    expect(page).toContain(`- **${title}**: ${meaning}`);
    expect(page).toMatch(/\| times the bare cost \|\n/);
  });
});
