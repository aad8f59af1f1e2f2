// What a long talk costs: the memory of what can be scrolled back to, and whether scrolling stays as quick as in a short one.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openChat } from '../../test/support/chat-terminal.js';
import type { TerminalSession } from '../../test/support/terminal.js';
import { residentMebibytesOf } from '../kernel-counts.js';
import type { Bench, Measurement, Sample } from '../measurement.js';
import { retainedBytes, snapshotOptions } from '../retained-memory.js';
import { openSpeaker } from '../speaker.js';
import { median } from '../statistics.js';
import { unfold } from '../unfold.js';

const shortTalk = 100;
const longTalk = 10_000;

/** More than anybody reads, or it would take minutes: F6 shows each of them all the same. */
const linesPerSecond = 150;

/** More than the long talk takes. */
const patienceMs = 120_000;

/** How often a page is turned in each talk: the median counts. */
const pages = 4;

const bytesPerMebibyte = 1024 * 1024;

type Name = 'memory' | 'resident' | 'page';

export const longTranscript: Measurement<Name> = {
  name: 'long-transcript',
  method: `The chat in a pseudo-terminal of 80 × 24 hears ${longTalk.toLocaleString('en')} lines, ${linesPerSecond} a second, each of them shown (F6); memory is what it is then, less what it was after the first ${shortTalk}. A page: from writing PgUp to the pseudo-terminal until the emulated screen has changed, median of ${pages}.`,
  figures: {
    memory: {
      title: 'memory of 10,000 lines (target: at most 20)',
      unit: 'MiB',
      better: 'lower',
      meaning: 'what is still in use after a full collection: all that a heap snapshot adds up to.',
    },
    resident: {
      title: 'resident memory of 10,000 lines',
      unit: 'MiB',
      better: 'lower',
      meaning:
        'what the system has given to the process (`VmRSS`): with it comes what the collector has freed and not given back, while nothing else wants it.',
    },
    page: {
      title: 'a page up after 10,000 lines',
      unit: 'ms',
      better: 'lower',
      meaning:
        'until the screen shows the earlier lines; in the column for bare Node: the same after 100 lines.',
    },
  },
  run: async (bench) => await talk(bench),
};

async function talk(bench: Bench): Promise<Record<Name, Sample>> {
  const { lab, room, home } = bench;
  const { launch } = bench.build;
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-bench-'));
  try {
    const env = { ...home.env, NODE_OPTIONS: snapshotOptions(folder) };
    await using terminal = await openChat(lab.host('bob'), { handle: 'bob', room, home: { env }, launch });
    await using speaker = await openSpeaker(bench);
    const hear = async (count: number): Promise<void> =>
      await terminal.waitFor(
        await speaker.say({ count, perSecond: linesPerSecond, lastTo: 'bob' }),
        patienceMs,
      );
    const measured = async () => ({
      pageMs: await pageUpMs(terminal),
      residentMiB: await residentMebibytesOf(terminal.pid),
      retained: await retainedBytes(terminal.pid, folder),
    });
    await hear(shortTalk);
    await unfold(terminal);
    const short = await measured();
    await hear(longTalk - shortTalk);
    const long = await measured();
    return {
      memory: { backchannel: (long.retained - short.retained) / bytesPerMebibyte },
      resident: { backchannel: long.residentMiB - short.residentMiB },
      page: { backchannel: long.pageMs, bare: short.pageMs },
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

/** How long a page takes; the newest lines are shown again at the end. */
async function pageUpMs(terminal: TerminalSession): Promise<number> {
  const newest = terminal.screen()[0];
  const durations: number[] = [];
  for (let page = 0; page < pages; page += 1) {
    const top = terminal.screen()[0];
    const pressedAt = performance.now();
    terminal.press('pageup');
    await terminal.waitFor((screen) => screen[0] !== top);
    durations.push(performance.now() - pressedAt);
  }
  // Whoever goes back to the newest line has floods folded again.
  terminal.press('escape');
  await unfold(terminal);
  await terminal.waitFor((screen) => screen[0] === newest);
  return median(durations);
}
