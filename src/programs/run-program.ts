// Gives an invocation what it needs of the world (network, clock, streams) and runs the program it names.
import { fstatSync, readFileSync } from 'node:fs';
import { asyncScheduler, from, mergeAll, type Observable } from 'rxjs';
import type { ChatFacts } from '../doctor/facts.js';
import { readKernelDrops } from '../net/kernel-drops.js';
import type { ExaminationEvent } from './examine.js';
import { createSession, type Session, type SessionOptions, type Surroundings } from '../app.js';
import { describeCommandLine, type Invocation, quoted } from '../cli.js';
import { exitCodes } from '../exit-codes.js';
import { selectInterfaces } from '../net/listed-interfaces.js';
import { createMulticastTransport, systemInterfaces } from '../net/multicast-transport.js';
import type { DoctorWorld } from './examine.js';
import { printed } from './printed.js';
import { receiveTiming, sendTiming } from './program-timing.js';
import { runReceive } from './receive.js';
import { runSend, sendMaxRetries } from './send.js';
import { settingsReload } from './settings-reload.js';
import type { StandardStreams } from './standard-streams.js';

/** What a process lends to a program. */
export interface World {
  /** The wall clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Seeds the client id and the jitter of retries. */
  readonly seed: number;
  /** Says on standard error why the program does not run, and returns the exit code for that. */
  readonly refuse: (sentence: string) => number;
  /** Reads the command line, the environment and the settings file again. */
  readonly readAgain: () => Invocation;
}

const msPerSecond = 1000;

/** The invocations that talk. */
type ProgramInvocation = Extract<Invocation, { readonly settings: unknown }>;

/** The invocations that tell something of the program itself. */
type ManualInvocation = Extract<Invocation, { readonly type: 'config' | 'config-schema' | 'completions' }>;

/** Runs a program to its end. @returns the exit code */
export async function runProgram(
  invocation: ProgramInvocation | ManualInvocation,
  { now, seed, refuse, readAgain }: World,
): Promise<number> {
  if (!('settings' in invocation)) return await runManual(invocation);
  const { settings } = invocation;
  const missing = settings.interface.find(
    (name) => selectInterfaces(systemInterfaces(), [name]).length === 0,
  );
  if (missing !== undefined) return refuse(missingInterface(missing));
  const transport = createMulticastTransport({ wanted: settings.interface });
  const session = (
    options: Omit<SessionOptions, 'settings'>,
    own: Pick<Surroundings, 'protocol'> = {},
  ): Session =>
    createSession(
      { ...options, settings },
      { ...own, transport, now, monotonicNow: () => performance.now(), seed },
    );
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
      const { raw, text, waitSeconds } = invocation;
      return runSend(
        session({ format: raw ? 'raw' : 'chat', maxRetries: sendMaxRetries }, { protocol: sendTiming }),
        // Whoever hears plain text cannot say so.
        { text, waitMs: raw ? 0 : waitSeconds * msPerSecond, scheduler: asyncScheduler },
        streams,
      );
    }
    case 'receive': {
      const { raw, json, history } = invocation;
      return runReceive(
        session({ format: raw ? 'raw' : 'chat' }, { protocol: receiveTiming }),
        { json, history, scheduler: asyncScheduler },
        streams,
      );
    }
    case 'doctor': {
      const { runDoctor } = await import('./doctor.js');
      return runDoctor(invocation, await doctorWorld(settings, seed), streams);
    }
    case 'chat': {
      const { values } = invocation.chosen;
      const { reload, reloaded$ } = settingsReload(values, readAgain);
      const person = session({ format: 'chat', role: 'person' });
      reloaded$.subscribe(({ applied, values: { handle } }) => {
        if (applied.includes('handle')) person.send({ type: 'rename', handle, at: now() });
      });
      const world = {
        now,
        scheduler: asyncScheduler,
        examine: (readChat: () => ChatFacts) => from(examination(settings, seed, readChat)).pipe(mergeAll()),
        lookAtNetwork: () => ({
          kernelDrops: readKernelDrops(readIfThere, settings.port),
          bridges: transport.bridges(),
        }),
        reload,
        reloaded$,
      };
      if (values.plain) {
        const { runPlain } = await import('./plain.js');
        return runPlain(person, { ...streams, ...world, env: process.env, view: values });
      }
      if (!(process.stdin.isTTY && process.stdout.isTTY)) {
        return refuse(
          'the chat needs a terminal; in a pipe, use "backchannel send" to say and "backchannel receive" to hear, or --plain for both',
        );
      }
      const { runChat } = await import('./chat.js');
      return runChat(person, { ...world, process, view: values });
    }
  }
}

/** Prints what is asked for; each part is loaded when it is. */
async function runManual(invocation: ManualInvocation): Promise<number> {
  switch (invocation.type) {
    case 'config': {
      const { runConfig } = await import('./config-program.js');
      return runConfig(invocation, process);
    }
    case 'config-schema': {
      const { settingsJsonSchema } = await import('../settings/settings-json-schema.js');
      return (await printed(settingsJsonSchema(), process)) ? exitCodes.done : exitCodes.failed;
    }
    case 'completions': {
      const { completionScript } = await import('../manual/completion-script.js');
      const script = completionScript(invocation.shell, describeCommandLine());
      return (await printed(script, process)) ? exitCodes.done : exitCodes.failed;
    }
  }
}

/** How long `/doctor` looks around: long enough to see a loss, short enough to wait for. */
const secondsInsideChat = 5;

/** An examination from within the chat; the doctor is loaded only now, so that the first screen does not wait for it. */
async function examination(
  settings: ProgramInvocation['settings'],
  seed: number,
  readChat: () => ChatFacts,
): Promise<Observable<ExaminationEvent>> {
  const { examine } = await import('./examine.js');
  const world = await doctorWorld(settings, seed);
  return examine({ settings, seconds: secondsInsideChat }, { ...world, readChat });
}

/** What the doctor needs of this computer; loaded only where there may be an examination. */
async function doctorWorld(settings: ProgramInvocation['settings'], seed: number): Promise<DoctorWorld> {
  const { privateSocket } = await import('../net/private-socket.js');
  const { readSystemFacts } = await import('../net/system-facts.js');
  const sources = { read: readIfThere, platform: process.platform, wanted: settings.interface };
  return {
    newTransport: () => createMulticastTransport({ wanted: settings.interface }),
    openSocket: privateSocket,
    readSystem: (family) => readSystemFacts({ ...sources, family }),
    scheduler: asyncScheduler,
    monotonicNow: () => performance.now(),
    seed,
  };
}

/** A file's text, or `undefined` when it is not there or not for this user. */
function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

/** Says which interfaces there are; one without an address that we can use is none for us, and the system may not list it at all. */
function missingInterface(name: string): string {
  const present = systemInterfaces().map((one) => `${one.name} (${one.address})`);
  const all = present.join(', ') || 'none';
  return `the interface ${quoted(name)} is not there or has no usable address; this computer has ${all}`;
}
