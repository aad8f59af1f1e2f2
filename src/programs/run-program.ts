// Gives an invocation what it needs of the world (network, clock, streams) and runs the program it names.
import { readFileSync } from 'node:fs';
import { asyncScheduler, from, map, mergeAll, type Observable } from 'rxjs';
import type { ChatFacts } from '../doctor/facts.js';
import { readKernelDrops } from '../net/kernel-drops.js';
import type { ExaminationEvent } from './examine.js';
import { describeCommandLine, type Invocation, type RecordRequest } from '../cli.js';
import { exitCodes } from '../exit-codes.js';
import type { Inspector } from '../inspect/start-inspector.js';
import { missingInterface } from './missing-interface.js';
import { monotonicNow } from '../monotonic-now.js';
import { createMulticastTransport } from '../net/multicast-transport.js';
import { bearBrokenPipe } from './broken-pipe.js';
import { doctorViewOf } from './doctor-view-of.js';
import type { DoctorWorld } from './examine.js';
import { loadInspector } from './load-inspector.js';
import type { FirstScreen } from './first-screen.js';
import type { Outside, RunPerson } from './person.js';
import { printed } from '../printed.js';
import { settingsReload } from './settings-reload.js';
import { standardStreams } from './standard-streams.js';
import { directoryAsInput } from './directory-as-input.js';

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
  /** Makes what nobody can guess, in characters that need no escape in an address. */
  readonly newToken: () => string;
  /** Where the files of the inspector's pages are; ends in a slash. */
  readonly inspectorFiles: URL;
}

/** The invocations that talk. */
type ProgramInvocation = Extract<Invocation, { readonly settings: unknown }>;

/** The invocations that tell something of the program itself. */
type ManualInvocation = Extract<Invocation, { readonly type: 'config' | 'config-schema' | 'completions' }>;

/**
 * Runs a program to its end.
 *
 * @param first the chat's first screen, where that is shown already
 * @returns the exit code
 */
export async function runProgram(
  invocation: ProgramInvocation | ManualInvocation,
  world: World,
  first?: FirstScreen,
): Promise<number> {
  if (!('settings' in invocation)) return await runManual(invocation);
  const inspector = await loadInspector('inspect' in invocation ? invocation.inspect : undefined, {
    ...world,
    // What the page sends would not be on the tape.
    sending: !('record' in invocation),
    tell,
  });
  try {
    return await runTalking(invocation, world, inspector, first);
  } finally {
    await inspector?.close();
  }
}

/** Runs a program that talks. */
async function runTalking(
  invocation: ProgramInvocation,
  { now, seed, refuse, readAgain }: World,
  inspector: Inspector | undefined,
  first: FirstScreen | undefined,
): Promise<number> {
  const { settings } = invocation;
  const inspected = inspector === undefined ? {} : { inspect: inspector.inspect };
  if (invocation.type === 'send' || invocation.type === 'receive') {
    const { runPipe } = await import('./run-pipe.js');
    return runPipe(invocation, { now, seed, refuse, ...inspected });
  }
  // Before the first screen it was looked at, too; who is told now, while that is shown, would not see it.
  const missing = first === undefined ? missingInterface(settings.interface) : undefined;
  if (missing !== undefined) return refuse(missing);
  const transport = createMulticastTransport({ wanted: settings.interface });
  switch (invocation.type) {
    case 'doctor': {
      const { runDoctor } = await import('./doctor.js');
      return runDoctor(invocation, await doctorWorld(settings, seed), standardStreams(now));
    }
    case 'chat': {
      const { values } = invocation.chosen;
      if (!values.plain && !(process.stdin.isTTY && process.stdout.isTTY)) {
        return refuse(
          'the chat needs a terminal; in a pipe, use "backchannel send" to say and "backchannel receive" to hear, or --plain for both',
        );
      }
      const unusable = directoryAsInput(process.stdin.fd);
      if (unusable !== undefined) {
        tell(unusable);
        return exitCodes.failed;
      }
      const outside: Outside = {
        settings: values,
        seed,
        transport,
        now,
        monotonicNow,
        scheduler: asyncScheduler,
        afterwards: (act) => setImmediate(act),
        process,
        examine: (readChat) =>
          from(examination(settings, seed, readChat)).pipe(mergeAll(), map(doctorViewOf)),
        lookAtNetwork: () => ({
          kernelDrops: readKernelDrops(readIfThere, settings.port),
          bridges: transport.bridges(),
        }),
        ...settingsReload(values, readAgain),
        ...inspected,
        ...(inspector === undefined ? {} : { seen: inspector.seen, inspectorUrl: inspector.url }),
      };
      const { record } = invocation;
      const { loadPerson } = await import('./person.js');
      const runPerson = await loadPerson(values);
      if (record !== undefined) return await runRecorded(runPerson, outside, record, refuse);
      if (first === undefined) return await runPerson(outside);
      const { held, painted, handOver } = first;
      const ended = runPerson({ ...outside, painted, held });
      handOver();
      return await ended;
    }
  }
}

/** Runs a chat whose every step is recorded, from the first on. */
async function runRecorded(
  runPerson: RunPerson,
  outside: Outside,
  request: RecordRequest,
  refuse: World['refuse'],
): Promise<number> {
  const { recorded } = await import('./record.js');
  const recording = recorded(outside, { ...request, version: BACKCHANNEL_VERSION });
  if (typeof recording === 'string') return refuse(recording);
  return await runPerson(recording.outside).finally(recording.finish);
}

function tell(sentence: string): void {
  bearBrokenPipe(process.stderr).write(`backchannel: ${sentence}\n`);
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
    monotonicNow,
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
