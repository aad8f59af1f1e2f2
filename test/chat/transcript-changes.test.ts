// What has happened between two versions of a transcript.
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Entry } from '../../src/chat/entry.js';
import {
  emptyTranscript,
  insert,
  remove,
  slice,
  type Transcript,
  update,
} from '../../src/chat/transcript.js';
import { transcriptChanges } from '../../src/chat/transcript-changes.js';

function entry(at: number): Entry {
  return { kind: 'notice', key: `entry ${at}`, text: `said at ${at}`, at, clock: [at, 0] };
}

function transcriptOf(times: readonly number[]): Transcript {
  return times.reduce((all, at) => insert(all, entry(at)).transcript, emptyTranscript);
}

it('is nothing where nothing has happened', () => {
  const transcript = transcriptOf([1, 2, 3]);
  expect(transcriptChanges(transcript, transcript)).toEqual({ added: [], changed: [], removed: new Set() });
});

function entriesOf(transcript: Transcript): readonly Entry[] {
  return slice(transcript, 0, transcript.length);
}

type Step =
  | { readonly type: 'add'; readonly at: number }
  | { readonly type: 'change'; readonly at: number }
  | { readonly type: 'remove'; readonly at: number };

const step: fc.Arbitrary<Step> = fc.record({
  type: fc.constantFrom('add', 'change', 'remove'),
  at: fc.integer({ min: 1, max: 400 }),
});

function after(transcript: Transcript, { type, at }: Step): Transcript {
  const { key } = entry(at);
  if (type === 'add') return insert(transcript, entry(at)).transcript;
  if (type === 'remove') return remove(transcript, key);
  return update(transcript, key, (old) => ({ ...old, at: old.at + 1 }));
}

it('is every difference, once, in the order of the transcript', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 400 }), { maxLength: 300 }),
      fc.array(step, { maxLength: 30 }),
      (times, steps) => {
        const before = transcriptOf(times);
        const now = steps.reduce(after, before);
        const [old, fresh] = [entriesOf(before), entriesOf(now)];
        const known = new Map(old.map((each) => [each.key, each]));
        const left = new Set(fresh.map(({ key }) => key));
        const { added, changed, removed } = transcriptChanges(before, now);
        expect(added).toEqual(fresh.filter(({ key }) => !known.has(key)));
        expect(changed.map((each) => each.after)).toEqual(
          fresh.filter((each) => known.has(each.key) && known.get(each.key) !== each),
        );
        expect(removed).toEqual(new Set(old.map(({ key }) => key).filter((key) => !left.has(key))));
      },
    ),
  );
});
