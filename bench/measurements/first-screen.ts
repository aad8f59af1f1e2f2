// How long somebody waits who has typed `backchannel`, and commands that should be over before one notices.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Host } from '../../test/support/lab.js';
import { piped } from '../../test/support/program.js';
import { openTerminal } from '../../test/support/terminal.js';
import { hasFirstScreen } from '../chat.js';
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

export const firstScreen: Measurement<'firstScreen' | 'connected' | 'version' | 'help' | 'sent' | 'send'> = {
  name: 'first-screen',
  method: `Wall time from spawning the process, on a host of the lab. Median of ${startsPerRun} starts a run, the kinds of start taking turns; before the first run each kind has been started once, so that V8's code is kept.`,
  figures: {
    firstScreen: figure(
      'first screen',
      'until the input line and the status line stand on the emulated screen of a pseudo-terminal',
    ),
    connected: figure('connected', 'until the status line says "connected"'),
    version: figure('`--version`', 'until `backchannel --version` has exited'),
    help: figure('`--help`', 'until `backchannel --help` has exited'),
    sent: figure(
      '`send`, on the wire',
      'until the datagram of `backchannel send hello` has come to another host',
    ),
    send: figure('`send`, to its exit', 'until `backchannel send hello` has said goodbye and exited'),
  },
  run: async (bench) => {
    if (!warm.has(bench.build)) await startOfEach(bench, keptCodeMs);
    warm.add(bench.build);
    const starts: Starts[] = [];
    for (let start = 0; start < startsPerRun; start += 1) starts.push(await startOfEach(bench));
    const middle = (duration: keyof Starts) => median(starts.map((one) => one[duration]));
    const bare = middle('bare');
    return {
      firstScreen: { backchannel: middle('firstScreen'), bare },
      connected: { backchannel: middle('connected'), bare },
      version: { backchannel: middle('version'), bare },
      help: { backchannel: middle('help'), bare },
      sent: { backchannel: middle('sent'), bare },
      send: { backchannel: middle('send'), bare },
    };
  },
};

/** The builds of which each kind has been started before. */
const warm = new WeakSet<Bench['build']>();

/** By then the program has kept V8's code: see `src/start/run-script.ts`. */
const keptCodeMs = 3000;

/** Milliseconds that each kind of start took. */
type Starts = Readonly<
  Record<'bare' | 'version' | 'help' | 'firstScreen' | 'connected' | 'sent' | 'send', number>
>;

/** @param stayMs how long the chat runs on */
async function startOfEach(bench: Bench, stayMs = 0): Promise<Starts> {
  const host = bench.lab.host('alice');
  const { launch } = bench.build;
  return {
    bare: await untilExit(bench, host, [process.execPath, '--eval', '0']),
    version: await untilExit(bench, host, launch('--version')),
    help: await untilExit(bench, host, launch('--help')),
    ...(await untilScreens(bench, host, stayMs)),
    ...(await untilSent(bench, host)),
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
  { home, room, build: { launch } }: Bench,
  host: Host,
  stayMs: number,
): Promise<Pick<Starts, 'firstScreen' | 'connected'>> {
  const startedAt = performance.now();
  const command = host.command(launch(...room.options, 'alice'));
  await using chat = openTerminal({ command, env: home.env });
  await chat.waitFor((rows) => hasFirstScreen(rows, 'alice'));
  const firstScreenMs = performance.now() - startedAt;
  await chat.waitFor(/^connected/);
  const connectedMs = performance.now() - startedAt;
  await sleep(stayMs);
  return { firstScreen: firstScreenMs, connected: connectedMs };
}

/** Until the message has come to a receiver that is there before, and until the program has ended. */
async function untilSent(bench: Bench, host: Host): Promise<Pick<Starts, 'sent' | 'send'>> {
  const { home, lab, programs, room } = bench;
  const bob = lab.host('bob');
  const eachMessage = '1';
  const receiver = programs.command('bare-receiver', room.group, String(room.port), bob.address, eachMessage);
  const running = piped(bob.spawn(receiver, { stdio: 'pipe' }));
  await running.whileRunning(bob.untilJoined(room.group, room.port));
  const startedAt = performance.now();
  const child = host.spawn(bench.build.launch('send', ...room.options, 'hello'), {
    env: home.env,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  await running.waitForLines(({ length }) => length > 0);
  const sentMs = performance.now() - startedAt;
  await ended;
  const exitMs = performance.now() - startedAt;
  if (child.exitCode !== 0) throw new Error(`send ended with ${child.exitCode}`);
  running.kill('SIGKILL');
  await running.end;
  return { sent: sentMs, send: exitMs };
}
