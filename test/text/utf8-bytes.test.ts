import { expect, it } from 'vitest';
import { utf8Bytes } from '../../src/text/utf8-bytes.js';

it.each([
  ['nothing', '', 0],
  ['ASCII', 'abc', 3],
  ['letters with accents', 'é', 2],
  ['an ideograph', '日', 3],
  ['an emoji', '👍', 4],
  ['half a character', '\uD83D', 3],
])('counts the bytes of %s', (_, text, bytes) => {
  expect(utf8Bytes(text)).toBe(bytes);
});
