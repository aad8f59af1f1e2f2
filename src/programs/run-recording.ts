// Runs the programs that read a recording: replay and inspect. Nothing here, nor anything that it loads, opens the LAN.
import { spawn } from 'node:child_process';
import { asyncScheduler } from 'rxjs';
import type { Invocation } from '../cli.js';
import { loadInspector } from './load-inspector.js';

/** The invocations that read a recording. */
type RecordingInvocation = Extract<Invocation, { readonly type: 'replay' | 'inspect' }>;

/** What a process lends to these programs. */
export interface RecordingWorld {
  /** Says on standard error why the program does not run, and returns the exit code for that. */
  readonly refuse: (sentence: string) => number;
  /** Makes what nobody can guess, in characters that need no escape in an address. */
  readonly newToken: () => string;
  /** Where the files of the inspector's pages are; ends in a slash. */
  readonly inspectorFiles: URL;
}

/** Runs a program to its end. @returns the exit code */
export async function runRecording(invocation: RecordingInvocation, world: RecordingWorld): Promise<number> {
  const { refuse } = world;
  switch (invocation.type) {
    case 'replay': {
      const { runReplay } = await import('./replay.js');
      return runReplay(invocation, {
        process,
        scheduler: asyncScheduler,
        version: BACKCHANNEL_VERSION,
        refuse,
        // What the page sends was never on the tape.
        inspector: async (now) =>
          await loadInspector(invocation.inspect, { ...world, now, sending: false, tell }),
      });
    }
    case 'inspect': {
      const { runInspect } = await import('./inspect-recording.js');
      return runInspect(invocation, {
        process,
        version: BACKCHANNEL_VERSION,
        refuse,
        assets: world.inspectorFiles,
        token: world.newToken(),
        spawn,
      });
    }
  }
}

function tell(sentence: string): void {
  process.stderr.write(`backchannel: ${sentence}\n`);
}
