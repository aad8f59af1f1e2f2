// Chance, as the process has it.

const seedRange = 2 ** 32;

/** A seed for all that is random in one run. Nothing is secret about it; and a cryptographic one would have to be waited for. */
export function newSeed(): number {
  return Math.floor(Math.random() * seedRange);
}
