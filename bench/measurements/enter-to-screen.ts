// How long it takes from Enter on one host until the other person can read it: through both programs and the LAN.
import { setTimeout as sleep } from 'node:timers/promises';
import { type OpenChat, openBareChat, openFullChat } from '../chat.js';
import type { Bench, Measurement } from '../measurement.js';
import { spokenLine } from '../speaker-order.js';
import { percentile } from '../statistics.js';

/** The first lines are not counted: until the code is compiled. */
const warmUpLines = 10;

const countedLines = 200;

/** Between typing and Enter; longer than a frame, so that neither screen is still busy with what was before. */
const pauseMs = 20;

const figure = (percent: number) => ({
  title: `Enter to the other's screen, p${percent}`,
  unit: 'ms',
  better: 'lower' as const,
  meaning: `${percent} of 100 lines are on the emulated screen of the other host's chat this soon after Enter; bare: a program that sends what is typed through the same multicast group and writes what it hears.`,
});

export const enterToScreen: Measurement<'p50' | 'p99'> = {
  name: 'enter-to-screen',
  method: `Two chats on two hosts. Each line is typed into one, then Enter; the clock runs from writing Enter to its pseudo-terminal until the line is drawn by the emulator at the other's. ${countedLines} lines a run, ${pauseMs} ms and the typing apart, after ${warmUpLines} that are not counted.`,
  figures: { p50: figure(50), p99: figure(99) },
  run: async (bench) => {
    const backchannel = await milliseconds(bench, openFullChat);
    const bare = await milliseconds(bench, openBareChat);
    const at = (share: number) => ({
      backchannel: percentile(backchannel, share),
      bare: percentile(bare, share),
    });
    return { p50: at(0.5), p99: at(0.99) };
  },
};

/** How long each line took. */
async function milliseconds(bench: Bench, open: OpenChat): Promise<readonly number[]> {
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
