// What the inspector is told, one event at a time: the event format of @statelyai/inspect (0.7), which any XState program
// can speak, and beside it a few events of our own that its readers pass over. Everything here is plain JSON.
import * as z from 'zod';

const stamp = {
  /** Unique within one run. */
  id: z.string(),
  /** Milliseconds since 1970, as a decimal number in a string: the format's own way. */
  createdAt: z.string(),
  _version: z.string(),
};

const ofActor = {
  ...stamp,
  /** XState's name of the actor, unique within its system. */
  sessionId: z.string(),
  /** The actor at the top of the tree that this one belongs to. */
  rootId: z.string().optional(),
};

/** A delay that runs. */
const timer = z.object({
  /** XState's name of it, which is also the type of the event that it ends with: `xstate.after.retryDelay.session.error`. */
  id: z.string(),
  /** When it began, in milliseconds since 1970, */
  startedAt: z.number(),
  /** and how long it takes. */
  delayMs: z.number(),
});

const snapshot = z.looseObject({
  /** `active`; `done`, `error` or `stopped` of an actor that has ended. */
  status: z.string().optional(),
  value: z.unknown().optional(),
  /** Left out where the same actor's state was told a moment ago, and it is not worth telling all of it again. */
  context: z.unknown().optional(),
  output: z.unknown().optional(),
  tags: z.array(z.string()).optional(),
  /** Ours, beside the official format: the delays that run now. */
  timers: z.array(timer).optional(),
});

const event = z.looseObject({ type: z.string() });

/** An actor has begun. */
const actorBegan = z.object({
  ...ofActor,
  type: z.literal('@xstate.actor'),
  name: z.string(),
  parentId: z.string().optional(),
  /** The machine's definition as JSON, as `src/chart/machine-definition.ts` has it; other actors have none. */
  definition: z.string().optional(),
  /** The machine's configuration as JSON: what the official format has for a definition. */
  config: z.string().optional(),
  snapshot,
});

/** An actor was sent an event. */
const eventSent = z.object({
  ...ofActor,
  type: z.literal('@xstate.event'),
  event,
  /** Who sent it; nobody within the system if left out. */
  sourceId: z.string().optional(),
});

/** An actor has dealt with an event. */
const snapshotTaken = z.object({ ...ofActor, type: z.literal('@xstate.snapshot'), event, snapshot });

/** The transitions that an event made an actor take: what the official format leaves out. */
const transitionsTaken = z.object({
  ...ofActor,
  type: z.literal('@backchannel.transitions'),
  event: z.object({ type: z.string() }),
  transitions: z.array(
    z.object({
      /** The ids of states. */
      source: z.string(),
      targets: z.array(z.string()),
      /** The event's descriptor in the machine: its type, `*`, `xstate.after.…`; empty for an eventless one. */
      eventType: z.string(),
    }),
  ),
});

/** What the terminal showed from now on. */
const screenShown = z.object({
  ...stamp,
  type: z.literal('@backchannel.screen'),
  rows: z.array(z.string()),
  cursor: z.object({ row: z.number(), column: z.number() }).optional(),
});

/**
 * How many events were left out before this one, since somebody was too slow or a buffer was full. Then each living actor
 * is told of anew, with its latest state: who is not told of has ended.
 */
const eventsDropped = z.object({ ...stamp, type: z.literal('@backchannel.dropped'), count: z.number() });

export const inspectionEvent = z.discriminatedUnion('type', [
  actorBegan,
  eventSent,
  snapshotTaken,
  transitionsTaken,
  screenShown,
  eventsDropped,
]);

export type InspectionEvent = z.infer<typeof inspectionEvent>;

/** What the page is told first on its stream of events (Server-Sent Events, one JSON text each). */
export const inspectionHello = z.object({
  type: z.literal('@backchannel.hello'),
  version: z.string(),
  /** Whether a program runs at the other end; otherwise a recording is shown. */
  live: z.boolean(),
  /** Whether what people say is shown; otherwise texts have become their lengths. */
  content: z.boolean(),
  /** Whether events may be sent to actors: POST `send` with `{ sessionId, event }` as JSON. */
  sending: z.boolean(),
  /** What may be sent, by the id of the actor's machine and the event's type: a JSON Schema of the event. */
  sendable: z.record(z.string(), z.record(z.string(), z.unknown())).optional(),
  /** The address of the inspector that the page is to embed; absent for our own. */
  embed: z.string().optional(),
});

export type InspectionHello = z.infer<typeof inspectionHello>;
