import { expect, it } from 'vitest';
import { hash32 } from '../../src/chat/hash32.js';

it.each([
  ['', 2_872_998_923],
  ['a', 444_641_715],
  ['bob', 4_183_353_430],
  ['é🙂', 3_565_317_970],
])('of %j is the same on every computer', (text, expected) => {
  expect(hash32(text)).toBe(expected);
});

it('spreads texts that differ in their last character over all its range', () => {
  const buckets = new Set(Array.from({ length: 256 }, (_, index) => hash32(`peer${index}`) >>> 28));
  expect(buckets.size).toBe(16);
});
