// A run beside the original in which all figures are the same.
import type { Beside, BesideRun } from '../../bench/beside-run.js';

export function equalRun(sample: Beside): BesideRun {
  return {
    firstScreen: sample,
    resident: sample,
    drawn: sample,
    bytes: sample,
    enterP50: sample,
    enterP99: sample,
  };
}
