// What the speaker's process is told, and what it says: shared by the two sides of the pipe.
import * as z from 'zod';

export const speakerOrder = z.object({
  /** How many lines to say. */
  count: z.int().positive(),
  /** How many of them in each second; without it, as fast as the network takes them. */
  perSecond: z.exactOptional(z.number().positive()),
  /** Whom the last of them names, so that a chat shows it also at the end of a flood; without it, nobody. */
  lastTo: z.exactOptional(z.string()),
});

export type SpeakerOrder = Readonly<z.infer<typeof speakerOrder>>;

/**
 * The text of line number `index`: a sentence of usual length that no other line contains.
 *
 * @param to whom it names; absent: nobody
 */
export function spokenLine(index: number, to?: string): string {
  const sentence = `line ${index} of what there is to say about the weather`;
  return to === undefined ? sentence : `${sentence}, ${to}`;
}
