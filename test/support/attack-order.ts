// What the attacker's process is told: one JSON object a line. It answers each with a line.
import * as z from 'zod';

export const attackOrder = z.discriminatedUnion('type', [
  /** To send these, in hexadecimal digits. */
  z.object({ type: z.literal('send'), port: z.int(), datagrams: z.array(z.string()) }),
  /** To begin a flood, of so many lines at the most. */
  z.object({
    type: z.literal('flood'),
    names: z.int().positive(),
    perSecond: z.int().positive(),
    most: z.int().positive().optional(),
  }),
  /** To end it, and to answer how many lines it had. */
  z.object({ type: z.literal('calm') }),
]);

export type AttackOrder = z.infer<typeof attackOrder>;
