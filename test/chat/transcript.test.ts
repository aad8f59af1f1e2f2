import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  append,
  type Entry,
  emptyTranscript,
  slice,
  type Transcript,
  update,
} from '../../src/chat/transcript.js';
import { maxTranscriptEntries, maxTranscriptUnits } from '../../src/limits.js';

function entry(count: number, text = `line ${count}`): Entry {
  return { kind: 'notice', key: String(count), text, at: count };
}

function filled(count: number, text?: string): Transcript {
  let transcript = emptyTranscript;
  for (let at = 0; at < count; at += 1) transcript = append(transcript, entry(at, text));
  return transcript;
}

const all = (transcript: Transcript) => slice(transcript, 0, transcript.length);

describe('append', () => {
  it('keeps the order, however long it gets', () => {
    expect(all(filled(1000)).map(({ key }) => Number(key))).toEqual([...Array(1000).keys()]);
  });

  it('leaves earlier versions as they were', () => {
    const before = filled(100);
    append(before, entry(100));
    expect(all(before)).toHaveLength(100);
  });

  it('lets the oldest go beyond the number of entries', () => {
    const transcript = filled(maxTranscriptEntries + 1);
    expect(transcript.length).toBeLessThanOrEqual(maxTranscriptEntries);
    expect(all(transcript)).toHaveLength(transcript.length);
    expect(all(transcript).at(-1)?.key).toBe(String(maxTranscriptEntries));
  });

  it('lets the oldest go beyond the amount of text', () => {
    const text = 'x'.repeat(8192);
    const transcript = filled(maxTranscriptUnits / text.length + 100, text);
    expect(transcript.units).toBeLessThanOrEqual(maxTranscriptUnits);
    expect(transcript.units).toBe(transcript.length * text.length);
  });
});

describe('update', () => {
  it('changes the entry with the key, and what it counts', () => {
    const transcript = update(filled(200), '70', (old) => ({ ...old, text: 'longer than it was' }));
    expect(all(transcript)[70]?.text).toBe('longer than it was');
    expect(transcript.units).toBe(all(transcript).reduce((sum, { text }) => sum + text.length, 0));
  });

  it('changes nothing for a key that is not there', () => {
    const transcript = filled(3);
    expect(update(transcript, 'nobody', () => entry(9))).toBe(transcript);
  });
});

describe('slice', () => {
  it('gives what an array would', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(320), fc.nat(320), (count, from, to) => {
        const transcript = filled(count);
        expect(slice(transcript, from, to)).toEqual(all(transcript).slice(from, to));
      }),
    );
  });
});
