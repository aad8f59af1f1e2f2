// How long it takes from Enter on one host until the other person can read it: through both programs and the LAN.
import { openBareChat, openFullChat } from '../chat.js';
import { countedLines, enterDelays, pauseMs, warmUpLines } from '../enter-delays.js';
import type { Measurement } from '../measurement.js';
import { percentile } from '../statistics.js';

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
    const backchannel = await enterDelays(bench, openFullChat);
    const bare = await enterDelays(bench, openBareChat);
    const at = (share: number) => ({
      backchannel: percentile(backchannel, share),
      bare: percentile(bare, share),
    });
    return { p50: at(0.5), p99: at(0.99) };
  },
};
