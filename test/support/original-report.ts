// What the process that plays the 2012 original is told and tells: one JSON object a line, on its standard input and output.
import * as z from 'zod';

/** What it can be told: to say something, or to answer how it is. */
export const originalOrder = z.discriminatedUnion('type', [
  z.object({ type: z.literal('say'), text: z.string() }),
  z.object({ type: z.literal('report') }),
]);

/** What it tells: that it listens, each line that it draws, and how it is. */
export const originalReport = z.discriminatedUnion('type', [
  z.object({ type: z.literal('listening') }),
  z.object({ type: z.literal('line'), shown: z.string() }),
  z.object({ type: z.literal('alive') }),
  z.object({ type: z.literal('dead'), cause: z.string() }),
]);

export type OriginalOrder = z.infer<typeof originalOrder>;
export type OriginalReport = z.infer<typeof originalReport>;
