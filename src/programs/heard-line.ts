// A message that was heard as one line of output: text for people, JSON for programs. Pure.
import type { SessionEmitted } from '../../machines/session.events.js';
import { originalsStream } from '../chat/hearing.js';
import { streamName } from '../chat/streams.js';
import { escapeForTerminal, sanitiseLine } from '../wire/sanitise.js';

/** What the session says of something heard. */
export type Heard = Extract<SessionEmitted, { readonly type: 'heard' }>;

/** `alice: hello`; a line break in a message is shown as a symbol, so that a line stays a line. */
export function asText({ message }: Heard): string {
  return `${message.handle}: ${sanitiseLine(message.text)}`;
}

/** One JSON object: what was said, by whom, from where, when it came, its stamp if it has one, and whether it is history. */
export function asJson({ message, from, isPast }: Heard): string {
  const { clientId, handle, text, at, clock, source, missingParts } = message;
  const isStamped = source !== undefined && source.stream !== originalsStream;
  const stamp = isStamped ? { epoch: streamName(source.stream)[1], seq: source.first } : undefined;
  return escapeForTerminal(
    JSON.stringify({
      client_id: clientId,
      handle,
      content: text,
      ...(from === undefined ? {} : { address: from }),
      received_at: new Date(at).toISOString(),
      ...(stamp === undefined ? {} : { ...stamp, clock, missing_parts: missingParts }),
      ...(isPast ? { past: true } : {}),
    }),
  );
}
