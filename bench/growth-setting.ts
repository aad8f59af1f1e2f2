// What surrounds a line, or a person, whose cost is asked for, and that cost: shared by the measurement and its program.
import * as z from 'zod';

export const growthSetting = z.object({
  /** Lines said before, so that they are in the transcript. */
  transcript: z.int().nonnegative(),
  /** How many people are there; they speak in turns. */
  peers: z.int().positive(),
  /** On how many interfaces we are, each on a LAN of its own. */
  interfaces: z.int().positive(),
});

export type GrowthSetting = Readonly<z.infer<typeof growthSetting>>;

/** Microseconds of processor time. */
export const growthCost = z.object({
  /** Of a line heard, with all that it leads to. */
  line: z.number(),
  /** Of the paint after it. */
  paint: z.number(),
  /** Of somebody more who comes, */
  arrival: z.number(),
  /** and who leaves again. */
  departure: z.number(),
});

export type GrowthCost = Readonly<z.infer<typeof growthCost>>;
