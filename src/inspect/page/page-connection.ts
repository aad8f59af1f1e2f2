// The page's two ways to its server: the stream of what happens, and events that are sent. Knows addresses only relative to
// the page's own, which has the token in it.
import * as z from 'zod';
import type { PageMessage } from './page-model.js';
import { readMessage } from './read-message.js';

export interface Connection {
  /** Sends an event to an actor. @returns what became of it, in words */
  readonly send: (sessionId: string, event: Readonly<Record<string, unknown>>) => Promise<string>;
}

/** Connects, and goes on connecting. @param heard told of each message */
export function connect(heard: (message: PageMessage) => void): Connection {
  const stream = new EventSource('events');
  stream.addEventListener('message', ({ data }) => {
    heard(typeof data === 'string' ? readMessage(data) : { type: 'unreadable' });
  });
  stream.addEventListener('error', () => heard({ type: 'lost' }));
  return {
    send: async (sessionId, event) => {
      try {
        const body = JSON.stringify({ sessionId, event });
        const headers = { 'content-type': 'application/json' };
        const response = await fetch('send', { method: 'POST', headers, body });
        if (response.ok) return 'sent';
        return `refused: ${reasonIn(await response.text()) ?? response.status}`;
      } catch {
        return 'not sent: the program does not answer';
      }
    },
  };
}

const refusal = z.object({ reason: z.string() });

/** What the program says against it; nothing if the answer does not come from there. */
function reasonIn(text: string): string | undefined {
  try {
    return refusal.safeParse(JSON.parse(text)).data?.reason;
  } catch {
    return undefined;
  }
}
