// Gives an invocation what it needs of the world (network, clock, streams) and runs the program it names.
import { fstatSync, readFileSync } from 'node:fs';
import { asyncScheduler } from 'rxjs';
import { createSession, type Session, type SessionOptions } from '../app.js';
import { type Invocation, quoted } from '../cli.js';
import { exitCodes } from '../exit-codes.js';
import { selectInterfaces } from '../net/interfaces.js';
import { createMulticastTransport, systemInterfaces } from '../net/multicast-transport.js';
import { runReceive } from './receive.js';
import { runSend, sendMaxRetries } from './send.js';
import type { StandardStreams } from './standard-streams.js';

/** What a process lends to a program. */
export interface World {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Seeds the client id and the jitter of retries. */
  readonly seed: number;
  /** Says on standard error why the program does not run, and returns the exit code for that. */
  readonly refuse: (sentence: string) => number;
}

/** The invocations that talk. */
type ProgramInvocation = Extract<Invocation, { readonly settings: unknown }>;

/** Runs a program to its end. @returns the exit code */
export async function runProgram(
  invocation: ProgramInvocation,
  { now, seed, refuse }: World,
): Promise<number> {
  const { settings } = invocation;
  const missing = settings.interface.find(
    (name) => selectInterfaces(systemInterfaces(), [name]).length === 0,
  );
  if (missing !== undefined) return refuse(missingInterface(missing));
  const transport = createMulticastTransport({ wanted: settings.interface });
  const session = (options: Omit<SessionOptions, 'settings'>): Session =>
    createSession({ ...options, settings }, { transport, now, seed });
  const streams: StandardStreams = {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    signals: process,
    now,
  };
  switch (invocation.type) {
    case 'send': {
      if (invocation.text === undefined && fstatSync(process.stdin.fd).isDirectory()) {
        // Node gives a directory as an input that has ended, not as the error that it is.
        process.stderr.write('backchannel: the input cannot be read: it is a directory\n');
        return exitCodes.failed;
      }
      const format = invocation.raw ? 'raw' : 'chat';
      return runSend(session({ format, maxRetries: sendMaxRetries }), invocation.text, streams);
    }
    case 'receive': {
      const { raw, json } = invocation;
      return runReceive(
        session({ format: raw ? 'raw' : 'chat' }),
        { json, scheduler: asyncScheduler },
        streams,
      );
    }
    case 'doctor': {
      const { runDoctor } = await import('./doctor.js');
      const { probeSocket } = await import('../net/probe-socket.js');
      const { readSystemFacts } = await import('../net/system-facts.js');
      const { platform } = process;
      const sources = { read: readIfThere, platform, wanted: settings.interface };
      return runDoctor(
        invocation,
        {
          newTransport: () => createMulticastTransport({ wanted: settings.interface }),
          openProbeSocket: probeSocket,
          readSystem: () => readSystemFacts(sources),
          scheduler: asyncScheduler,
          monotonicNow: () => performance.now(),
          seed,
        },
        streams,
      );
    }
    case 'chat': {
      if (!(process.stdin.isTTY && process.stdout.isTTY)) {
        return refuse(
          'the chat needs a terminal; in a pipe, use "backchannel send" to say and "backchannel receive" to hear',
        );
      }
      const { runChat } = await import('./chat.js');
      return runChat(session({ format: 'chat' }), { now, scheduler: asyncScheduler, process });
    }
  }
}

/** A file's text, or `undefined` when it is not there or not for this user. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Says which interfaces there are; one without an IPv4 address is none for us, and the system may not list it at all. */
function missingInterface(name: string): string {
  const present = systemInterfaces().map((one) => `${one.name} (${one.address})`);
  const all = present.join(', ') || 'none';
  return `the interface ${quoted(name)} is not there or has no IPv4 address; this computer has ${all}`;
}
