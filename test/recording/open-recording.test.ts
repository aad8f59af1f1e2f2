// What is made of files that claim to be recordings.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maxRecordedColumns, maxRecordingLineBytes } from '../../src/recording/recording-limits.js';
import { openRecording } from '../../src/recording/open-recording.js';
import type { RecordingEntry } from '../../src/recording/recording-format.js';
import { entryLine, headerLine } from '../../src/recording/recording-lines.js';
import { recordingHeader as header } from './recording-header.js';

const first = headerLine(header);
const timer: RecordingEntry = { type: 'timer', at: 1_700_000_000_100, up: 100, number: 1, ms: 100 };
const opened: RecordingEntry = { type: 'opened', source: 'lan', number: 1 };

describe('a file that claims to be a recording', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'backchannel-test-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** All entries with their lines. */
  const read = (content: string | Uint8Array) => {
    const path = join(folder, 'recording');
    writeFileSync(path, content);
    const recording = openRecording(path);
    try {
      const entries = [...recording.entries];
      const { header: found, progress, cutLine } = recording;
      return { header: found, entries, progress: progress(), cutLine: cutLine() };
    } finally {
      recording.close();
    }
  };

  it('is read as it was written', () => {
    const recording = read(first + entryLine(timer) + entryLine(opened));
    expect(recording.header).toEqual(header);
    expect(recording.entries).toEqual([
      { entry: timer, line: 2 },
      { entry: opened, line: 3 },
    ]);
    expect(recording.progress).toBe(1);
  });

  it('is read whatever its pieces and its lines have in common', () => {
    const many = Array.from(
      { length: 5000 },
      (_, index): RecordingEntry => ({ ...timer, number: index + 1 }),
    );
    const { entries } = read(first + many.map(entryLine).join(''));
    expect(entries.map(({ entry }) => entry)).toEqual(many);
    expect(entries.at(-1)?.line).toBe(5001);
  });

  it.each([1, 10, entryLine(timer).length - 2])('may be cut short %i bytes into its last line', (bytes) => {
    const { entries, cutLine } = read(first + entryLine(opened) + entryLine(timer).slice(0, bytes));
    expect(entries).toEqual([{ entry: opened, line: 2 }]);
    expect(cutLine).toBe(3);
  });

  it('may be cut short in the middle of a character', () => {
    const cut = Buffer.concat([Buffer.from(`${first}{"type":"`), Buffer.from('ü').subarray(0, 1)]);
    expect(read(cut)).toMatchObject({ entries: [], cutLine: 2 });
  });

  it('may lack only its last newline', () => {
    const { entries, cutLine } = read(first + entryLine(timer).trimEnd());
    expect(entries).toEqual([{ entry: timer, line: 2 }]);
    expect(cutLine).toBeUndefined();
  });

  const later = (line: string) => `${first}${entryLine(opened)}${line}\n`;
  it.each<{ name: string; content: string | Uint8Array; sentence: string | RegExp }>([
    { name: 'nothing at all', content: '', sentence: 'is empty' },
    { name: 'text', content: 'Dear diary\n', sentence: 'is no recording of a chat' },
    { name: 'other JSON', content: '{"format":"asciicast"}\n', sentence: 'is no recording of a chat' },
    { name: 'null', content: 'null\n', sentence: 'is no recording of a chat' },
    {
      name: 'a newer format',
      content: first.replace('"version":1', '"version":2'),
      sentence: 'has version 2 of the format, and this program reads version 1',
    },
    {
      name: 'settings that cannot be',
      content: first.replace('"port":6811', '"port":0'),
      sentence: 'makes no sense in line 1, at "settings": the settings cannot be',
    },
    {
      name: 'a place that is nowhere',
      content: first.replace('Europe/Vienna', 'Europe/Atlantis'),
      sentence: 'makes no sense in line 1, at "place": there is no such place',
    },
    {
      name: 'a window that would fill the memory',
      content: first.replace('"columns":80', `"columns":${maxRecordedColumns + 1}`),
      sentence: /^makes no sense in line 1, at "terminal.columns": /u,
    },
    {
      name: 'no UTF-8',
      content: Buffer.from([...Buffer.from(first), 0xff, 0x0a]),
      sentence: 'is not UTF-8 in line 2',
    },
    { name: 'no JSON', content: later('{"type":'), sentence: 'has no JSON in line 3' },
    { name: 'an empty line', content: later(''), sentence: 'has no JSON in line 3' },
    {
      name: 'an entry of no known type',
      content: later('{"type":"joke"}'),
      sentence: /^makes no sense in line 3, at "type": /u,
    },
    {
      name: 'a number that is none',
      content: later('{"type":"timer","at":1,"up":1,"number":"1","ms":3}'),
      sentence: /^makes no sense in line 3, at "number": /u,
    },
    {
      name: 'a time that goes back before 1970',
      content: later('{"type":"timer","at":-1,"up":1,"number":1,"ms":3}'),
      sentence: /^makes no sense in line 3, at "at": /u,
    },
    {
      name: 'a line without an end',
      content: later('x'.repeat(maxRecordingLineBytes + 1)),
      sentence: `has more than ${maxRecordingLineBytes} bytes in line 3`,
    },
    {
      name: 'JSON too deep for anybody',
      content: later('['.repeat(1_000_000)),
      sentence: 'has no JSON in line 3',
    },
  ])('is refused for $name', ({ content, sentence }) => {
    expect(() => read(content)).toThrow(sentence);
  });

  it('is refused if it is not there, or no file', () => {
    expect(() => openRecording(join(folder, 'nowhere'))).toThrow('is not there');
    expect(() => openRecording(folder)).toThrow('is no file');
  });
});
