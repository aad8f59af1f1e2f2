// docs/recording.md is what the code does: its example is a recording, with each type of entry in it, and its tables and
// numbers are the code's.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitCodes } from '../../src/exit-codes.js';
import * as limits from '../../src/recording/recording-limits.js';
import { isCause, recordingEntry } from '../../src/recording/recording-format.js';
import { entryLine, headerLine, readEntry, readHeader } from '../../src/recording/recording-lines.js';
import { modulesUnder } from '../support/imports.js';

const page = readFileSync(new URL('../../docs/recording.md', import.meta.url), 'utf8');

const [, example = ''] = /^```ndjson\n(.*?)\n```$/msu.exec(page) ?? [];
const [header = '', ...entries] = example.split('\n');

const rowsOf = (title: string): readonly string[] => {
  const [, table = ''] = page.split(`| ${title} |`);
  return Array.from(table.split('\n\n')[0]?.matchAll(/^\| (?<cell>[^|]+) \|/gmu) ?? [], ({ groups }) =>
    String(groups?.['cell']).trim(),
  ).filter((cell) => !cell.startsWith('---'));
};
const names = (cells: readonly string[]): readonly string[] =>
  cells.flatMap((cell) =>
    Array.from(cell.matchAll(/`(?<name>[^`]+)`/gu), ({ groups }) => String(groups?.['name'])),
  );

describe('docs/recording.md', () => {
  it('has an example that is read, and written just so', () => {
    expect(headerLine(readHeader(header))).toBe(`${header}\n`);
    expect(entries.map((line, index) => entryLine(readEntry(line, index + 2)))).toEqual(
      entries.map((line) => `${line}\n`),
    );
  });

  it('has an entry of each type in it, and a row for each', () => {
    const types = recordingEntry.options.map(({ shape }) => shape.type.value).toSorted();
    const shown = entries.map((line, index) => readEntry(line, index + 2));
    expect([...new Set(shown.map(({ type }) => type))].toSorted()).toEqual(types);
    expect(names(rowsOf('`type`')).toSorted()).toEqual(types);
    expect(shown.filter(isCause).map(({ type }) => type)).toEqual([
      'came',
      'timer',
      'came',
      'failed',
      'ended',
    ]);
  });

  it('has a row for each kind of thing on the tape', () => {
    const kinds = modulesUnder(['src'])
      .filter(({ path }) => /(?:network-kinds|taped-[a-z]+)\.ts$/u.test(path))
      .flatMap(({ path }) =>
        Array.from(
          readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8').matchAll(
            /: Kind<[^=]*= \{\s*name: '(?<name>[^']+)'/gu,
          ),
          ({ groups }) => String(groups?.['name']),
        ),
      );
    expect(kinds.length).toBeGreaterThan(10);
    expect(names(rowsOf('source, question or action')).toSorted()).toEqual(kinds.toSorted());
  });

  it('has the bounds and exit codes of the code', () => {
    for (const bound of [limits.maxRecordingBytes, limits.maxRecordingLineBytes])
      expect(page).toContain(`${bound.toLocaleString('en-US')} bytes`);
    expect(rowsOf('exit code')).toEqual([...Object.values(exitCodes).map(String), '128 + N']);
  });
});
