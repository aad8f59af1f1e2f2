// Which events an engineer may send to an actor from a page, and what is in them: a malformed one would end the chat, so
// each is checked, and what is not listed cannot be sent. The time of an event is filled in here.
import * as z from 'zod';
import type { PeerEvent } from '../../machines/peer.events.js';
import type { PresenceEvent } from '../../machines/presence.events.js';
import type { ScreenEvent } from '../../machines/screen.events.js';
import type { SessionEvent } from '../../machines/session.events.js';
import { handleSchema } from '../settings/settings-schema.js';
import { overlayNames } from '../view/screen-view.js';
import { helloReasons, maxMemberIdLength } from '../wire/control.js';

/** UTF-16 units of a text that is sent; more than any line that can be said. */
const maxTextUnits = 32_768;

const text = z.string().max(maxTextUnits);
const sentence = z.string().min(1).max(maxTextUnits);
const milliseconds = z.int().nonnegative();

/** Trouble as the network makes it. */
const trouble = z.strictObject({ tag: z.enum(['bind', 'join', 'socket-lost', 'send']), sentence });

/** The event without its time, which none but the program knows. */
type Timeless<Event> = Event extends unknown ? Omit<Event, 'at'> & { readonly at?: never } : never;

/** One schema for each event that may be sent, of those that the machine takes. */
type Sendable<Event extends { readonly type: string }> = {
  readonly [Type in Event['type']]?: z.ZodType<
    Omit<Timeless<Extract<Event, { readonly type: Type }>>, 'at'> & { type: Type }
  >;
};

/** An event of this type that carries nothing. */
function plain<Type extends string>(type: Type) {
  return z.strictObject({ type: z.literal(type) });
}

function carrying<Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) {
  return z.strictObject({ type: z.literal(type), ...fields });
}

const session = {
  say: carrying('say', { text }),
  rename: carrying('rename', { handle: handleSchema }),
  retry: plain('retry'),
  finish: plain('finish'),
  quit: plain('quit'),
  woke: carrying('woke', { asleepMs: milliseconds }),
  'lan.lost': carrying('lan.lost', { trouble }),
  'control.joined': plain('control.joined'),
  'control.lost': carrying('control.lost', { trouble }),
  'turned.away': carrying('turned.away', { datagrams: milliseconds }),
} as const satisfies Sendable<SessionEvent>;

const screen = {
  key: carrying('key', { key: z.string().min(1).max(maxTextUnits), text: z.exactOptional(text) }),
  paste: carrying('paste', { text }),
  show: carrying('show', { overlay: z.enum(overlayNames) }),
  told: carrying('told', { sentence }),
  notice: carrying('notice', { sentence }),
  search: carrying('search', { text }),
  people: plain('people'),
} as const satisfies Sendable<ScreenEvent>;

const peer = {
  evidence: carrying('evidence', { intervalMs: milliseconds.min(1) }),
  'query.heard': plain('query.heard'),
  bye: plain('bye'),
  replaced: plain('replaced'),
} as const satisfies Sendable<PeerEvent>;

const peerId = z.string().min(1).max(maxMemberIdLength);

const presence = {
  announce: carrying('announce', { why: z.enum(helloReasons) }),
  silent: plain('silent'),
  spoke: plain('spoke'),
  'hello.heard': carrying('hello.heard', { from: peerId }),
  'heartbeat.heard': carrying('heartbeat.heard', { from: peerId }),
  queried: plain('queried'),
} as const satisfies Sendable<PresenceEvent>;

/** By the id of the machine and the type of the event. */
export const sendableEvents: Readonly<Record<string, Readonly<Record<string, z.ZodType<SentEvent>>>>> = {
  session,
  screen,
  peer,
  presence,
};

/** An event that may be sent. */
interface SentEvent {
  readonly type: string;
}

/** Those of the session that say when they happened. */
const timed: ReadonlySet<string> = new Set(['say', 'rename', 'lan.lost', 'control.joined']);

/** What a page posts. */
export const sentMessage = z.strictObject({
  sessionId: z.string(),
  event: z.looseObject({ type: z.string() }),
});

/**
 * An event as a page has sent it, ready for an actor.
 *
 * @param machine the id of the actor's machine
 * @param at now, in milliseconds since 1970
 * @returns the event, or why it cannot be sent
 */
export function sentEvent(
  machine: string,
  event: z.infer<typeof sentMessage>['event'],
  at: number,
): { readonly ok: true; readonly event: SentEvent } | { readonly ok: false; readonly reason: string } {
  const events = Object.hasOwn(sendableEvents, machine) ? sendableEvents[machine] : undefined;
  const schema = events !== undefined && Object.hasOwn(events, event.type) ? events[event.type] : undefined;
  if (schema === undefined) return { ok: false, reason: `${machine} is not sent ${event.type} from here` };
  const checked = schema.safeParse(event);
  if (!checked.success) return { ok: false, reason: z.prettifyError(checked.error) };
  const isTimed = machine === 'session' && timed.has(event.type);
  const stamped = { ...checked.data, at };
  return { ok: true, event: isTimed ? stamped : checked.data };
}

/** What may be sent, as JSON Schema, for a page to make forms from. */
export function sendableSchemas(): Record<string, Record<string, unknown>> {
  const described = Object.entries(sendableEvents).map(([machine, events]) => {
    const schemas = Object.entries(events).map(([type, schema]) => [
      type,
      z.toJSONSchema(schema, { io: 'input' }),
    ]);
    return [machine, Object.fromEntries(schemas)] as const;
  });
  return Object.fromEntries(described);
}
