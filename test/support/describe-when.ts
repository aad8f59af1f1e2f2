// A suite that needs something of the machine: at a desk that lacks it the suite is skipped and its title says why, in CI
// it fails and says why.
import { beforeAll, describe } from 'vitest';
import type { Support } from './requirements.js';

/**
 * Like `describe`, if the machine can do what the suite needs. If it cannot, the suite is skipped and its title says why;
 * with `CI=true` in the environment it fails instead, so that nobody takes silence for success.
 */
export function describeWhen(support: Support, title: string, body: () => void): void {
  const missing = support.ok ? undefined : support.reason;
  const skip = missing !== undefined && process.env['CI'] !== 'true';
  describe.skipIf(skip)(`${title}${skip ? ` (skipped: ${missing})` : ''}`, () => {
    beforeAll(() => {
      if (missing !== undefined) throw new Error(missing);
    });
    body();
  });
}
