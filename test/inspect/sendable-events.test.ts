// Which events may be sent to actors from a page.
import { describe, expect, it } from 'vitest';
import { peerEvents } from '../../machines/peer.events.js';
import { presenceEvents } from '../../machines/presence.events.js';
import { screenEvents } from '../../machines/screen.events.js';
import { sessionEvents } from '../../machines/session.events.js';
import { sendableEvents, sendableSchemas, sentEvent } from '../../src/inspect/sendable-events.js';

const catalogues: Record<string, Record<string, { carries: object }>> = {
  session: sessionEvents,
  screen: screenEvents,
  peer: peerEvents,
  presence: presenceEvents,
};

const sendable = Object.entries(sendableEvents).flatMap(([machine, events]) =>
  Object.keys(events).map((type) => ({ machine, type })),
);

describe('an event that is sent', () => {
  it.each(sendable)('$machine: $type is in the catalogue, with what it carries', ({ machine, type }) => {
    const { carries } = catalogues[machine]?.[type] ?? {};
    const schema = sendableSchemas()[machine]?.[type] as { properties: object };
    const carried = Object.keys(carries ?? {}).filter((key) => key !== 'at');
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['type']));
    const asked = Object.keys(schema.properties).filter((key) => key !== 'type');
    expect(carried).toEqual(asked);
  });

  it.each([
    { machine: 'session', event: { type: 'retry' }, sent: { type: 'retry' } },
    { machine: 'session', event: { type: 'say', text: 'hi' }, sent: { type: 'say', text: 'hi', at: 7 } },
    { machine: 'screen', event: { type: 'key', key: 'ENTER' }, sent: { type: 'key', key: 'ENTER' } },
  ])('$event to $machine is made ready', ({ machine, event, sent }) => {
    expect(sentEvent(machine, event, 7)).toEqual({ ok: true, event: sent });
  });

  it.each([
    { name: 'a machine that is sent nothing', machine: 'stream', event: { type: 'missing' } },
    { name: 'a machine that is none', machine: '__proto__', event: { type: 'toString' } },
    { name: 'what it does not take', machine: 'session', event: { type: 'lan.heard' } },
    { name: 'what only XState may send', machine: 'session', event: { type: 'xstate.stop' } },
    { name: 'too little', machine: 'session', event: { type: 'say' } },
    { name: 'too much', machine: 'session', event: { type: 'retry', at: 1 } },
    { name: 'the wrong thing', machine: 'session', event: { type: 'say', text: 5 } },
    { name: 'a handle that cannot be', machine: 'session', event: { type: 'rename', handle: '' } },
  ])('is refused: $name', ({ machine, event }) => {
    expect(sentEvent(machine, event, 7)).toMatchObject({ ok: false });
  });
});
