// From one text of the stream to what it says. Pure and total: what cannot be read is a value.
import { inspectionEvent, inspectionHello } from '../inspection-event.js';
import type { PageMessage } from './page-model.js';

/** Reads one message of the stream; never throws. */
export function readMessage(text: string): PageMessage {
  const json = parsed(text);
  const event = inspectionEvent.safeParse(json);
  if (event.success) return { type: 'event', event: event.data };
  const hello = inspectionHello.safeParse(json);
  return hello.success ? { type: 'hello', hello: hello.data } : { type: 'unreadable' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
