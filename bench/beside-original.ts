// The original of 2012 and backchannel on the same computer, one right after the other, by what the original's own
// description has figures of, and by how soon a line is on the other's screen.
import { setTimeout as sleep } from 'node:timers/promises';
import { openTerminalUntil, type TerminalSession } from '../test/support/terminal.js';
import type { Beside, BesideRun } from './beside-run.js';
import { bytesPerLine } from './bytes-per-line.js';
import { hasFirstScreen, type OpenChat, openFullChat } from './chat.js';
import { microsecondsPerLine } from './drawn-lines.js';
import { enterDelays } from './enter-delays.js';
import { residentMebibytesOf } from './kernel-counts.js';
import type { Bench } from './measurement.js';
import { median, percentile } from './statistics.js';

/** Starts in one run, after one that is not counted. */
const startsPerRun = 3;

/** Until what a start needed is over; and V8's code of the start has been kept. */
const idleMs = 8000;

/** Measures both once. @param original the argument list that starts the original, without the name of who chats */
export async function measureBeside(bench: Bench, original: readonly string[]): Promise<BesideRun> {
  // The original joins the group without naming an interface: the route decides which one it is.
  for (const host of bench.lab.hosts)
    await host.run('ip', 'route', 'replace', multicast, 'dev', host.interface);
  const openOriginal = opensOriginal(original);
  const each = async (measure: (open: OpenChat, start: Start) => Promise<number>): Promise<Beside> => ({
    original: await measure(openOriginal, startOfOriginal(original)),
    backchannel: await measure(openFullChat, startOfFull),
  });
  const delays = {
    original: await enterDelays(bench, openOriginal),
    backchannel: await enterDelays(bench, openFullChat),
  };
  const delay = (share: number): Beside => ({
    original: percentile(delays.original, share),
    backchannel: percentile(delays.backchannel, share),
  });
  return {
    resident: await each(async (open) => await idleMebibytes(bench, open)),
    firstScreen: await each(async (_, start) => await startMs(bench, start)),
    drawn: await each(async (open) => await microsecondsPerLine(bench, open)),
    bytes: await each(async (open) => (await bytesPerLine(bench, open)).bytes),
    enterP50: delay(0.5),
    enterP99: delay(0.99),
  };
}

/** All groups of IPv4 (RFC 5771). */
const multicast = '224.0.0.0/4';

/** How a chat is started, and by what one sees that its screen stands. */
interface Start {
  readonly command: (bench: Bench, person: string) => readonly string[];
  readonly hasScreen: (rows: readonly string[], person: string) => boolean;
}

const startOfFull: Start = {
  command: ({ room, build }, person) => build.launch(...room.options, person),
  hasScreen: hasFirstScreen,
};

/** Its screen is the divider above the line that is typed. */
function startOfOriginal(argv: readonly string[]): Start {
  return {
    command: (_, person) => [...argv, person],
    hasScreen: (rows) => rows.at(-2)?.includes('[backchannel]') === true,
  };
}

/** A chat with the original: its screen comes before it is a member of the group. */
function opensOriginal(argv: readonly string[]): OpenChat {
  return async (bench, person) => {
    const terminal = await openUntilScreen(bench, person, startOfOriginal(argv));
    try {
      await bench.lab.host(person).untilJoined(bench.room.group, bench.room.port);
    } catch (error) {
      await terminal.close();
      throw error;
    }
    return terminal;
  };
}

async function openUntilScreen(
  bench: Bench,
  person: string,
  { command, hasScreen }: Start,
): Promise<TerminalSession> {
  return await openTerminalUntil((rows) => hasScreen(rows, person), {
    command: bench.lab.host(person).command(command(bench, person)),
    env: bench.home.env,
  });
}

/** Milliseconds from spawning the process until its screen stands. */
async function startMs(bench: Bench, start: Start): Promise<number> {
  const durations: number[] = [];
  for (let one = 0; one <= startsPerRun; one += 1) {
    const startedAt = performance.now();
    await using _ = await openUntilScreen(bench, 'alice', start);
    durations.push(performance.now() - startedAt);
  }
  return median(durations.slice(1));
}

async function idleMebibytes(bench: Bench, open: OpenChat): Promise<number> {
  await using chat = await open(bench, 'alice');
  await sleep(idleMs);
  return await residentMebibytesOf(chat.pid);
}
