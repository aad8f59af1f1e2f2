import { defineConfig } from 'vitest/config';

/** A guard against hanging, not a measure of speed: machines are shared and slow at times. */
const hangMs = 60_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['./test/support/property-seed.ts'],
    // Each core, not all but one: a test in a lab or a terminal spends most of its time waiting.
    maxWorkers: '100%',
    reporters: ['default', './test/support/summary-reporter.ts'],
    testTimeout: hangMs,
    hookTimeout: hangMs,
  },
});
