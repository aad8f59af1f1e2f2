// What was typed and has not reached the network yet, in order. It outlives every socket. Pure.
import { maxOutboxMessages } from '../limits.js';

/** A message on its way out. */
export interface Outgoing {
  /** The key of its entry in the transcript. */
  readonly key: string;
  /** The key of the stream that it belongs to, */
  readonly stream: string;
  /** and the number of its first datagram in it. */
  readonly firstSequence: number;
  /** All its datagrams; never empty. */
  readonly datagrams: readonly Uint8Array[];
  /** How many of them the network has taken. */
  readonly sent: number;
}

/** The messages that wait, the next one first. */
export type Outbox = readonly Outgoing[];

export const emptyOutbox: Outbox = [];

/** Whether one more message finds room. */
export function hasRoom(outbox: Outbox): boolean {
  return outbox.length < maxOutboxMessages;
}

export function enqueue(outbox: Outbox, message: Omit<Outgoing, 'sent'>): Outbox {
  return [...outbox, { ...message, sent: 0 }];
}

/** The datagram to send next. */
export function nextDatagram([head]: Outbox): Uint8Array | undefined {
  return head?.datagrams[head.sent];
}

/** The outbox after its next datagram was sent, and the key of the message that this completed, if it did. */
export function afterSending([head, ...rest]: Outbox): {
  readonly outbox: Outbox;
  readonly completed?: string;
} {
  if (head === undefined) return { outbox: emptyOutbox };
  const sent = head.sent + 1;
  return sent < head.datagrams.length
    ? { outbox: [{ ...head, sent }, ...rest] }
    : { outbox: rest, completed: head.key };
}
