// The stage: computers on an in-memory LAN, the processes that come and go on them, and the one source of chance. Knows
// nothing of what is expected of them.
import { createMemoryLan, type MemoryLan } from '../net/memory-lan.js';
import type { MemoryHost } from '../net/memory-host.js';
import { seededRandom } from '../random.js';
import type { SimulationSettings } from './settings.js';
import { type Listener, type SimulatedProcess, startProcess } from './simulated-process.js';
import { createTimeLine, type TimeLine } from './time-line.js';

/** A computer, and the process that runs on it, if one does. */
export interface SimulatedHost {
  readonly host: MemoryHost;
  process: SimulatedProcess | undefined;
}

export interface World {
  readonly line: TimeLine;
  readonly lan: MemoryLan;
  readonly hosts: readonly SimulatedHost[];
  /** All processes that ever were, the first started first. */
  readonly processes: readonly SimulatedProcess[];
  /** Milliseconds since the beginning. */
  readonly at: () => number;
  /** A number from 0 up to but not including 1. */
  readonly random: () => number;
  /** Does something later, in milliseconds from now. */
  readonly later: (ms: number, act: () => void) => void;
  /** Plugs in one more computer, with nobody on it. */
  readonly addHost: () => SimulatedHost;
  /** Starts a process on a computer that has none. */
  readonly start: (host: SimulatedHost) => SimulatedProcess;
  /** Processes that run and are not stopped. */
  readonly awake: () => readonly SimulatedHost[];
  /** How far the wall clock of each new process is off, in milliseconds; 0 if not set. */
  drawSkewMs: () => number;
}

/** Addresses of a LAN with the prefix length 16 are counted in two bytes. */
const addressesPerByte = 250;

const prefixLength = 16;

/** A stage without anybody on it. */
export function createWorld(settings: SimulationSettings, listener: Listener): World {
  const { seed, loss, duplicates, reordering, delayMs } = settings;
  const line = createTimeLine();
  const random = seededRandom(seed);
  const conditions = { loss, duplication: duplicates, reordering, delayMs };
  const lan = createMemoryLan({ ...conditions, seed: drawSeed(random), scheduler: line.scheduler });
  const hosts: SimulatedHost[] = [];
  const processes: SimulatedProcess[] = [];

  const world: World = {
    line,
    lan,
    hosts,
    processes,
    at: () => line.scheduler.now(),
    random,
    later: (ms, act) => {
      line.clock.setTimeout(act, ms);
    },
    addHost() {
      const number = hosts.length;
      const address = `10.0.${Math.floor(number / addressesPerByte)}.${1 + (number % addressesPerByte)}`;
      const added: SimulatedHost = { host: lan.attach({ address, prefixLength }), process: undefined };
      hosts.push(added);
      return added;
    },
    start(on) {
      const name = `p${processes.length + 1}`;
      const options = { name, seed: drawSeed(random), skewMs: world.drawSkewMs() };
      const started = startProcess(on.host.addProgram(), line, options, listener);
      on.process = started;
      processes.push(started);
      return started;
    },
    awake: () => hosts.filter(({ process }) => process?.isAlive() === true && !process.time.isPaused()),
    drawSkewMs: () => 0,
  };
  return world;
}

/** A whole number of 32 bits. */
function drawSeed(random: () => number): number {
  return Math.floor(random() * 2 ** 32);
}

/** One of them, or `undefined` if there is none. */
export function pick<Item>(random: () => number, items: readonly Item[]): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

/** A number between two others. */
export function between(random: () => number, [least, greatest]: readonly [number, number]): number {
  return least + random() * (greatest - least);
}
