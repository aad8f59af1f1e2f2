// Inspection events as a program tells them, for tests: only what a test is about has to be said.
import * as fc from 'fast-check';
import type { InspectionEvent } from '../../../src/inspect/inspection-event.js';
import type { Snapshot } from '../../../src/inspect/page/actor-picture.js';

function stampAt(at: number) {
  return { id: `event-${at}`, createdAt: String(at), _version: '0.7.2' };
}

/** An actor begins. */
export function begins(
  sessionId: string,
  more: { at?: number; name?: string; parentId?: string; definition?: string; snapshot?: Snapshot } = {},
): InspectionEvent {
  const { at = 0, name = sessionId, snapshot = { status: 'active' }, ...rest } = more;
  return { ...stampAt(at), type: '@xstate.actor', sessionId, name, snapshot, ...rest };
}

/** An actor has dealt with an event. */
export function becomes(sessionId: string, snapshot: Snapshot, at = 0, type = 'go'): InspectionEvent {
  const told = { status: 'active', ...snapshot };
  return { ...stampAt(at), type: '@xstate.snapshot', sessionId, event: { type }, snapshot: told };
}

/** An actor is sent an event. */
export function sends(
  sourceId: string | undefined,
  sessionId: string,
  type: string,
  more: object = {},
  at = 0,
): InspectionEvent {
  const source = sourceId === undefined ? {} : { sourceId };
  return { ...stampAt(at), type: '@xstate.event', sessionId, event: { type, ...more }, ...source };
}

/** An actor takes a transition. */
export function takes(sessionId: string, source: string, target: string, at = 0): InspectionEvent {
  const transitions = [{ source, targets: [target], eventType: 'go' }];
  return { ...stampAt(at), type: '@backchannel.transitions', sessionId, event: { type: 'go' }, transitions };
}

/** The terminal is painted. */
export function paints(rows: string[], at = 0): InspectionEvent {
  return { ...stampAt(at), type: '@backchannel.screen', rows };
}

/** Events are left out. */
export function drops(count: number, at = 0): InspectionEvent {
  return { ...stampAt(at), type: '@backchannel.dropped', count };
}

const session = fc.constantFrom('x:0', 'x:1', 'x:2', 'x:3');
const at = fc.nat(200_000);

/** Any events, of few actors, in any order. */
export const anyEvents: fc.Arbitrary<InspectionEvent[]> = fc.array(
  fc.oneof(
    fc
      .record({ session, parent: session, at })
      .map((told) => begins(told.session, { parentId: told.parent, at: told.at })),
    fc
      .record({ session, value: fc.constantFrom('idle', 'busy'), context: fc.jsonValue({ maxDepth: 3 }), at })
      .map((told) => becomes(told.session, { value: told.value, context: told.context }, told.at)),
    fc
      .record({ session, status: fc.constantFrom('done', 'error', 'stopped'), at })
      .map((told) => becomes(told.session, { status: told.status }, told.at)),
    fc.record({ session, at }).map((told) => takes(told.session, 'a', 'b', told.at)),
    fc
      .record({ from: session, to: session, at })
      .map((told) => sends(told.from, told.to, 'hello', {}, told.at)),
    fc
      .record({ rows: fc.array(fc.string(), { maxLength: 3 }), at })
      .map((told) => paints(told.rows, told.at)),
    fc.nat(9).map((count) => drops(count)),
  ),
  { maxLength: 60 },
);
