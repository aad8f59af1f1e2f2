// A long talk in simulated time, looked at now and then: whether those who take part go on remembering more and more. Knows
// neither how memory is measured nor what becomes of the figures; keeps nothing itself that grows.
import { violationsNow } from './invariants.js';
import { defaultSettings } from './settings.js';
import type { Listener } from './simulated-process.js';
import { createWorld, pick, type World } from './world.js';

export interface SoakSettings {
  readonly peers: number;
  /** How long they talk, in hours of simulated time. */
  readonly hours: number;
  /** How many lines they say in it, all together. */
  readonly lines: number;
  /** The chance, 0 to 1, that a receiver does not get a datagram. */
  readonly loss: number;
  readonly seed: number;
  /** How often the memory is looked at, at equal distances. */
  readonly looks: number;
}

/** The memory at one moment. */
export interface SoakPoint {
  readonly hours: number;
  /** Lines said until then. */
  readonly said: number;
  /** Of all peers together. */
  readonly bytes: number;
}

export interface SoakOutcome {
  readonly points: readonly SoakPoint[];
  readonly said: number;
  /** How often somebody showed a line of somebody else. */
  readonly shown: number;
  /** What must always hold and did not; `undefined` if all held. */
  readonly violation: string | undefined;
}

/** A day, as in the goal: 20 people who say 100,000 lines. */
export const wholeDay: SoakSettings = {
  peers: 20,
  hours: 24,
  lines: 100_000,
  loss: 0.02,
  seed: 1,
  looks: 48,
};

const msPerHour = 3_600_000;

/** The talk begins when all have said hello. */
const talkBeginsMs = 2000;

/** After the talk, until all must have come to everybody. */
const settleMs = 60_000;

/**
 * Has them talk.
 *
 * @param usedBytes how much memory is in use, after whatever is not has been collected
 * @param look is told of each point
 */
export async function soak(
  settings: SoakSettings,
  usedBytes: () => number,
  look: (point: SoakPoint) => void = () => undefined,
): Promise<SoakOutcome> {
  const { peers, hours, lines, loss, seed, looks } = settings;
  let [said, shown] = [0, 0];
  let violation: string | undefined;
  const listener: Listener = {
    heard(_, { messages }) {
      shown += messages.length;
    },
    ended({ name }) {
      violation ??= `${name} has ended`;
    },
  };
  const world = createWorld({ ...defaultSettings, peers, loss, seed }, listener);
  for (let peer = 0; peer < peers; peer += 1) world.start(world.addHost());
  await world.line.pass(talkBeginsMs);
  const talkMs = hours * msPerHour;
  talk(world, lines, talkMs, () => {
    said += 1;
  });

  const points: SoakPoint[] = [];
  for (let at = 1; at <= looks && violation === undefined; at += 1) {
    await world.line.pass(talkMs / looks);
    violation ??= violationIn(world);
    const point = { hours: (hours * at) / looks, said, bytes: usedBytes() };
    points.push(point);
    look(point);
  }
  await world.line.pass(settleMs);
  return { points, said, shown, violation };
}

/** So many lines, at random within so many milliseconds, each by somebody else. */
function talk(world: World, lines: number, talkMs: number, told: () => void): void {
  let left = lines;
  const speak = (): void => {
    if (pick(world.random, world.awake())?.process?.say(`${left} lines are still to be said`) === true)
      told();
    left -= 1;
    next();
  };
  const endsAt = world.at() + talkMs;
  // Of as many moments that are left, evenly spread, the first one is this far away on the average.
  const next = (): void => {
    if (left > 0) world.later((2 * world.random() * (endsAt - world.at())) / (left + 1), speak);
  };
  next();
}

function violationIn({ processes }: World): string | undefined {
  for (const process of processes) {
    const [found] = violationsNow(process);
    if (found !== undefined) return `${found.invariant}: ${found.detail}`;
  }
  return undefined;
}
