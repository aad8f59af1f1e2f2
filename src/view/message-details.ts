// All that is known of one message, for whoever looks at it more closely. Plain data, filled in by the chat.
import type { Delivery } from '../chat/transcript.js';

export interface MessageDetails {
  /** Who said it, told apart from others of the same handle. */
  readonly name: string;
  /** Sanitised. */
  readonly clientId: string;
  /** Where they were last heard from; absent for ourselves, and where nobody knows. */
  readonly address?: string;
  /** Milliseconds since 1970, own clock: when it was heard or typed. */
  readonly at: number;
  /** Its author's stamp, by which it is ordered: milliseconds since 1970, and a counter. */
  readonly clock: readonly [number, number];
  /** How many datagrams it takes; absent where that is not known. */
  readonly parts?: number;
  readonly missingParts: number;
  /** Present on own messages. */
  readonly delivery?: Delivery;
  /** Present on own messages whose holders are known: by name. */
  readonly heldBy?: readonly string[];
  readonly lackedBy?: readonly string[];
  readonly text: string;
}
