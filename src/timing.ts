// Every duration that the machines wait for, in one object that tests and simulations replace. Numbers only.

/** How the session waits. All durations are in milliseconds. */
export interface SessionTiming {
  /** How long opening and joining may take. Higher: slower to admit that nothing happens. Lower: gives up on a busy system. */
  readonly joinTimeoutMs: number;
  /** How long the system may take for one datagram. Higher: a stuck socket blocks longer. Lower: may send again what was sent. */
  readonly transmitTimeoutMs: number;
  /**
   * The pause after each datagram. Higher: long pastes and pipes crawl. Lower: bursts overrun receivers; a default
   * receive buffer on Linux holds 92 datagrams of 1 KB, so 2 ms lets a listener stall for 180 ms without a loss.
   */
  readonly paceMs: number;
  /**
   * How often it is looked at what has been gathered of a flood, and how long what programs tell each other waits in it at
   * most. Higher: what is missing is asked for and repeated later; lower: a flood costs more.
   */
  readonly gatherMs: number;
  /** A flood that has gone on for this long is one. Higher: more of it is dealt with soon, and for more; lower: also a burst waits. */
  readonly gatherLinesAfterMs: number;
  /**
   * From then on: how long the lines of a flood are gathered before they are dealt with, all at once. Higher: what a flood costs is shared
   * by more, and each line of it comes later; the screen shows a flood no more than ten times a second.
   */
  readonly gatherLinesMs: number;
  /** The wait before the first retry. Higher: slower to recover from a hiccup. Lower: more noise while it lasts. */
  readonly retryFirstMs: number;
  /** How much longer each wait is than the one before; 2 is binary exponential back-off. */
  readonly retryFactor: number;
  /** The longest wait between retries. Higher: quieter in a long outage. Lower: quicker when it ends unnoticed. */
  readonly retryMaxMs: number;
  /** The part of each wait that is random, 0 to 1, so that hosts that failed together do not return together. */
  readonly retryJitter: number;
}

export const defaultSessionTiming: SessionTiming = {
  joinTimeoutMs: 5000,
  transmitTimeoutMs: 2000,
  paceMs: 2,
  gatherMs: 8,
  gatherLinesAfterMs: 250,
  gatherLinesMs: 48,
  retryFirstMs: 500,
  retryFactor: 2,
  retryMaxMs: 15_000,
  retryJitter: 0.3,
};

/**
 * The wait before retry number `attempt`, by exponential back-off with jitter.
 *
 * @param attempt 1 for the first retry
 * @param random a number from 0 up to but not including 1
 * @returns milliseconds
 */
export function retryDelayMs(timing: SessionTiming, attempt: number, random: number): number {
  const full = Math.min(timing.retryMaxMs, timing.retryFirstMs * timing.retryFactor ** (attempt - 1));
  return Math.round(full * (1 - timing.retryJitter * random));
}
