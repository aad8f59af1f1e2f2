import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareEntries } from '../../src/chat/entry.js';
import {
  type Entry,
  emptyTranscript,
  insert,
  newestFirst,
  remove,
  slice,
  type Transcript,
  update,
} from '../../src/chat/transcript.js';
import { maxTranscriptEntries, maxTranscriptUnits } from '../../src/limits.js';

function notice(ms: number, text = `line ${ms}`): Entry {
  return { kind: 'notice', key: String(ms), text, at: ms, clock: [ms, 0] };
}

function message(ms: number, counter: number, clientId: string, first = 1): Entry {
  const source = { stream: clientId, first, count: 1 };
  const key = `${ms} ${counter} ${clientId} ${first}`;
  const said = { clientId, handle: clientId, text: key, missingParts: 0, source };
  return { kind: 'message', key, ...said, at: 0, clock: [ms, counter] };
}

function hole(ms: number, counter: number, clientId: string): Entry {
  const missing = { clientId, handle: clientId, count: 1, isLost: false, isAgain: false };
  return { kind: 'hole', key: `hole ${ms} ${counter} ${clientId}`, ...missing, at: 0, clock: [ms, counter] };
}

function transcriptOf(entries: Iterable<Entry>): Transcript {
  let transcript = emptyTranscript;
  for (const entry of entries) ({ transcript } = insert(transcript, entry));
  return transcript;
}

function filled(count: number, text?: string): Transcript {
  return transcriptOf(Array.from({ length: count }, (_, ms) => notice(ms, text)));
}

const all = (transcript: Transcript) => slice(transcript, 0, transcript.length);
const keys = (transcript: Transcript) => all(transcript).map(({ key }) => key);

describe('the order', () => {
  const ordered: readonly Entry[] = [
    message(1, 0, 'bob'),
    notice(2),
    hole(2, 0, 'alice'),
    message(2, 0, 'alice'),
    message(2, 0, 'alice', 2),
    message(2, 0, 'bob'),
    message(2, 1, 'alice'),
    message(3, 0, 'alice'),
  ];

  it.each(ordered.slice(1).map((later, index) => ({ earlier: ordered[index] ?? later, later })))(
    '$earlier.key stands before $later.key',
    ({ earlier, later }) => {
      expect(compareEntries(earlier, later)).toBeLessThan(0);
      expect(compareEntries(later, earlier)).toBeGreaterThan(0);
    },
  );

  it('is the same whatever came in which order', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...ordered], { minLength: ordered.length }), (entries) => {
        expect(all(transcriptOf(entries))).toEqual(ordered);
      }),
    );
  });
});

describe('insert', () => {
  it('keeps the order, however long it gets', () => {
    const entry = fc.tuple(fc.nat(500), fc.nat(1), fc.constantFrom('alice', 'bob'));
    fc.assert(
      fc.property(fc.uniqueArray(entry, { maxLength: 400, selector: String }), (places) => {
        const entries = places.map((place) => message(...place));
        const transcript = transcriptOf(entries);
        expect(all(transcript)).toEqual(entries.toSorted(compareEntries));
        expect(transcript.units).toBe(entries.reduce((sum, { key }) => sum + key.length, 0));
        expect(transcript.chunks.every((chunk) => chunk.entries.length > 0)).toBe(true);
      }),
    );
  });

  it.each<[string, number, boolean]>([
    ['at the end', 100, true],
    ['in the middle', 50.5, false],
    ['at the beginning', -1, false],
  ])('says whether it went to the end: %s', (_, ms, atEnd) => {
    expect(insert(filled(100), notice(ms)).atEnd).toBe(atEnd);
  });

  it('does not take an entry that is there already', () => {
    const transcript = filled(200);
    expect(insert(transcript, notice(70, 'again')).transcript).toBe(transcript);
    expect(insert(transcript, notice(199, 'again')).transcript).toBe(transcript);
  });

  it('takes another one that no order tells from it', () => {
    const { transcript } = insert(filled(3), { ...notice(1), key: 'other' });
    expect(keys(transcript)).toEqual(['0', '1', 'other', '2']);
  });

  it('leaves earlier versions as they were', () => {
    const before = filled(100);
    insert(before, notice(100));
    insert(before, notice(50.5));
    expect(keys(before)).toEqual(keys(filled(100)));
  });

  it('lets the oldest go beyond the number of entries', () => {
    const transcript = filled(maxTranscriptEntries + 1);
    expect(transcript.length).toBeLessThanOrEqual(maxTranscriptEntries);
    expect(all(transcript)).toHaveLength(transcript.length);
    expect(keys(transcript).at(-1)).toBe(String(maxTranscriptEntries));
  });

  it('lets the oldest go beyond the amount of text', () => {
    const text = 'x'.repeat(8192);
    const transcript = filled(maxTranscriptUnits / text.length + 100, text);
    expect(transcript.units).toBeLessThanOrEqual(maxTranscriptUnits);
    expect(transcript.units).toBe(transcript.length * text.length);
  });

  it('does not let what is older than all push out anything', () => {
    const full = filled(maxTranscriptEntries);
    expect(insert(full, notice(-1)).transcript).toBe(full);
  });
});

describe('update', () => {
  it('changes the entry with the key, and what it counts', () => {
    const transcript = update(filled(200), '70', (old) => ({ ...old, text: 'longer than it was' }));
    expect(all(transcript)[70]).toMatchObject({ text: 'longer than it was' });
    expect(transcript.units).toBe(filled(200).units + 'longer than it was'.length - 'line 70'.length);
  });

  it('changes nothing for a key that is not there', () => {
    const transcript = filled(3);
    expect(update(transcript, 'nobody', () => notice(9))).toBe(transcript);
  });
});

describe('remove', () => {
  it('takes any entries out, in whatever order', () => {
    const numbers = Array.from({ length: 150 }, (_, index) => String(index));
    fc.assert(
      fc.property(fc.shuffledSubarray(numbers), (gone) => {
        const transcript = gone.reduce(remove, filled(150));
        const kept = numbers.filter((key) => !gone.includes(key));
        expect(keys(transcript)).toEqual(kept);
        expect(transcript.length).toBe(kept.length);
        expect(transcript.units).toBe(kept.reduce((sum, key) => sum + `line ${key}`.length, 0));
      }),
      { numRuns: 30 },
    );
  });
});

describe('reading', () => {
  it('slice gives what that of an array would', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(320), fc.nat(320), (count, from, to) => {
        const transcript = filled(count);
        expect(slice(transcript, from, to)).toEqual(all(transcript).slice(from, to));
      }),
    );
  });

  it('newestFirst gives all, backwards', () => {
    const transcript = filled(200);
    expect([...newestFirst(transcript)]).toEqual(all(transcript).toReversed());
  });
});
