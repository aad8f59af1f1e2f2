// How badly an in-memory LAN treats what crosses it, and the dice that decide it. Knows no hosts and no time.

/** What may happen to each copy on its way to one receiver; what a host sends reaches itself untouched. */
export interface LanConditions {
  /** Least and greatest time on the way, in milliseconds; each copy draws its own. */
  readonly delayMs: readonly [least: number, greatest: number];
  /** The chance, 0 to 1, that a receiver does not get it; drawn for each receiver by itself. */
  readonly loss: number;
  /** The chance, 0 to 1, that a receiver gets it twice. */
  readonly duplication: number;
  /** The chance, 0 to 1, that it may overtake what the same sender sent before it, if its delay is short enough. */
  readonly reordering: number;
}

/** A LAN that loses nothing and takes no time. */
export const perfectConditions: LanConditions = { delayMs: [0, 0], loss: 0, duplication: 0, reordering: 0 };

/** One copy that will arrive. */
export interface Passage {
  readonly delayMs: number;
  /** Whether it need not wait for what was sent before it. */
  readonly mayOvertake: boolean;
}

/** How a datagram reaches the members on the host that sent it. */
export const untouched: Passage = { delayMs: 0, mayOvertake: false };

/** Draws what becomes of one datagram on its way to one receiver: no copy, one, or two. */
export function drawPassages(
  { delayMs: [least, greatest], loss, duplication, reordering }: LanConditions,
  random: () => number,
): Passage[] {
  if (random() < loss) return [];
  const copies = random() < duplication ? 2 : 1;
  return Array.from({ length: copies }, () => ({
    // Whole milliseconds, so that adding them up on a time line is exact.
    delayMs: Math.round(least + random() * (greatest - least)),
    mayOvertake: random() < reordering,
  }));
}
