// The outside of a chat that is replayed: nothing is behind it. What the chat shows and prints is handed on; what it asks
// for comes from the tape.
import { EventEmitter } from 'node:events';
import { PassThrough, Writable } from 'node:stream';
import { asyncScheduler, EMPTY, NEVER, of } from 'rxjs';
import { BackchannelError } from '../errors.js';
import type { Transport } from '../net/transport.js';
import type { RecordingHeader } from '../recording/recording-format.js';
import type { Frame } from '../view/frame.js';
import type { TerminalPort } from '../view/terminal.js';
import type { ChatProcess } from './chat-process.js';
import type { LineConsole } from './line-console.js';
import type { Outside } from './person.js';

/** Whoever watches. */
export interface Audience {
  /** Told of each frame that the full screen shows. */
  readonly seen: (frame: Frame) => void;
  /** Told of the lines that the line mode prints. */
  readonly printed: (lines: readonly string[]) => void;
  /** Told what the chat says on standard error. */
  readonly told: (text: string) => void;
}

/** An outside of which nothing comes. */
export function stage({ settings, seed, env, place, at, up }: RecordingHeader, audience: Audience): Outside {
  return {
    settings,
    seed,
    place,
    transport: nowhere,
    // The tape's time takes the place of these.
    now: () => at,
    monotonicNow: () => up,
    scheduler: asyncScheduler,
    process: processOf(env, audience),
    seen: audience.seen,
    openTerminal: () => darkTerminal,
    openConsole: () => consoleFor(audience),
    lookAtNetwork: notAsked,
    examine: notAsked,
    reload: notAsked,
    reloaded$: NEVER,
  };
}

/** A tape that plays asks nobody. */
function notAsked(): never {
  throw new BackchannelError('internal', 'a replay asked the outside');
}

const nowhere: Transport = {
  interfaces: notAsked,
  datagrams: notAsked,
  send: notAsked,
  control: { datagrams: notAsked, send: () => undefined },
};

const darkTerminal: TerminalPort = {
  keys$: EMPTY,
  reports$: EMPTY,
  resumed$: EMPTY,
  size$: of({ columns: 1, rows: 1 }),
  writable$: of(true),
  abilities: () => ({ synchronized: false, hyperlinks: false }),
  write: () => undefined,
  setTitle: () => undefined,
  suspend: () => undefined,
  close: () => undefined,
};

function consoleFor({ printed }: Audience): LineConsole {
  return {
    print: printed,
    setPrompt: () => undefined,
    isFull: () => false,
    written: async () => undefined,
    close: () => undefined,
  };
}

function processOf(env: RecordingHeader['env'], { told }: Audience): ChatProcess {
  const stderr = new Writable({
    write: (chunk, _, done) => {
      told(String(chunk));
      done();
    },
  });
  return Object.assign(new EventEmitter(), {
    stdin: new PassThrough(),
    stdout: new PassThrough(),
    stderr,
    env,
    pid: 0,
    kill: () => true,
    exit: notAsked,
  });
}
