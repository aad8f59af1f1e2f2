// Waiting for a condition of the outside world that announces nothing by itself. Knows nothing of what is waited for.
import { setTimeout as sleep } from 'node:timers/promises';

/** How often the condition is looked at: short beside what is waited for, long beside what one look costs (5 ms). */
const pollIntervalMs = 15;

/** Upper bound on any wait that names no bound of its own: far beyond what a busy machine of two cores needs. */
const defaultTimeoutMs = 30_000;

/**
 * Polls until `look` gives something other than `undefined`, and resolves with that.
 *
 * @param what what is waited for, as the end of the sentence "timed out waiting for …"
 * @param look one look; what it throws ends the wait
 * @param timeoutMs the longest wait
 * @throws Error when the time is over; its message says what was waited for and for how long
 */
export async function waitUntil<T>(
  what: string,
  look: () => T | undefined | Promise<T | undefined>,
  timeoutMs: number = defaultTimeoutMs,
): Promise<T> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) throw new Error(`timed out after ${timeoutMs} ms waiting for ${what}`);
    await sleep(pollIntervalMs);
  }
}
