// What the speaker's process is told, and what it says: shared by the two sides of the pipe.
import * as z from 'zod';

export const speakerOrder = z.object({
  /** How many lines to say. */
  count: z.int().positive(),
  /** How many of them in each second; without it, as fast as the network takes them. */
  perSecond: z.exactOptional(z.number().positive()),
});

export type SpeakerOrder = Readonly<z.infer<typeof speakerOrder>>;

/** The text of line number `index`: a sentence of usual length that no other line contains. */
export function spokenLine(index: number): string {
  return `line ${index} of what there is to say about the weather`;
}
