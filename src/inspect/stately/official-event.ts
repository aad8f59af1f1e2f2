// From our stream of events to those that the official format knows.
import type { StatelyInspectionEvent } from '@statelyai/inspect';
import * as z from 'zod';

/** What every event of the official format has. */
const official = z.looseObject({
  type: z.enum(['@xstate.actor', '@xstate.event', '@xstate.snapshot']),
  sessionId: z.string(),
  /** The machine's configuration: what the official format has for a definition. */
  config: z.string().optional(),
});

/** An event of our stream, which is JSON text, in the official format; `undefined` where that has none like it. */
export function officialEvent(text: string): StatelyInspectionEvent | undefined {
  const read = official.safeParse(JSON.parse(text));
  if (!read.success) return undefined;
  const { config, ...event } = read.data;
  const told: unknown = config === undefined ? event : { ...event, definition: config };
  return isOfficial(told) ? told : undefined;
}

/** The official types are those of XState's living events; what an inspector reads is their JSON, as here. */
function isOfficial(event: unknown): event is StatelyInspectionEvent {
  return official.safeParse(event).success;
}
