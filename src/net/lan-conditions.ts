// How badly an in-memory LAN treats what crosses it, and the dice that decide it. Knows no hosts and no time.

/** What may happen to each copy on its way to one receiver; what a host sends reaches itself untouched. */
export interface LanConditions {
  /** Least and greatest time on the way, in milliseconds; each copy draws its own. */
  readonly delayMs: readonly [least: number, greatest: number];
  /** The chance, 0 to 1, that a receiver does not get it; drawn for each receiver by itself. */
  readonly loss: number;
  /** The chance, 0 to 1, that nobody gets it: one draw for all receivers, as when the sender's own radio fails. */
  readonly sharedLoss: number;
  /** Loss that comes in bursts, besides the losses above. */
  readonly bursts: Bursts;
  /** The chance, 0 to 1, that a receiver gets it twice. */
  readonly duplication: number;
  /** The chance, 0 to 1, that it may overtake what the same sender sent before it, if its delay is short enough. */
  readonly reordering: number;
}

/**
 * Bursts of loss after Gilbert (1960) and Elliott (1963): each receiving host is in a burst or not, and each datagram that
 * comes its way may change that. A burst is 1/`end` datagrams long on average, and the share of datagrams that meet one is
 * `begin`/(`begin`+`end`).
 */
export interface Bursts {
  /** The chance, 0 to 1, that a burst begins with a datagram. */
  readonly begin: number;
  /** The chance, 0 to 1, that it is over with the next one. */
  readonly end: number;
  /** The chance, 0 to 1, that a datagram is lost in a burst. */
  readonly loss: number;
}

/** What a receiving host remembers from one datagram to the next. */
export interface Reception {
  isInBurst: boolean;
}

/** A LAN that loses nothing and takes no time. */
export const perfectConditions: LanConditions = {
  delayMs: [0, 0],
  loss: 0,
  sharedLoss: 0,
  bursts: { begin: 0, end: 1, loss: 1 },
  duplication: 0,
  reordering: 0,
};

/** One copy that will arrive. */
export interface Passage {
  readonly delayMs: number;
  /** Whether it need not wait for what was sent before it. */
  readonly mayOvertake: boolean;
}

/** How a datagram reaches the members on the host that sent it. */
export const untouched: Passage = { delayMs: 0, mayOvertake: false };

/** Draws whether a datagram is lost for everybody. */
export function isLostForAll({ sharedLoss }: LanConditions, random: () => number): boolean {
  return sharedLoss > 0 && random() < sharedLoss;
}

/** Draws what becomes of one datagram on its way to one receiver: no copy, one, or two. */
export function drawPassages(
  conditions: LanConditions,
  random: () => number,
  reception: Reception,
): readonly Passage[] {
  const isLostInBurst = drawBurst(conditions.bursts, random, reception);
  if (random() < conditions.loss || isLostInBurst) return [];
  return random() < conditions.duplication
    ? [drawPassage(conditions, random), drawPassage(conditions, random)]
    : [drawPassage(conditions, random)];
}

function drawPassage(
  { delayMs: [least, greatest], reordering }: LanConditions,
  random: () => number,
): Passage {
  return {
    // Whole milliseconds, so that adding them up on a time line is exact.
    delayMs: Math.round(least + random() * (greatest - least)),
    mayOvertake: random() < reordering,
  };
}

/** Draws whether a burst begins, lasts or ends, and whether it takes the datagram. */
function drawBurst({ begin, end, loss }: Bursts, random: () => number, reception: Reception): boolean {
  if (begin === 0 && !reception.isInBurst) return false;
  const changes = random() < (reception.isInBurst ? end : begin);
  reception.isInBurst = reception.isInBurst !== changes;
  return reception.isInBurst && random() < loss;
}
