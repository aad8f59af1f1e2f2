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

const words = 'the quick brown fox jumps over the lazy dog während 漢字 und 🦊 weiter rennen ';

/**
 * Somebody speaks from now on until a moment.
 *
 * @param rate messages a second, of all together
 * @param untilMs on the time line
 */
export function keepTalking(world: World, ledger: Ledger, rate: number, untilMs: number): void {
  const msPerSecond = 1000;
  const speak = (): void => {
    if (world.at() >= untilMs) return;
    const speaker = pick(world.random, world.awake())?.process;
    const lines = world.random() < burstChance ? 1 + Math.floor(world.random() * longestBurst) : 1;
    for (let line = 0; line < lines; line += 1) {
      const text = ledger.nextText(drawBody(world.random));
      if (speaker?.say(text) === true) ledger.note(speaker.name, world.at(), text);
    }
    next();
  };
  // Independent speakers: the time between two messages is exponentially distributed.
  const next = (): void => world.later((-Math.log(1 - world.random()) * msPerSecond) / rate, speak);
  next();
}

function drawBody(random: () => number): string {
  const length =
    random() < longChance ? Math.floor(random() * longest) : 1 + Math.floor(random() * words.length);
  const text = words.repeat(Math.ceil(length / words.length)).slice(0, length);
  // A fox cut in half is no character.
  return text.replace(/\p{Surrogate}/gu, '').trim();
}
