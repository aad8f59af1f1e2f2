import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sanitiseLine } from '../../src/wire/sanitise.js';
import { splitLine } from '../../src/wire/split-line.js';
import { hostileText } from './hostile-text.js';

describe('splitLine', () => {
  it.each([
    ['nothing of an empty line', '', ['']],
    ['nothing of a line that fits', 'exactly twenty bytes', ['exactly twenty bytes']],
    ['after a space, where one is near', 'The quick brown fox jumps', ['The quick brown fox ', 'jumps']],
    ['after the last of several spaces', 'The quick     brownish fox', ['The quick     ', 'brownish fox']],
    ['within a word that is too long', 'abcdefghijklmnopqrstuvwxyz', ['abcdefghijklmnopqrst', 'uvwxyz']],
    [
      'within a word, if the space is too far back',
      'a bcdefghijklmnopqrstuvwx',
      ['a bcdefghijklmnopqrs', 'tuvwx'],
    ],
    [
      'twice, if the rest is too long',
      'fourteen now, 67890123456👩\u200D🚀',
      ['fourteen now, ', '67890123456', '👩\u200D🚀'],
    ],
    ['between graphemes', 'seventeen letters👍🏽', ['seventeen letters', '👍🏽']],
    ['by bytes: quotes are two', '"""""""""""', ['""""""""""', '"']],
    ['by bytes: letters beyond ASCII are two', 'éééééééééééé', ['éééééééééé', 'éé']],
    ['by bytes: ideographs are three', '日本語日本語日本語', ['日本語日本語', '日本語']],
    [
      'within a grapheme that no piece could hold',
      `x${'👩\u200D'.repeat(3)}👩y`,
      ['x👩\u200D👩\u200D👩', '\u200D👩y'],
    ],
  ])('cuts %s', (_, line, pieces) => {
    expect(splitLine(line, 20)).toEqual(pieces);
  });

  it.each([0, -5, 3])('cuts nothing where there is no room for a character: %d bytes', (room) => {
    expect(splitLine('hello 👍🏽', room)).toEqual(['hello 👍🏽']);
  });

  it('loses nothing, keeps to its room, and fills it by two thirds, where lines are in ASCII', () => {
    const line = fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 300 });
    fc.assert(
      fc.property(line, fc.integer({ min: 4, max: 60 }), (text, room) => {
        const pieces = splitLine(text, room);
        expect(pieces.join('')).toBe(text);
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(room);
        for (const piece of pieces.slice(0, -1)) expect(piece.length).toBeGreaterThanOrEqual((room * 2) / 3);
      }),
    );
  });

  it('loses nothing and keeps to its room, whatever the line', () => {
    fc.assert(
      fc.property(hostileText().map(sanitiseLine), fc.integer({ min: 4, max: 60 }), (line, room) => {
        const pieces = splitLine(line, room);
        expect(pieces.join('')).toBe(line);
        for (const piece of pieces) {
          expect(Buffer.byteLength(JSON.stringify(piece)) - '""'.length).toBeLessThanOrEqual(room);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
