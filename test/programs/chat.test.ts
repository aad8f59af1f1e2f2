// The chat on the whole screen, as far as it says something by itself when it begins.
import { expect, it } from 'vitest';
import { recordedChat } from '../recording/recorded-chat.js';

const url = 'http://127.0.0.1:4000/TOKEN/';

/** What stands in the rows of the window. */
function rowsOf({ frames }: Awaited<ReturnType<typeof recordedChat>>): readonly string[] {
  return frames.at(-1)?.lines.map((line) => line.map(({ text }) => text).join('')) ?? [];
}

it.each([
  ['is told where there is an inspector', { inspectorUrl: url }, true],
  ['is not where there is none', {}, false],
])('the address of the page %s', async (_, inspected, isTold) => {
  const ann = await recordedChat({ seed: 1, change: () => inspected });
  await ann.pass(1000);
  const rows = rowsOf(ann);
  expect(rows.some((row) => row.includes('ann'))).toBe(true);
  expect(rows.some((row) => row.includes(`the inspector is at ${url}`))).toBe(isTold);
});

it('what was dropped is still told of when one goes on typing, and no longer after Escape', async () => {
  let looks = 0;
  // A thousand between the first two looks, and none later.
  const lookAtNetwork = () => ({ kernelDrops: looks++ === 0 ? 0 : 1000, bridges: [] });
  const ann = await recordedChat({ seed: 1, change: () => ({ lookAtNetwork }) });
  await ann.pass(7000);
  const isTold = () => rowsOf(ann).some((row) => row.includes('1000 datagrams were dropped'));
  expect(isTold()).toBe(true);
  ann.type('x');
  await ann.pass(1000);
  expect([isTold(), rowsOf(ann).at(-1)]).toEqual([true, expect.stringContaining('x')]);
  ann.press('ESCAPE');
  await ann.pass(1000);
  expect(isTold()).toBe(false);
});
