// Gives `send` and `receive` what they need of the world (network, clock, streams), and runs the one that is asked for. All of
// it is imported at once: modules that are run when they are asked for take a function each, and nearly all are needed.
import { asyncScheduler } from 'rxjs';
import { createSession, type Session, type SessionOptions, type Surroundings } from '../app.js';
import type { Invocation } from '../cli.js';
import { exitCodes } from '../exit-codes.js';
import { monotonicNow } from '../monotonic-now.js';
import { createMulticastTransport } from '../net/multicast-transport.js';
import { missingInterface } from './missing-interface.js';
import { receiveTiming, sendTiming } from './program-timing.js';
import { runReceive } from './receive.js';
import { runSend, sendMaxRetries } from './send.js';
import { standardStreams } from './standard-streams.js';
import { directoryAsInput } from './directory-as-input.js';

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
  const session = (
    options: Omit<SessionOptions, 'settings'>,
    own: Pick<Surroundings, 'protocol'>,
  ): Session => {
    const transport = createMulticastTransport({ wanted: settings.interface });
    return createSession({ ...options, settings }, { ...world, ...own, transport, monotonicNow });
  };
  const streams = standardStreams(world.now);
  if (invocation.type === 'send') {
    const { raw, text, waitSeconds } = invocation;
    const unusable = text === undefined ? directoryAsInput(process.stdin.fd) : undefined;
    if (unusable !== undefined) {
      streams.stderr.write(`backchannel: ${unusable}\n`);
      return exitCodes.failed;
    }
    return runSend(
      session({ format: raw ? 'raw' : 'chat', maxRetries: sendMaxRetries }, { protocol: sendTiming }),
      // Whoever hears plain text cannot say so.
      { text, waitMs: raw ? 0 : waitSeconds * msPerSecond, scheduler: asyncScheduler },
      streams,
    );
  }
  const { raw, json, history } = invocation;
  return runReceive(
    session({ format: raw ? 'raw' : 'chat' }, { protocol: receiveTiming }),
    { json, history, scheduler: asyncScheduler },
    streams,
  );
}
