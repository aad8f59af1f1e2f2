// Gives `send` and `receive` what they need of the world (network, clock, streams), and runs the one that is asked for.
import { fstatSync } from 'node:fs';
import { asyncScheduler } from 'rxjs';
import type { Session, SessionOptions, Surroundings } from '../app.js';
import type { Invocation } from '../cli.js';
import { exitCodes } from '../exit-codes.js';
import { monotonicNow } from '../monotonic-now.js';
import { createMulticastTransport } from '../net/multicast-transport.js';
import { missingInterface } from './missing-interface.js';
import { receiveTiming, sendTiming } from './program-timing.js';
import { standardStreams } from './standard-streams.js';

export type PipeInvocation = Extract<Invocation, { readonly type: 'send' | 'receive' }>;

export interface PipeWorld extends Pick<Surroundings, 'now' | 'seed' | 'inspect'> {
  /** Says on standard error why the program does not run, and returns the exit code for that. */
  readonly refuse: (sentence: string) => number;
}

const msPerSecond = 1000;

/** Runs it to its end. @returns the exit code */
export async function runPipe(invocation: PipeInvocation, { refuse, ...world }: PipeWorld): Promise<number> {
  const { settings } = invocation;
  const missing = missingInterface(settings.interface);
  if (missing !== undefined) return refuse(missing);
  const session = async (
    options: Omit<SessionOptions, 'settings'>,
    own: Pick<Surroundings, 'protocol'>,
  ): Promise<Session> => {
    const { createSession } = await import('../app.js');
    const transport = createMulticastTransport({ wanted: settings.interface });
    return createSession({ ...options, settings }, { ...world, ...own, transport, monotonicNow });
  };
  const streams = standardStreams(world.now);
  if (invocation.type === 'send') {
    const { raw, text, waitSeconds } = invocation;
    if (text === undefined && fstatSync(process.stdin.fd).isDirectory()) {
      // Node gives a directory as an input that has ended, not as the error that it is.
      streams.stderr.write('backchannel: the input cannot be read: it is a directory\n');
      return exitCodes.failed;
    }
    const { runSend, sendMaxRetries } = await import('./send.js');
    return runSend(
      await session({ format: raw ? 'raw' : 'chat', maxRetries: sendMaxRetries }, { protocol: sendTiming }),
      // Whoever hears plain text cannot say so.
      { text, waitMs: raw ? 0 : waitSeconds * msPerSecond, scheduler: asyncScheduler },
      streams,
    );
  }
  const { raw, json, history } = invocation;
  const { runReceive } = await import('./receive.js');
  return runReceive(
    await session({ format: raw ? 'raw' : 'chat' }, { protocol: receiveTiming }),
    { json, history, scheduler: asyncScheduler },
    streams,
  );
}
