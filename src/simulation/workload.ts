// What the peers say, and when: single lines at random times, now and then a burst of lines or a long message of several
// parts. Knows nothing of what becomes of it.
import type { Ledger } from './ledger.js';
import { pick, type World } from './world.js';

/** The chance that somebody says several lines at once, */
const burstChance = 0.05;

/** and at most so many. */
const longestBurst = 8;

/** The chance that a message is long, */
const longChance = 0.05;

/** and at most so long, in characters: some six datagrams. */
const longest = 5000;

const msPerSecond = 1000;

const words = 'the quick brown fox jumps over the lazy dog während 漢字 und 🦊 weiter rennen ';

/**
 * Somebody speaks from now on until a moment.
 *
 * @param rate messages a second, of all together
 * @param untilMs on the time line
 */
export function keepTalking(world: World, ledger: Ledger, rate: number, untilMs: number): void {
  const speak = (): void => {
    if (world.at() >= untilMs) return;
    const speaker = pick(world.random, world.awake())?.process;
    for (const body of drawSaying(world.random)) {
      const text = ledger.nextText(body);
      if (speaker?.say(text) === true) ledger.note(speaker.name, world.at(), text);
    }
    next();
  };
  const next = (): void => world.later(drawSilenceMs(world.random, rate), speak);
  next();
}

/** What somebody says at once: mostly one line. */
export function drawSaying(random: () => number): readonly string[] {
  const lines = random() < burstChance ? 1 + Math.floor(random() * longestBurst) : 1;
  return Array.from({ length: lines }, () => drawBody(random));
}

/**
 * The time until somebody speaks again, in milliseconds: exponentially distributed, as of independent speakers.
 *
 * @param rate how often a second they do, of all together
 */
export function drawSilenceMs(random: () => number, rate: number): number {
  return (-Math.log(1 - random()) * msPerSecond) / rate;
}

function drawBody(random: () => number): string {
  const length =
    random() < longChance ? Math.floor(random() * longest) : 1 + Math.floor(random() * words.length);
  const text = words.repeat(Math.ceil(length / words.length)).slice(0, length);
  // A fox cut in half is no character.
  return text.replace(/\p{Surrogate}/gu, '').trim();
}
