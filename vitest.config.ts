import { defineConfig } from 'vitest/config';

/** A guard against hanging, not a measure of speed: machines are shared and slow at times. */
const hangMs = 60_000;

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['./test/support/property-seed.ts'],
    reporters: ['default', './test/support/summary-reporter.ts'],
    testTimeout: hangMs,
    hookTimeout: hangMs,
  },
});
