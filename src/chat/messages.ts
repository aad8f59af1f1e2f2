// From datagrams to the messages that the transcript shows: sanitised, parts put together. Pure and bounded.
import { maxChatDatagramBytes, maxPartialMessages } from '../limits.js';
import type { StampedDatagram } from '../wire/chat-datagram.js';
import { type Fragment, fragmentOf, joinParts } from '../wire/join.js';
import { sanitiseHandle, sanitiseLine } from '../wire/sanitise.js';
import type { MessageEntry, Source } from './entry.js';
import type { ClockStamp } from './hybrid-clock.js';
import { streamKey } from './streams.js';
import { insert, type Transcript, update } from './transcript.js';

/** A message whose datagrams are known. */
export type SourcedMessage = MessageEntry & { readonly source: Source };

/** A message that is not complete. */
export interface PartialMessage {
  readonly entry: SourcedMessage;
  /** The parts had so far. */
  readonly parts: readonly (Fragment | undefined)[];
}

/** The transcript, and what is not complete in it. */
export interface Messages {
  readonly transcript: Transcript;
  /** By the message's key; the one begun longest ago comes first. */
  readonly partials: ReadonlyMap<string, PartialMessage>;
}

/** A datagram of a message that is shown. */
export interface Shown {
  readonly messages: Messages;
  /** The message that it began, went on with or completed; none when that is too old for the transcript, or there already. */
  readonly entry?: SourcedMessage;
  /** Whether something else stands below what it began. */
  readonly isAbove: boolean;
}

/** Names a message: its stream, the number of its parts, and the sequence number of the first of them. */
export function messageKey(stream: string, firstSequence: number, parts: number): string {
  return `${keyStem(stream, parts)}${firstSequence}`;
}

/** What the keys of a stream's messages of so many parts begin with: all of each but its number. */
function keyStem(stream: string, parts: number): string {
  return `${stream}+${parts}/`;
}

/**
 * Shows a datagram that has not been shown before.
 *
 * @param clock where the message belongs, unless an earlier part of it has settled that
 * @param times when it was said and heard
 */
export function showDatagram(
  messages: Messages,
  datagram: StampedDatagram,
  clock: ClockStamp,
  times: Times,
): Shown {
  const { client_id: clientId, epoch, seq, part } = datagram;
  const [index, count] = part ?? [1, 1];
  const source = { stream: streamKey(clientId, epoch), first: seq - index + 1, count };
  // The count is in the key because it is the sender's claim: a forged part must not fit into an honest message.
  const key = messageKey(source.stream, source.first, count);
  const known = count === 1 ? undefined : messages.partials.get(key);
  const fragment = safeFragment(datagram);
  const parts = count === 1 ? [fragment] : withPart(known?.parts, count, index, fragment);
  const { text, missing } = joinParts(parts);
  const entry: SourcedMessage = {
    kind: 'message',
    key,
    clientId,
    handle: sanitiseHandle(datagram.handle),
    text,
    missingParts: missing,
    ...(known === undefined ? times : timesIn(known.entry)),
    clock: known?.entry.clock ?? clock,
    source,
  };
  if (known !== undefined) {
    const transcript = update(messages.transcript, key, () => entry);
    return { messages: keepPartial(transcript, messages.partials, { entry, parts }), entry, isAbove: false };
  }
  const { transcript, atEnd } = insert(messages.transcript, entry);
  if (transcript === messages.transcript) return { messages, isAbove: false };
  return { messages: keepPartial(transcript, messages.partials, { entry, parts }), entry, isAbove: !atEnd };
}

/** Who says several whole messages in one go. */
export interface Speaker {
  /** The key of their stream. */
  readonly stream: string;
  /** Sanitised. */
  readonly handle: string;
  /** What each of their messages' keys begins with: made once, it is kept once for all of them, and thousands are kept. */
  readonly stem: string;
}

/**
 * @param stream the key of their stream
 * @param handle theirs, sanitised
 */
export function speakerOf(stream: string, handle: string): Speaker {
  return { stream, handle, stem: keyStem(stream, 1) };
}

/**
 * The entry of a datagram that is a whole message, heard from its author.
 *
 * @param at when it was heard, own clock, milliseconds since 1970
 */
export function wholeMessage(
  datagram: StampedDatagram,
  { stream, handle, stem }: Speaker,
  at: number,
): SourcedMessage {
  const { client_id: clientId, seq, clock } = datagram;
  return {
    kind: 'message',
    key: `${stem}${seq}`,
    clientId,
    handle,
    text: safeFragment(datagram).content,
    missingParts: 0,
    at,
    clock,
    source: { stream, first: seq, count: 1 },
  };
}

/** When something was said, and when it was heard, if that was later. */
export type Times = Pick<MessageEntry, 'at' | 'heardAt'>;

/**
 * The times of something that somebody has repeated. Nothing was said after it was heard, and a clock that is not to be
 * believed does not say when.
 *
 * @param clock its author's stamp, or that of whoever heard it first
 * @param heardAt own clock, milliseconds since 1970
 */
export function timesOf(clock: ClockStamp, heardAt: number): Times {
  const [saidAt] = clock;
  return saidAt < heardAt ? { at: saidAt, heardAt } : { at: heardAt };
}

function timesIn({ at, heardAt }: MessageEntry): Times {
  return heardAt === undefined ? { at } : { at, heardAt };
}

function withPart(
  parts: PartialMessage['parts'] | undefined,
  count: number,
  index: number,
  fragment: Fragment,
): PartialMessage['parts'] {
  return (parts ?? Array.from<undefined>({ length: count })).with(index - 1, fragment);
}

/**
 * Each part by itself and in one line: so no part costs more than its own length, and only the glue between parts makes a
 * line break, which the view indents: nobody forges another's line. What is longer than a datagram of ours is nobody's
 * part, and sixteen of it would be a page to draw.
 */
function safeFragment(datagram: StampedDatagram): Fragment {
  const { content, glue } = fragmentOf(datagram);
  return { content: sanitiseLine(content.slice(0, maxChatDatagramBytes)), glue };
}

/** A complete message needs no more keeping; too many incomplete ones push out the oldest. */
function keepPartial(
  transcript: Transcript,
  partials: Messages['partials'],
  message: PartialMessage,
): Messages {
  const { key, missingParts } = message.entry;
  if (missingParts === 0 && !partials.has(key)) return { transcript, partials };
  const kept = new Map(partials);
  if (missingParts === 0) kept.delete(key);
  else kept.set(key, message);
  const [oldest] = kept;
  if (kept.size <= maxPartialMessages || oldest === undefined) return { transcript, partials: kept };
  kept.delete(oldest[0]);
  return { transcript: releaseKey(transcript, ...oldest), partials: kept };
}

/**
 * What comes of a message that has been given up begins an entry of its own, which gets the key that names the message.
 * This one's gets the number of the first part that it has: no other entry has that part.
 */
function releaseKey(transcript: Transcript, key: string, { parts }: PartialMessage): Transcript {
  const part = parts.findIndex((fragment) => fragment !== undefined) + 1;
  return update(transcript, key, (entry) => ({ ...entry, key: `${key}@${part}` }));
}
