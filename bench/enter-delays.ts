// How long each line takes from Enter in one chat until it stands on the screen of another.
import { setTimeout as sleep } from 'node:timers/promises';
import type { OpenChat } from './chat.js';
import type { Bench } from './measurement.js';
import { spokenLine } from './speaker-order.js';

/** The first lines are not counted: until the code is compiled. */
export const warmUpLines = 10;

/** So many after them count. */
export const countedLines = 200;

/** Between typing and Enter; longer than a frame, so that neither screen is still busy with what was before. */
export const pauseMs = 20;

/** Milliseconds that each line took. */
export async function enterDelays(bench: Bench, open: OpenChat): Promise<readonly number[]> {
  await using speaking = await open(bench, 'alice');
  await using hearing = await open(bench, 'bob');
  const durations: number[] = [];
  for (let line = 1; line <= warmUpLines + countedLines; line += 1) {
    const text = spokenLine(line);
    speaking.type(text);
    await speaking.waitFor(text);
    await sleep(pauseMs);
    const pressedAt = performance.now();
    speaking.press('enter');
    await hearing.waitFor(text);
    durations.push(performance.now() - pressedAt);
  }
  return durations.slice(warmUpLines);
}
