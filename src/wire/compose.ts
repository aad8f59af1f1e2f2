// From what somebody has typed to the datagrams that say it: sanitised, and split where one datagram cannot hold it.
import { maxChatDatagramBytes, maxParts } from '../limits.js';
import {
  type Glue,
  glueNewline,
  glueNothing,
  protocolVersion,
  type StampedDatagram,
} from './chat-datagram.js';
import { type Encoded, encode } from './encode.js';
import type { Fragment } from './join.js';
import { sanitiseText } from './sanitise.js';
import { splitLine } from './split-line.js';

/** Who speaks, and the stamp of the message. */
export interface Sender extends Pick<StampedDatagram, 'client_id' | 'handle' | 'epoch' | 'clock'> {
  /** Sequence number of the first datagram; further parts take the numbers after it. */
  readonly seq: number;
}

/** Why a text cannot be said; `needed` is how many parts it would take, or at least, if that could be told. */
export interface Refusal {
  readonly ok: false;
  readonly reason: 'empty' | 'too-long';
  readonly needed?: number;
}

export type Composed =
  | {
      readonly ok: true;
      /** The text as everybody will see it. */
      readonly text: string;
      readonly datagrams: readonly Uint8Array[];
    }
  | Refusal;

const emptyLinesBefore = /^(?:[^\S\n]*\n)+/;

/**
 * Makes the datagrams of one message. Joined, their parts are exactly the text in the result. That is the text given,
 * sanitised, without white space at its end and without empty lines before it; a first line's indent stays.
 *
 * @param maxBytes the most that each datagram may have; less than `maxChatDatagramBytes` where something is to be added
 */
export function compose(text: string, sender: Sender, maxBytes = maxChatDatagramBytes): Composed {
  // No UTF-16 unit takes less than a byte, so this cannot fit; a pasted file is not worth the work of finding out more.
  if (text.length > maxParts * maxBytes) return tooLong(Math.ceil(text.length / maxBytes));
  const clean = sanitiseText(text).replace(emptyLinesBefore, '').trimEnd();
  if (clean === '') return { ok: false, reason: 'empty' };

  const whole = clean.includes('\n') ? undefined : encode(stamped(sender, clean), maxBytes);
  if (whole?.ok === true) return { ok: true, text: clean, datagrams: [whole.bytes] };

  const room = maxBytes - frameBytes(sender);
  const parts = clean.split('\n').flatMap((line, at) => fragments(splitLine(line, room), at === 0));
  if (parts.length > maxParts) return tooLong(parts.length);
  const encoded = parts.map((part, at) => encodePart(part, at, parts.length, sender, maxBytes));
  const datagrams = encoded.flatMap((one) => (one.ok ? [one.bytes] : []));
  // Only a sender whose own id and handle leave no room for text comes to this.
  if (datagrams.length < parts.length) return { ok: false, reason: 'too-long' };
  return { ok: true, text: clean, datagrams };
}

function tooLong(needed: number): Refusal {
  return { ok: false, reason: 'too-long', needed };
}

function fragments(pieces: readonly string[], isFirstLine: boolean): Fragment[] {
  return pieces.map((content, at) => ({
    content,
    glue: at === 0 && !isFirstLine ? glueNewline : glueNothing,
  }));
}

function encodePart(
  { content, glue }: Fragment,
  at: number,
  count: number,
  sender: Sender,
  maxBytes: number,
): Encoded {
  return encode(stamped({ ...sender, seq: sender.seq + at }, content, [at + 1, count, glue]), maxBytes);
}

function stamped(
  { client_id, handle, epoch, seq, clock }: Sender,
  content: string,
  part?: readonly [number, number, Glue],
): StampedDatagram {
  const datagram = { client_id, handle, content, v: protocolVersion, epoch, seq, clock } as const;
  return part === undefined ? datagram : { ...datagram, part };
}

/** Bytes that a datagram has beside its content, at the most: with the longest sequence number and part. */
function frameBytes(sender: Sender): number {
  const longest = encodePart(
    { content: '', glue: glueNewline },
    maxParts - 1,
    maxParts,
    sender,
    maxChatDatagramBytes,
  );
  return longest.ok ? longest.bytes.length : maxChatDatagramBytes;
}
