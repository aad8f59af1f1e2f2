// What a test and the member process (`member-process.ts`) say to each other, a line of JSON each.
import * as z from 'zod';

const source = z.object({ address: z.string(), port: z.number() });
const plane = z.enum(['chat', 'control']);

/** What the member is told to do. */
export const memberOrder = z.discriminatedUnion('type', [
  z.object({ type: z.literal('chat'), text: z.string() }),
  z.object({
    type: z.literal('control'),
    text: z.string(),
    to: z.union([z.enum(['everyone', 'segments']), source]),
  }),
]);

/** What the member tells; interfaces are spelled `eth0 10.0.0.1`. */
export const memberReport = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('joined'),
    plane,
    joined: z.array(z.string()),
    refused: z.array(z.string()),
  }),
  z.object({
    type: z.literal('heard'),
    plane,
    text: z.string(),
    source,
    /** Where it came in, if that can be told. */
    on: z.string().optional(),
  }),
  z.object({ type: z.literal('sent'), text: z.string(), on: z.array(z.string()) }),
  z.object({ type: z.literal('trouble'), sentence: z.string() }),
]);

export type MemberOrder = z.infer<typeof memberOrder>;
export type MemberReport = z.infer<typeof memberReport>;
export type Plane = z.infer<typeof plane>;
