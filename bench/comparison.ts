// Two builds measured in turns: each measurement of the one is followed by the same of the other, and who is first changes
// with each run, so that neither has the quieter minutes.
import type { BuildUnderTest } from './build-under-test.js';
import type { Bench, Measurement, Samples } from './measurement.js';

/** What a measurement gave for both builds. */
export interface ComparedRuns {
  readonly measurement: Measurement;
  /** The runs in which both could be measured. */
  readonly runs: readonly { readonly now: Samples; readonly other: Samples }[];
  /** Why a run could not be taken, each reason once. */
  readonly troubles: ReadonlySet<string>;
}

export interface Comparison {
  readonly measurements: readonly Measurement[];
  readonly runs: number;
  readonly bench: Omit<Bench, 'build'>;
  readonly now: BuildUnderTest;
  readonly other: BuildUnderTest;
  /** Told what is being measured. */
  readonly progress: (text: string) => void;
}

/** Measures both. What a build cannot be asked is a trouble of that measurement, and no reason to leave out the others. */
export async function compare(comparison: Comparison): Promise<readonly ComparedRuns[]> {
  const { measurements, runs, bench, now, other, progress } = comparison;
  const compared = measurements.map((measurement) => ({
    measurement,
    runs: [] as { now: Samples; other: Samples }[],
    troubles: new Set<string>(),
  }));
  for (let run = 1; run <= runs; run += 1) {
    for (const { measurement, runs: pairs, troubles } of compared) {
      const measure = async (build: BuildUnderTest): Promise<Samples | undefined> => {
        progress(`run ${run} of ${runs}: ${measurement.name}, ${build.name}`);
        try {
          return await measurement.run({ ...bench, build });
        } catch (error) {
          troubles.add(`${build.name}: ${error instanceof Error ? error.message : String(error)}`);
          return undefined;
        }
      };
      const isNowFirst = run % 2 === 1;
      const first = await measure(isNowFirst ? now : other);
      const second = await measure(isNowFirst ? other : now);
      if (first === undefined || second === undefined) continue;
      pairs.push(isNowFirst ? { now: first, other: second } : { now: second, other: first });
    }
  }
  return compared;
}
