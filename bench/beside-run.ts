// What is measured of the original of 2012 and of backchannel, one right after the other. Names and types only.

/** What is measured of both; units are in `original-table.ts`. */
export const besideNames = ['firstScreen', 'resident', 'drawn', 'bytes', 'enterP50', 'enterP99'] as const;

export type BesideName = (typeof besideNames)[number];

/** The same of both, in the same unit. */
export interface Beside {
  readonly original: number;
  readonly backchannel: number;
}

/** What one run found. */
export type BesideRun = Readonly<Record<BesideName, Beside>>;
