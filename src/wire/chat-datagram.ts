// What a chat datagram is: the one description of the format, from which types are inferred. `docs/protocol.md` says it
// in words. Knows nothing of bytes.
import * as z from 'zod';
import { maxClientIdLength, maxClockCounter, maxParts } from '../limits.js';
import { lazily } from '../text/lazily.js';

/** The version of the stamp that we add to the original's three keys. */
export const protocolVersion = 1;

/** Nothing at all stands between the previous part and this one: a long line was cut here. */
export const glueNothing = 0;

/** A newline stands between the previous part and this one: the original must never see one within a datagram. */
export const glueNewline = 1;

// Both are made when they are first needed: the first screen comes before any datagram.

/** What the 2012 original sends and reads. Other keys are ignored, as it ignores ours. */
export const originalDatagramSchema = lazily(() =>
  z.object({
    /** Random for each process. */
    client_id: z.string().min(1).max(maxClientIdLength),
    handle: z.string(),
    content: z.string(),
  }),
);

/** What we send: the original's three keys, and a stamp that says which datagram of which process this is, and when. */
export const stampedDatagramSchema = lazily(() => {
  // `z.int()` admits safe integers only: neither NaN nor a number that loses digits on its way through JSON.
  const count = z.int().nonnegative();
  const part = z
    .tuple([z.int().positive(), z.int().min(2).max(maxParts), z.literal([glueNothing, glueNewline])])
    .refine(([index, parts]) => index <= parts)
    .readonly();
  return originalDatagramSchema().extend({
    v: z.literal(protocolVersion),
    /** When the sending process started, in milliseconds since 1970: tells its sequence numbers from an earlier run's. */
    epoch: count,
    /** Number of this datagram among all chat datagrams of its process, from 1 without holes: a hole is a loss. */
    seq: z.int().positive(),
    /** Hybrid logical clock: milliseconds since 1970, and a counter within that millisecond. */
    clock: z.tuple([count, z.int().nonnegative().max(maxClockCounter)]).readonly(),
    /** Of a long message only: index of this part (from 1), number of parts, and what stands before this part. */
    part: z.exactOptional(part),
  });
});

export type OriginalDatagram = Readonly<z.infer<ReturnType<typeof originalDatagramSchema>>>;
export type StampedDatagram = Readonly<z.infer<ReturnType<typeof stampedDatagramSchema>>>;
export type ChatDatagram = OriginalDatagram | StampedDatagram;
export type Part = NonNullable<StampedDatagram['part']>;
export type Glue = Part[2];

/** Whether the datagram carries our stamp, rather than the original's three keys alone. */
export function isStamped(datagram: ChatDatagram): datagram is StampedDatagram {
  return 'v' in datagram;
}
