// The chat on the whole screen, as far as it says something by itself when it begins.
import { expect, it } from 'vitest';
import { recordedChat } from '../recording/recorded-chat.js';

const url = 'http://127.0.0.1:4000/TOKEN/';

it.each([
  ['is told where there is an inspector', { inspectorUrl: url }, true],
  ['is not where there is none', {}, false],
])('the address of the page %s', async (_, inspected, isTold) => {
  const ann = await recordedChat({ seed: 1, change: () => inspected });
  await ann.pass(1000);
  const rows = ann.frames.at(-1)?.lines.map((line) => line.map(({ text }) => text).join('')) ?? [];
  expect(rows.some((row) => row.includes('ann'))).toBe(true);
  expect(rows.some((row) => row.includes(`the inspector is at ${url}`))).toBe(isTold);
});
