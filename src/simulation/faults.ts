// What can go wrong on a LAN beyond the loss that is always there, each under a name. All of it begins with the talk and is
// over with it. Knows nothing of what is expected of the peers.
import type { LanConditions } from '../net/lan-conditions.js';
import { perfectConditions } from '../net/lan-conditions.js';
import { forge, makeNoise } from './byzantine.js';
import { talkLikeTheOriginal } from './original-speaker.js';
import type { FaultName } from './settings.js';
import { between, pick, type SimulatedHost, type World } from './world.js';

/** One kind of trouble. */
export interface Fault {
  /** What it does, for the help. */
  readonly summary: string;
  /** How the LAN treats datagrams while it lasts. */
  readonly conditions?: Partial<LanConditions>;
  /** How many strangers a second everybody takes for peers, each of which makes everybody speak less often. */
  readonly strangersPerSecond?: number;
  /** Arranges what happens until a moment on the time line, in milliseconds. */
  readonly arrange?: (world: World, untilMs: number) => void;
}

/** A moment's notice between one trouble of a kind and the next, in milliseconds. */
type Pace = readonly [least: number, greatest: number];

/** Wall clocks are off by at most this much: further apart than `maxClockLeadMs` nobody is believed. */
const greatestSkewMs = 30_000;

export const faults: Readonly<Record<FaultName, Fault>> = {
  shared: { summary: 'one datagram in ten reaches nobody', conditions: { sharedLoss: 0.1 } },
  bursts: {
    summary: 'each computer now and then loses five datagrams in a row',
    conditions: { bursts: { begin: 0.02, end: 0.2, loss: 1 } },
  },
  'one-way': {
    summary: 'one computer does not hear another for some seconds, which hears it',
    arrange: (world, untilMs) =>
      again(world, untilMs, [2000, 6000], () => {
        const [from, to] = [pick(world.random, world.hosts), pick(world.random, world.hosts)];
        if (from === undefined || to === undefined || from === to) return;
        world.lan.blockPath(from.host, to.host);
        world.later(between(world.random, [1000, 5000]), () => world.lan.heal());
      }),
  },
  partitions: {
    summary: 'the LAN falls apart for some seconds',
    arrange: (world, untilMs) =>
      again(world, untilMs, [5000, 10_000], () => {
        const cut = world.hosts.filter(() => world.random() < 1 / 2);
        world.lan.partition([cut.map(({ host }) => host)]);
        world.later(between(world.random, [500, 4000]), () => world.lan.heal());
      }),
  },
  crashes: {
    summary: 'programs end without a goodbye, and mostly are started anew',
    arrange: (world, untilMs) =>
      again(world, untilMs, [4000, 9000], () => {
        const victim = pick(world.random, world.awake());
        if (victim === undefined || world.awake().length <= leastAwake) return;
        victim.process?.kill();
        victim.host.crash();
        if (world.random() < restartChance) startAnew(world, victim);
      }),
  },
  leavers: {
    summary: 'people leave, and mostly come back',
    arrange: (world, untilMs) =>
      again(world, untilMs, [4000, 9000], () => {
        const leaver = pick(world.random, world.awake());
        if (leaver === undefined || world.awake().length <= leastAwake) return;
        leaver.process?.session.send({ type: 'quit' });
        if (world.random() < restartChance) startAnew(world, leaver);
      }),
  },
  joiners: {
    summary: 'more computers come',
    arrange: (world, untilMs) =>
      again(world, untilMs, [4000, 9000], () => {
        world.start(world.addHost());
      }),
  },
  pauses: {
    summary: 'programs are stopped for some seconds, as by SIGSTOP',
    arrange: (world, untilMs) =>
      again(world, untilMs, [3000, 8000], () => {
        const stopped = pick(world.random, world.awake());
        const process = stopped?.process;
        if (stopped === undefined || process === undefined || world.awake().length <= leastAwake) return;
        stopped.host.pause();
        process.time.pause();
        world.later(between(world.random, [100, 6000]), () => {
          // Timers that are due come first in each turn of Node's event loop, what was received after them.
          if (process.isAlive()) process.time.resume();
          stopped.host.resume();
        });
      }),
  },
  skew: {
    summary: 'wall clocks are off by up to 30 s',
    arrange: (world) => {
      world.drawSkewMs = () => drawSkewMs(world);
    },
  },
  jumps: {
    summary: 'wall clocks are set, forth or back, now and then',
    arrange: (world, untilMs) =>
      again(world, untilMs, [3000, 8000], () => {
        const time = pick(world.random, world.awake())?.process?.time;
        time?.setClock(world.line.now() + drawSkewMs(world) - time.now());
      }),
  },
  original: {
    summary: "somebody speaks the 2012 original's format",
    arrange: (world, untilMs) => {
      const speak = talkLikeTheOriginal(world);
      again(world, untilMs, [500, 3000], speak);
    },
  },
  noise: {
    summary: 'a host floods both ports: random bytes, damaged copies, strangers that ask for everything',
    // One in 21 ms, of which every second one is in a stranger's name, and of these every second one on its proper port.
    strangersPerSecond: 12,
    arrange: (world, untilMs) => {
      const disturb = makeNoise(world);
      again(world, untilMs, [2, 40], disturb);
    },
  },
  forger: {
    summary: 'a host speaks in the name of others: nobody can hold what is promised, but all must stay alive',
    arrange: (world, untilMs) => {
      const disturb = forge(world);
      again(world, untilMs, [5, 100], disturb);
    },
  },
};

/** The LAN with this trouble, on top of what is always there. */
export function troubled(usual: Partial<LanConditions>, names: readonly FaultName[]): Partial<LanConditions> {
  const conditions = { ...usual };
  for (const name of names) Object.assign(conditions, faults[name].conditions);
  return conditions;
}

/** The LAN without this trouble. */
export const untroubled: Partial<LanConditions> = {
  sharedLoss: perfectConditions.sharedLoss,
  bursts: perfectConditions.bursts,
};

/** Two must stay for there to be a conversation. */
const leastAwake = 2;

const restartChance = 0.7;

function startAnew(world: World, on: SimulatedHost): void {
  world.later(between(world.random, [300, 4000]), () => {
    on.host.plug();
    if (on.process?.isAlive() !== true) world.start(on);
  });
}

function drawSkewMs({ random }: World): number {
  return Math.round(between(random, [-greatestSkewMs, greatestSkewMs]));
}

function again(world: World, untilMs: number, pace: Pace, act: () => void): void {
  const next = (): void =>
    world.later(between(world.random, pace), () => {
      if (world.at() >= untilMs) return;
      act();
      next();
    });
  next();
}
