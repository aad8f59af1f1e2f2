// From parts back to the message that they were.
import { type Glue, glueNewline, glueNothing, type StampedDatagram } from './chat-datagram.js';

/** What one datagram contributes to a message: its text, and what stands before it (nothing, or a newline). */
export interface Fragment {
  readonly content: string;
  readonly glue: Glue;
}

/** Stands in a message where a part has not been received. */
export const missingPart = '⋯';

/** What the datagram contributes to its message; one that is not a part is the whole message. */
export function fragmentOf({ content, part }: StampedDatagram): Fragment {
  return { content, glue: part?.[2] ?? glueNothing };
}

/**
 * The message that these parts make, in order.
 *
 * @param parts all parts of the message; `undefined` for those not received
 * @returns the text, as safe as its parts are, and how many parts are missing from it
 */
export function joinParts(parts: readonly (Fragment | undefined)[]): {
  readonly text: string;
  readonly missing: number;
} {
  let text = '';
  let missing = 0;
  for (const [index, fragment] of parts.entries()) {
    if (fragment === undefined) missing += 1;
    // Glue belongs to the part after it, so before a missing part there is none that we know of.
    if (index > 0 && fragment?.glue === glueNewline) text += '\n';
    text += fragment?.content ?? missingPart;
  }
  return { text, missing };
}
