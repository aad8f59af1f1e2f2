// One process of the simulation: a whole session, the very one of production, with a time of its own. Knows no faults and
// no invariants.
import type { SessionEmitted } from '../../machines/session.events.js';
import { createSession, type Session } from '../app.js';
import { defaultGroup, defaultPort, defaultTtl } from '../config.js';
import type { Transport } from '../net/transport.js';
import { createProcessTime, type ProcessTime } from './process-time.js';
import type { TimeLine } from './time-line.js';

/** What somebody hears from a process. */
export interface Listener {
  readonly heard: (process: SimulatedProcess, event: Extract<SessionEmitted, { type: 'heard' }>) => void;
  /** The process has ended; with an error if by one. */
  readonly ended: (process: SimulatedProcess, error: unknown) => void;
}

export interface ProcessOptions {
  /** Unique among all processes of the simulation. */
  readonly name: string;
  readonly seed: number;
  /** How far its wall clock is off at the start, in milliseconds. */
  readonly skewMs: number;
}

/** One run of the program, from its start to its end. */
export interface SimulatedProcess {
  readonly name: string;
  readonly session: Session;
  readonly time: ProcessTime;
  /** When it was started: milliseconds on the time line. */
  readonly startedAt: number;
  /** Says something, unless the process is stopped or leaving; whether it was taken. */
  readonly say: (text: string) => boolean;
  /** Ends it without a goodbye. */
  readonly kill: () => void;
  readonly isAlive: () => boolean;
}

/** Starts a process on a computer. */
export function startProcess(
  transport: Transport,
  line: TimeLine,
  { name, seed, skewMs }: ProcessOptions,
  listener: Listener,
): SimulatedProcess {
  const time = createProcessTime(line, skewMs);
  const session = createSession(
    {
      settings: { group: defaultGroup, port: defaultPort, ttl: defaultTtl, handle: name },
      format: 'chat',
      role: 'person',
    },
    {
      transport,
      now: time.now,
      monotonicNow: () => line.scheduler.now(),
      seed,
      scheduler: time.scheduler,
      clock: time.clock,
    },
  );
  let isAlive = true;
  let isTaken = false;
  const end = (error?: unknown): void => {
    if (!isAlive) return;
    isAlive = false;
    listener.ended(process, error);
  };
  const process: SimulatedProcess = {
    name,
    session,
    time,
    startedAt: line.scheduler.now(),
    say(text) {
      isTaken = false;
      if (isAlive && !time.isPaused()) session.send({ type: 'say', text, at: time.now() });
      return isTaken;
    },
    kill() {
      isAlive = false;
      session.stop();
    },
    isAlive: () => isAlive,
  };
  session.on('taken', () => {
    isTaken = true;
  });
  session.on('heard', (event) => listener.heard(process, event));
  session.subscribe({ error: end, complete: end });
  session.start();
  return process;
}
