// The delays that run in an actor, and how long each still takes. Pure.
import { activeStateIds } from '../../chart/active-states.js';
import { allStates, type Chart } from '../../chart/chart.js';
import type { ActorPicture } from './actor-picture.js';

export interface Countdown {
  /** The type of the event that it ends with. */
  readonly event: string;
  /** How long it still takes; `undefined` if that is not known, since the machine tells only its name. */
  readonly remainingMs: number | undefined;
}

/** Beyond this, a program's time and ours are on different time lines: a replay, or a simulation. */
const maxLagMs = 60_000;

/**
 * The delays that run.
 *
 * @param chart that of the actor; `undefined`: none is known, or it has none
 * @param now the program's time, in milliseconds since 1970
 */
export function countdownsOf(
  chart: Chart | undefined,
  actor: ActorPicture,
  now: number,
): readonly Countdown[] {
  if (actor.endedAt !== undefined) return [];
  const { timers } = actor.snapshot;
  const running = timers ?? (chart === undefined ? [] : timersIn(chart, actor));
  return running.map(({ id, startedAt, delayMs }) => ({
    event: id,
    remainingMs: delayMs === undefined ? undefined : Math.max(0, startedAt + delayMs - now),
  }));
}

/** What runs by the chart, in a program that does not tell its timers: since its state has been in the value. */
function timersIn(chart: Chart, actor: ActorPicture) {
  const active = activeStateIds(chart, actor.snapshot.value);
  return allStates(chart)
    .filter(({ id }) => active.has(id))
    .flatMap(({ path, transitions }) => {
      const startedAt = actor.enteredAt.get(path.join('.')) ?? actor.beganAt;
      const delays = new Map(transitions.map(({ event, delay }) => [event, delay]));
      return [...delays].flatMap(([id, delay]) =>
        delay === undefined ? [] : [{ id, startedAt, delayMs: msOf(delay) }],
      );
    });
}

function msOf(delay: number | string): number | undefined {
  return typeof delay === 'number' ? delay : undefined;
}

const msPerSecond = 1000;
const secondsPerMinute = 60;

/** A duration as people read it: `2.0 s`, `1:05`. */
export function durationInWords(ms: number): string {
  const seconds = Math.max(0, ms) / msPerSecond;
  if (seconds < secondsPerMinute) return `${seconds.toFixed(1)} s`;
  const rest = String(Math.floor(seconds % secondsPerMinute)).padStart(2, '0');
  return `${Math.floor(seconds / secondsPerMinute)}:${rest}`;
}

/**
 * What time it is in the program.
 *
 * @param lastAt when the last event happened there
 * @param arrivedAt when that event came, by our clock
 * @param wall our clock; all in milliseconds since 1970
 */
export function programTime(lastAt: number, arrivedAt: number, wall: number): number {
  const lag = wall - lastAt;
  return lag >= 0 && lag < maxLagMs ? wall : lastAt + (wall - arrivedAt);
}
