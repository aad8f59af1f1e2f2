// How long somebody waits who has typed `backchannel`, and two commands that should be over before one notices.
import { once } from 'node:events';
import type { Host } from '../../test/support/lab.js';
import { program } from '../../test/support/program.js';
import { openTerminal } from '../../test/support/terminal.js';
import type { Bench, Measurement } from '../measurement.js';
import { median } from '../statistics.js';

/** Starts of each kind in one run; their median is the run's figure, since starts vary more than anything else. */
const startsPerRun = 3;

const figure = (title: string, meaning: string) => ({
  title,
  unit: 'ms',
  better: 'lower' as const,
  meaning: `${meaning}; bare: \`node -e 0\` until it has exited.`,
});

export const firstScreen: Measurement<'firstScreen' | 'connected' | 'version' | 'send'> = {
  name: 'first-screen',
  method: `Wall time from spawning the process, on a host of the lab. Median of ${startsPerRun} starts a run, the kinds of start taking turns.`,
  figures: {
    firstScreen: figure(
      'first screen',
      'until the input line and the status line stand on the emulated screen of a pseudo-terminal',
    ),
    connected: figure('connected', 'until the status line says "connected"'),
    version: figure('`--version`', 'until `backchannel --version` has exited'),
    send: figure('`send` one message', 'until `backchannel send hello` has exited, the message sent'),
  },
  run: async (bench) => {
    const starts: Starts[] = [];
    for (let start = 0; start < startsPerRun; start += 1) starts.push(await startOfEach(bench));
    const middle = (duration: keyof Starts) => median(starts.map((one) => one[duration]));
    const bare = middle('bare');
    return {
      firstScreen: { backchannel: middle('firstScreen'), bare },
      connected: { backchannel: middle('connected'), bare },
      version: { backchannel: middle('version'), bare },
      send: { backchannel: middle('send'), bare },
    };
  },
};

/** Milliseconds that each kind of start took. */
type Starts = Readonly<Record<'bare' | 'version' | 'firstScreen' | 'connected' | 'send', number>>;

async function startOfEach(bench: Bench): Promise<Starts> {
  const host = bench.lab.host('alice');
  return {
    bare: await untilExit(bench, host, [process.execPath, '--eval', '0']),
    version: await untilExit(bench, host, program('--version')),
    ...(await untilScreens(bench, host)),
    send: await untilExit(bench, host, program('send', ...bench.room.options, 'hello')),
  };
}

/** Milliseconds that a command takes from spawn to exit. */
async function untilExit({ home }: Bench, host: Host, argv: readonly string[]): Promise<number> {
  const startedAt = performance.now();
  const child = host.spawn(argv, { env: home.env, stdio: ['ignore', 'ignore', 'inherit'] });
  await once(child, 'exit');
  if (child.exitCode !== 0) throw new Error(`${argv.join(' ')} ended with ${child.exitCode}`);
  return performance.now() - startedAt;
}

async function untilScreens(
  { home, room }: Bench,
  host: Host,
): Promise<Pick<Starts, 'firstScreen' | 'connected'>> {
  const startedAt = performance.now();
  const command = host.command(program(...room.options, 'alice'));
  await using chat = openTerminal({ command, env: home.env });
  await chat.waitFor((rows) => rows.at(-1)?.startsWith('alice>') === true && rows.at(-2) !== '');
  const firstScreenMs = performance.now() - startedAt;
  await chat.waitFor(/^connected/);
  return { firstScreen: firstScreenMs, connected: performance.now() - startedAt };
}
