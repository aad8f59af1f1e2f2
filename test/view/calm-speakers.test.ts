// Who is calm: told line by line with little memory, and the same as with all of it.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areSameSpeakers,
  floodMs,
  hearsCalm,
  isWithinReach,
  maxCalmLines,
  maxCalmSpeakers,
  type Moment,
  type Speaker,
  stillSpeaking,
} from '../../src/view/calm-speakers.js';

/** Said and heard at once, so many milliseconds after the first. */
function at(ms: number): Moment {
  return { heardAt: ms, saidAt: ms };
}

/** A line: whose, and when. */
type Said = readonly [clientId: string, ms: number];

/** Of each line whether it is calm. */
function heard(lines: readonly Said[]): boolean[] {
  const speakers: Speaker[] = [];
  return lines.map(([clientId, ms]) => hearsCalm(speakers, clientId, at(ms)));
}

/** So many lines of one at once. */
function linesOf(clientId: string, count: number): Said[] {
  return Array.from({ length: count }, () => [clientId, 0]);
}

/** So many lines at once, each of another. */
function crowd(count: number, ms: number): Said[] {
  return Array.from({ length: count }, (_, index) => [`name ${index}`, ms]);
}

describe('the last line', () => {
  it.each<[string, readonly Said[], boolean]>([
    ['is calm when it is the first', [['bob', 0]], true],
    ['is calm as the third within a second', linesOf('bob', 3), true],
    ['is not as the fourth', linesOf('bob', 4), false],
    ['is again when a second has passed', [...linesOf('bob', 3), ['bob', floodMs]], true],
    ['is not a moment before', [...linesOf('bob', 3), ['bob', floodMs - 1]], false],
    ['is however much another says', [['bob', 0], ...linesOf('eve', 500), ['bob', 2]], true],
    ['is beside few others', [...crowd(maxCalmSpeakers - 1, 0), ['bob', 1]], true],
    ['is not beside many', [...crowd(maxCalmSpeakers, 0), ['bob', 1]], false],
    ['is when these have been silent for a second', [...crowd(99, 0), ['bob', floodMs]], true],
    ['is not among made-up names', crowd(3000, 0), false],
  ])('%s', (_, lines, isCalm) => {
    expect(heard(lines).at(-1)).toBe(isCalm);
  });

  it('is not hasty for what was said long before, and only heard now', () => {
    const speakers: Speaker[] = [];
    const calm = Array.from({ length: 9 }, (_, hour) =>
      hearsCalm(speakers, 'bob', { heardAt: 0, saidAt: hour * 3_600_000 }),
    );
    expect(calm).toStrictEqual(Array(9).fill(true));
  });
});

const said = fc.record({
  waitMs: fc.constantFrom(0, 0, 1, 40, 300, 999, 1000, 1001),
  name: fc.integer({ min: 0, max: 3 * maxCalmSpeakers }).map((number) => `name ${number}`),
  isForgetting: fc.boolean(),
});

/** The lines of a talk, in the order of time. */
function talkOf(steps: readonly { readonly waitMs: number; readonly name: string }[]): Said[] {
  let ms = 0;
  return steps.map(({ waitMs, name }) => {
    ms += waitMs;
    return [name, ms];
  });
}

describe('however long people talk', () => {
  it('the memory of a few tells the same as that of all', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 120 }), (steps) => {
        const lines = talkOf(steps);
        let speakers: Speaker[] = [];
        for (const [index, [clientId, ms]] of lines.entries()) {
          const before = lines.slice(0, index).filter((line) => isWithinReach(at(line[1]), at(ms)));
          const own = before.filter(([name]) => name === clientId).length;
          const others = new Set(before.map(([name]) => name).filter((name) => name !== clientId)).size;
          const isCalm = hearsCalm(speakers, clientId, at(ms));
          expect(isCalm).toBe(own < maxCalmLines && others < maxCalmSpeakers);
          if (steps[index]?.isForgetting) speakers = [...stillSpeaking(speakers, at(ms))];
        }
      }),
    );
  });

  it('little is kept of it, and few lines a second are calm', () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 300 }), (steps) => {
        const lines = talkOf(steps);
        const speakers: Speaker[] = [];
        const calm = lines.filter(([clientId, ms]) => hearsCalm(speakers, clientId, at(ms)));
        expect(speakers.length).toBeLessThanOrEqual(maxCalmSpeakers + 1);
        expect(Math.max(0, ...speakers.map(({ latest }) => latest.length))).toBeLessThanOrEqual(maxCalmLines);
        for (const [, from] of calm) {
          const within = calm.filter(([, ms]) => ms >= from && ms < from + floodMs);
          expect(within.length).toBeLessThanOrEqual(maxCalmSpeakers * maxCalmLines);
        }
      }),
    );
  });
});

it.each<[string, Speaker, boolean]>([
  ['nothing is other are the same', { clientId: 'bob', latest: [at(5)] }, true],
  ['one is another are not', { clientId: 'eve', latest: [at(5)] }, false],
  ['a line is another are not', { clientId: 'bob', latest: [at(6)] }, false],
  ['a line is new are not', { clientId: 'bob', latest: [at(5), at(6)] }, false],
])('speakers of whom %s', (_, speaker, areSame) => {
  expect(areSameSpeakers([{ clientId: 'bob', latest: [at(5)] }], [speaker])).toBe(areSame);
});
