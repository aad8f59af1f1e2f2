// The clock that intervals are measured by.

const msPerSecond = 1000;
const nsPerMs = 1e6;

/**
 * Milliseconds of a clock that only goes forward and that nobody sets. `performance.now()` tells the same, from another
 * beginning; Node would first load all its measuring of performance for that, which the first screen would wait for.
 */
export function monotonicNow(): number {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * msPerSecond + nanoseconds / nsPerMs;
}
