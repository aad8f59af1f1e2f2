// No handle can be mistaken for a sign of ours, or for the beginning of what its bearer says.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleText } from '../../src/view/handle-text.js';

describe('a handle', () => {
  it.each([
    ['alice', 'alice'],
    ['日本', '日本'],
    ['👍🏽', '👍🏽'],
    ['the bob', 'the␣bob'],
    ['bob\u00A0\u3000owes', 'bob␣␣owes'],
    ['\u2800\u2800', '‹␣␣›'],
    ['*', '‹*›'],
    ['✱', '‹✱›'],
    ['·', '‹·›'],
    ['?', '‹?›'],
    ['──', '‹──›'],
  ])('%j is written %j', (handle, text) => {
    expect(handleText(handle)).toBe(text);
  });

  it('is one word, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (handle) => {
        expect(handleText(handle)).not.toMatch(/[\s\u2800]/u);
      }),
    );
  });
});
