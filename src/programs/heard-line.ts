// A message that was heard as one line of output: text for people, JSON for programs. Pure.
import type { HeardMessage } from '../../machines/session.events.js';
import { displayHandle } from '../chat/display-handle.js';
import { originalsStream } from '../chat/hearing.js';
import type { Roster } from '../chat/roster.js';
import { streamName } from '../chat/streams.js';
import { escapeForTerminal, sanitiseLine } from '../wire/sanitise.js';

/**
 * `alice: hello`; a line break in a message is shown as a symbol, so that a line stays a line.
 *
 * @param roster tells the speaker apart from others of the same handle: `alice#a1b2: hello`
 */
export function asText({ message: { clientId, handle, text } }: HeardMessage, roster: Roster): string {
  return `${displayHandle(roster, clientId, handle)}: ${sanitiseLine(text)}`;
}

/** One JSON object: what was said, by whom, from where, when, when it came, its stamp if it has one, and whether it is history. */
export function asJson({ message, from, isPast }: HeardMessage): string {
  const { clientId, handle, text, at, heardAt = at, clock, source, missingParts } = message;
  const isStamped = source !== undefined && source.stream !== originalsStream;
  const stamp = isStamped ? { epoch: streamName(source.stream)[1], seq: source.first } : undefined;
  return escapeForTerminal(
    JSON.stringify({
      client_id: clientId,
      handle,
      content: text,
      ...(from === undefined ? {} : { address: from }),
      said_at: new Date(at).toISOString(),
      received_at: new Date(heardAt).toISOString(),
      ...(stamp === undefined ? {} : { ...stamp, clock, missing_parts: missingParts }),
      ...(isPast ? { past: true } : {}),
    }),
  );
}
