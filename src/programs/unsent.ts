// What is said at the end when something stayed behind: it is never silently lost.
import type { SessionOutput } from '../../machines/session.machine.js';

/** `2 messages were not sent: …`, or `undefined` when all went out. */
export function unsentSentence({ unsent, trouble }: SessionOutput): string | undefined {
  if (unsent === 0) return undefined;
  const what = unsent === 1 ? 'one message was not sent' : `${unsent} messages were not sent`;
  return trouble === undefined ? what : `${what}: ${trouble.sentence}`;
}
