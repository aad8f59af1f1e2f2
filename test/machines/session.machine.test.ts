// What the session does, state by state, with its network in the test's hands.
import { describe, expect, it } from 'vitest';
import type { AnyEventObject } from 'xstate';
import { type Arrival, sessionEmits, sessionEvents } from '../../machines/session.events.js';
import { type SessionSnapshot, sessionMachine, type Transmission } from '../../machines/session.machine.js';
import { streamKey } from '../../src/chat/streams.js';
import { type Delivery, slice } from '../../src/chat/transcript.js';
import { maxOutboxMessages } from '../../src/limits.js';
import { defaultProtocolTiming } from '../../src/protocol-timing.js';
import type { StampedDatagram } from '../../src/wire/chat-datagram.js';
import type { ControlDraft } from '../../src/wire/control.js';
import { signControl } from '../../src/wire/control-codec.js';
import { decode } from '../../src/wire/decode.js';
import { chartSteps } from '../support/chart-steps.js';
import {
  at,
  bob,
  bytesOf,
  eth0,
  heartbeatOf,
  noRoute,
  portTaken,
  type SessionRig,
  said,
  sessionInput,
  sessionRig,
  wlan0,
} from '../support/session-rig.js';

/** What the original's program sends. */
const fromTheOriginal = { client_id: bob.clientId, handle: 'bob', content: 'hello' };

/** Somebody is here who would miss us, and we leave. */
/** Opens the sockets, and says hello. */
function announce(rig: SessionRig): void {
  rig.join();
  rig.joinControl();
  rig.pass(defaultProtocolTiming.helloLadderMs[1] ?? 0);
  expect(rig.dispatched()).toContainEqual(
    expect.objectContaining({ message: expect.objectContaining({ kind: 'hello' }) }),
  );
}

function arriveParting(rig: SessionRig): void {
  announce(rig);
  rig.hearControl(bob, heartbeatOf(bob));
  rig.actor.send({ type: 'quit' });
}

/** To whom goodbye was said since this was last asked. */
function byesOf(rig: SessionRig) {
  return rig
    .dispatched()
    .filter(({ message }) => message.kind === 'bye')
    .map(({ to }) => to);
}

/** Takes a fresh session to each state that a person can be in. */
const arrive: Readonly<Record<string, (rig: SessionRig) => Promise<void> | void>> = {
  joining: () => undefined,
  connected: (rig) => rig.join(),
  'sending, transmitting': (rig) => {
    rig.join();
    rig.say('one');
  },
  'sending, pacing': async (rig) => {
    rig.join();
    rig.say('one');
    await rig.take();
  },
  'sending, blocked': async (rig) => {
    rig.join();
    rig.say('one');
    await rig.refuse();
  },
  rebinding: (rig) => {
    rig.join();
    rig.changeInterfaces([wlan0]);
  },
  error: (rig) => rig.lose(),
};

/** Brings the network up again from wherever the session is, and lets it take all that waits. */
async function deliverAll(rig: SessionRig): Promise<string[]> {
  const sent: string[] = [];
  while (rig.context().outbox.length > 0) {
    if (rig.transmitting()) {
      const decoded = decode(await rig.take());
      if (!decoded.ok) throw new Error(decoded.reason);
      sent.push(decoded.datagram.content);
    } else if (rig.openNow() > 0 && rig.tags().some((tag) => tag === 'joining' || tag === 'rebinding'))
      rig.join();
    else rig.pass(rig.context().recovery.delayMs || sessionInput.timing.paceMs);
  }
  return sent;
}

function ownLines(rig: SessionRig): string[] {
  const { transcript } = rig.context().room;
  return slice(transcript, 0, transcript.length).flatMap((entry) => {
    if (entry.kind === 'message') return `${entry.text} (${entry.delivery ?? 'heard'})`;
    return entry.kind === 'notice' ? entry.text : [];
  });
}

function ownMessages({ context }: SessionSnapshot, delivery: Delivery): number {
  const { transcript } = context.room;
  return slice(transcript, 0, transcript.length).filter(
    (entry) => entry.kind === 'message' && entry.delivery === delivery,
  ).length;
}

/** The promise of the actor `transmit` came to its end. */
function transmission(output: Transmission) {
  return { type: 'xstate.done.actor.transmit', actorId: 'transmit', output };
}

const states = Object.keys(arrive);

function lanHeard(...arrivals: readonly Arrival[]): AnyEventObject {
  return { type: 'lan.heard', arrivals };
}

describe('in every state', () => {
  it.each(states)(
    '%s: Enter puts the line on the screen as waiting, and it goes out in its turn',
    async (state) => {
      const rig = sessionRig();
      await arrive[state]?.(rig);
      rig.say('two');
      expect(rig.emitted.at(-1)).toEqual({ type: 'taken' });
      expect(ownLines(rig)).toContain('two (waiting)');
      expect((await deliverAll(rig)).at(-1)).toBe('two');
      expect(ownLines(rig)).toContain('two (sent)');
    },
  );

  it.each(states)('%s: a message that cannot be said is refused aloud', async (state) => {
    const rig = sessionRig();
    await arrive[state]?.(rig);
    rig.say('x'.repeat(20_000));
    expect(rig.emitted.at(-1)).toMatchObject({
      type: 'refused',
      sentence: expect.stringContaining('too long'),
    });
  });

  it.each(states)('%s: /nick holds for later messages', async (state) => {
    const rig = sessionRig();
    await arrive[state]?.(rig);
    rig.actor.send({ type: 'rename', handle: 'alicia', at });
    expect(rig.context().identity.handle).toBe('alicia');
    expect(ownLines(rig)).toContain('you are now called alicia');
  });

  it.each(states)('%s: leaving closes the sockets', async (state) => {
    const rig = sessionRig();
    await arrive[state]?.(rig);
    rig.actor.send({ type: 'quit' });
    if (rig.transmitting()) await rig.take();
    expect(rig.actor.getSnapshot().status).toBe('done');
    expect(rig.openNow()).toBe(0);
  });

  it.each(states)('%s: waking leads to new sockets', async (state) => {
    const rig = sessionRig();
    await arrive[state]?.(rig);
    const before = rig.opened.length;
    rig.wake(60_000);
    if (rig.transmitting()) await rig.take();
    expect(rig.opened.length).toBe(before + 1);
    expect(rig.openNow()).toBe(1);
  });

  it.each(states)('%s: a change of the interfaces leads to sockets on the new ones', async (state) => {
    const rig = sessionRig();
    await arrive[state]?.(rig);
    rig.changeInterfaces([eth0, wlan0]);
    if (rig.transmitting()) await rig.take();
    expect(rig.opened.at(-1)?.interfaces).toEqual([eth0, wlan0]);
    expect(rig.openNow()).toBe(1);
  });
});

describe('joining', () => {
  it('opens one membership of the group, on the interfaces that are there', () => {
    const rig = sessionRig();
    expect(rig.tags()).toEqual(['joining']);
    expect(rig.opened).toEqual([{ groups: ['239.1.2.3'], port: 7000, ttl: 1, interfaces: [eth0] }]);
    rig.join();
    expect(rig.tags()).toEqual(['connected']);
    expect(rig.context().network.joined).toEqual([eth0]);
  });
});

describe('sending', () => {
  it('hands over one datagram at a time, with a pause after each', async () => {
    const rig = sessionRig();
    rig.join();
    rig.say('one');
    rig.say('two');
    expect(rig.tags()).toEqual(['sending']);
    await rig.take();
    expect(rig.transmitting()).toBe(false);
    rig.pass(sessionInput.timing.paceMs);
    expect(rig.transmitting()).toBe(true);
    await rig.take();
    rig.pass(sessionInput.timing.paceMs);
    expect(rig.tags()).toEqual(['connected']);
  });

  it('finishes the datagram in hand before it gives up lost sockets, for the same reason', async () => {
    const rig = sessionRig();
    rig.join();
    rig.say('one');
    rig.lose();
    expect(rig.tags()).toEqual(['sending']);
    await rig.take();
    expect(rig.tags()).toEqual(['error']);
    expect(ownLines(rig)).toEqual(['one (sent)']);
    expect(rig.context().recovery.trouble).toEqual(portTaken);
  });

  it('marks a message of several datagrams as sent after the last one', async () => {
    const rig = sessionRig();
    rig.join();
    rig.say('first line\nsecond line');
    await rig.take();
    expect(ownLines(rig)).toEqual(['first line\nsecond line (waiting)']);
    rig.pass(sessionInput.timing.paceMs);
    await rig.take();
    expect(ownLines(rig)).toEqual(['first line\nsecond line (sent)']);
  });

  it('finishes the datagram in hand before it rebinds, so that nothing is sent twice', async () => {
    const rig = sessionRig();
    rig.join();
    rig.say('one');
    rig.changeInterfaces([wlan0]);
    expect(rig.tags()).toEqual(['sending']);
    await rig.take();
    expect(rig.tags()).toEqual(['rebinding']);
    expect(ownLines(rig)).toEqual(['one (sent)']);
  });

  it('goes on hearing while the network refuses, and tries again through new sockets, later each time', async () => {
    const rig = sessionRig();
    rig.join();
    rig.say('one');
    await rig.refuse();
    expect(rig.tags()).toEqual(['blocked', 'sending']);
    expect(rig.context().recovery).toMatchObject({ trouble: noRoute, retryAt: at + 500 });
    expect(rig.openNow()).toBe(1);
    rig.pass(500);
    expect(rig.tags()).toEqual(['rebinding']);
    rig.join();
    await rig.refuse();
    expect(rig.context().recovery.retryAt).toBe(at + 500 + 1000);
    rig.pass(1000);
    rig.join();
    await rig.take();
    expect(rig.context().recovery).toEqual({ attempt: 0, isBlocked: false, delayMs: 0 });
    expect(rig.opened).toHaveLength(3);
    expect(ownLines(rig)).toEqual(['one (sent)']);
  });

  it('tries again at once on /retry', async () => {
    const rig = sessionRig();
    await arrive['sending, blocked']?.(rig);
    rig.actor.send({ type: 'retry' });
    rig.join();
    expect(rig.transmitting()).toBe(true);
  });

  it('counts one trouble where the datagram failed because the sockets did', async () => {
    const rig = sessionRig();
    rig.join();
    rig.say('one');
    rig.lose();
    await rig.refuse();
    expect(rig.tags()).toEqual(['error']);
    expect(rig.context().recovery).toMatchObject({ trouble: portTaken, attempt: 1 });
  });

  it('tells which interface did not take what another did, until it does', async () => {
    const rig = sessionRig();
    rig.join();
    rig.say('one');
    await rig.take([{ interface: wlan0, code: 'EPERM' }]);
    expect(rig.context().network.refusedSending).toMatchObject([{ code: 'EPERM' }]);
    rig.pass(sessionInput.timing.paceMs);
    rig.say('two');
    await rig.take();
    expect(rig.context().network.refusedSending).toEqual([]);
  });

  it('refuses one line more than the outbox holds', () => {
    const rig = sessionRig();
    for (let count = 0; count < maxOutboxMessages; count += 1) rig.say('line');
    rig.say('one too many');
    expect(rig.emitted.at(-1)).toMatchObject({
      type: 'refused',
      sentence: expect.stringContaining('waiting already'),
    });
    expect(rig.context().outbox).toHaveLength(maxOutboxMessages);
  });
});

describe('rebinding', () => {
  it('closes the old membership, opens one on the new interfaces, and keeps what waits', async () => {
    const rig = sessionRig();
    rig.join();
    rig.changeInterfaces([wlan0]);
    expect(rig.tags()).toEqual(['rebinding']);
    expect(rig.openNow()).toBe(1);
    expect(rig.opened.map(({ interfaces }) => interfaces)).toEqual([[eth0], [wlan0]]);
    rig.say('kept');
    rig.join();
    expect(await deliverAll(rig)).toEqual(['kept']);
  });
});

describe('error', () => {
  it('has no socket, and comes back by itself, later each time', () => {
    const rig = sessionRig();
    rig.lose();
    expect(rig.tags()).toEqual(['error']);
    expect(rig.openNow()).toBe(0);
    expect(rig.context().recovery).toMatchObject({ trouble: portTaken, retryAt: at + 500 });
    rig.pass(500);
    expect(rig.tags()).toEqual(['joining']);
    rig.lose();
    expect(rig.context().recovery.retryAt).toBe(at + 500 + 1000);
  });

  it.each([
    ['/retry', (rig: SessionRig) => rig.actor.send({ type: 'retry' })],
    ['a change of the interfaces', (rig: SessionRig) => rig.changeInterfaces([wlan0])],
  ])('comes back at once by %s', (_, event) => {
    const rig = sessionRig();
    rig.lose();
    event(rig);
    expect(rig.openNow()).toBe(1);
  });

  it('is not given up while nothing waits', () => {
    const rig = sessionRig({ maxRetries: 1 });
    rig.lose();
    rig.pass(500);
    rig.lose();
    expect(rig.actor.getSnapshot().status).toBe('active');
    rig.say('too late');
    expect(rig.actor.getSnapshot().output).toEqual({ unsent: 1, trouble: portTaken });
  });

  it('is given up after as many retries as were asked for', () => {
    const rig = sessionRig({ maxRetries: 1 });
    rig.lose();
    rig.pass(500);
    rig.say('never sent');
    rig.lose();
    expect(rig.actor.getSnapshot().output).toEqual({ unsent: 1, trouble: portTaken });
  });
});

describe('leaving', () => {
  it('lets a line that was typed before /quit go out', async () => {
    const rig = sessionRig();
    rig.join();
    rig.say('goodbye');
    rig.actor.send({ type: 'quit' });
    expect(rig.actor.getSnapshot().status).toBe('active');
    await rig.take();
    expect(rig.actor.getSnapshot().output).toEqual({ unsent: 0 });
  });

  it('takes nothing more once it has been asked to, and leaves at once when asked twice', () => {
    const rig = sessionRig();
    rig.join();
    rig.say('one');
    rig.say('two');
    rig.actor.send({ type: 'quit' });
    rig.say('three');
    expect(rig.emitted.at(-1)).toEqual({ type: 'refused', sentence: 'we are leaving already' });
    rig.actor.send({ type: 'quit' });
    expect(rig.actor.getSnapshot().output).toEqual({ unsent: 2 });
  });

  it('says how many lines were not sent', async () => {
    const rig = sessionRig();
    await arrive['sending, blocked']?.(rig);
    rig.actor.send({ type: 'quit' });
    expect(rig.actor.getSnapshot().output).toEqual({ unsent: 1, trouble: noRoute });
  });

  it('finishes what waits, from joining on', async () => {
    const rig = sessionRig();
    rig.say('from a pipe');
    rig.actor.send({ type: 'finish' });
    rig.join();
    await rig.take();
    expect(rig.actor.getSnapshot().output).toEqual({ unsent: 0 });
  });

  it('finishes at once when nothing waits', () => {
    const rig = sessionRig();
    rig.actor.send({ type: 'finish' });
    expect(rig.actor.getSnapshot().status).toBe('done');
  });
});

describe('parting', () => {
  const ladder = defaultProtocolTiming.byeLadderMs;

  it('says goodbye a few times, then is closed', () => {
    const rig = sessionRig();
    arriveParting(rig);
    expect(rig.tags()).toEqual(['leaving']);
    const heard = ladder.map((afterMs, index) => {
      rig.pass(afterMs - (ladder[index - 1] ?? 0) || 1);
      return byesOf(rig);
    });
    expect(heard).toEqual(ladder.map(() => ['everyone']));
    expect(rig.actor.getSnapshot().status).toBe('done');
    expect(rig.openNow()).toBe(0);
  });

  it('names the last datagram that went out, so that a lost one is missed', async () => {
    const rig = sessionRig();
    rig.join();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.say('one\ntwo');
    rig.actor.send({ type: 'finish' });
    await rig.take();
    rig.pass(sessionInput.timing.paceMs);
    await rig.take();
    rig.pass(1);
    expect(rig.dispatched().map(({ message }) => message)).toMatchObject([{ kind: 'bye', highest: 2 }]);
  });

  it('says goodbye as often to whoever has said no more yet than a line', () => {
    const rig = sessionRig();
    announce(rig);
    rig.hearChat(said(bob, 1, 'is anybody here?'));
    rig.actor.send({ type: 'quit' });
    rig.pass(2 * (ladder.at(-1) ?? 0));
    expect(byesOf(rig)).toEqual(ladder.map(() => 'everyone'));
  });

  it.each([
    ['nobody has answered our hello', () => undefined],
    ['only people are here who would not understand', (rig: SessionRig) => rig.hearChat(fromTheOriginal)],
  ])('says goodbye once, and leaves, when %s', (_, arriveSomebody) => {
    const rig = sessionRig();
    announce(rig);
    arriveSomebody(rig);
    rig.actor.send({ type: 'quit' });
    rig.pass(1);
    expect(byesOf(rig)).toEqual(['everyone']);
    expect(rig.actor.getSnapshot().status).toBe('done');
  });

  it.each([
    ['nobody is here', () => undefined],
    ['whoever is here has heard nothing of us', (rig: SessionRig) => rig.hearControl(bob, heartbeatOf(bob))],
  ])('leaves at once, having said nothing, when %s', (_, arriveSomebody) => {
    const rig = sessionRig();
    rig.join();
    arriveSomebody(rig);
    rig.actor.send({ type: 'quit' });
    expect(rig.actor.getSnapshot().status).toBe('done');
    expect(rig.dispatched()).toEqual([]);
  });

  it('leaves at once when asked twice', () => {
    const rig = sessionRig();
    arriveParting(rig);
    rig.actor.send({ type: 'quit' });
    expect(rig.actor.getSnapshot().status).toBe('done');
  });

  it('takes no message any more', () => {
    const rig = sessionRig();
    arriveParting(rig);
    rig.say('wait');
    expect(rig.emitted.at(-1)).toEqual({ type: 'refused', sentence: 'we are leaving already' });
  });

  it('says nothing but goodbye: a heartbeat after one would bring us back', async () => {
    const rig = sessionRig();
    rig.join();
    rig.joinControl();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.say('and then I left');
    await rig.take();
    rig.pass(sessionInput.timing.paceMs);
    rig.dispatched();
    rig.actor.send({ type: 'quit' });
    rig.pass(1000);
    expect(new Set(rig.dispatched().map(({ message }) => message.kind))).toEqual(new Set(['bye']));
  });

  it('goes no further when the sockets are lost', () => {
    const rig = sessionRig();
    arriveParting(rig);
    rig.lose();
    expect(rig.actor.getSnapshot().status).toBe('done');
  });
});

describe('hearing', () => {
  it('shows what others say, and tells listeners', () => {
    const rig = sessionRig();
    rig.join();
    rig.hearChat(fromTheOriginal);
    expect(rig.emitted).toMatchObject([
      { type: 'heard', messages: [{ message: { handle: 'bob', text: 'hello' }, isPast: false }] },
    ]);
    expect(rig.context().roster.peers.get(bob.clientId)).toMatchObject({ handle: 'bob', kind: 'original' });
  });

  it('tells listeners where it came from, once its author has spoken for itself', () => {
    const rig = sessionRig();
    rig.join();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.hearChat(said(bob, 1, 'hello'));
    expect(rig.emitted).toMatchObject([{ type: 'heard', messages: [{ from: bob.source.address }] }]);
    expect(rig.context().roster.peers.get(bob.clientId)?.kind).toBe('ours');
  });

  it('does not show its own echo', async () => {
    const rig = sessionRig();
    rig.join();
    rig.say('me');
    const echo = decode(await rig.take());
    if (!echo.ok) throw new Error(echo.reason);
    rig.hearChat(echo.datagram);
    expect(ownLines(rig)).toEqual(['me (sent)']);
    expect(rig.context().roster.peers.size).toBe(0);
  });

  it('takes a new id, and says so, when another program uses its own', () => {
    const rig = sessionRig();
    rig.join();
    const { clientId } = rig.context().identity;
    rig.hearChat({ ...fromTheOriginal, client_id: clientId });
    expect(rig.context().identity.clientId).not.toBe(clientId);
    expect(rig.context().identity.clientId).toMatch(/^[0-9a-f]{10}$/);
    expect(ownLines(rig)).toContain('another program uses our id; we have taken a new one');
    expect(ownLines(rig)).toContain('hello (heard)');
  });

  it('knows its own echo also under an id that it had when the line was typed', async () => {
    const rig = sessionRig();
    rig.join();
    rig.say('typed before');
    const { clientId } = rig.context().identity;
    rig.hearChat({ ...fromTheOriginal, client_id: clientId });
    const echo = decode(await rig.take());
    if (!echo.ok) throw new Error(echo.reason);
    rig.hearChat(echo.datagram);
    expect(ownLines(rig).filter((line) => line.startsWith('typed'))).toEqual(['typed before (sent)']);
  });

  it('counts what it cannot read, port by port', () => {
    const rig = sessionRig();
    rig.join();
    rig.hear({ kind: 'unreadable-chat', reason: 'not-json' });
    rig.hear({ kind: 'unreadable-chat', reason: 'not-json' });
    rig.hear({ kind: 'unreadable-control', reason: 'other-kind' });
    rig.fromLan({ type: 'turned.away', datagrams: 7 });
    expect(rig.context().discarded).toEqual({
      chat: { 'not-json': 2 },
      control: { 'other-kind': 1 },
      turnedAway: 7,
    });
    expect(rig.dispatched()).toEqual([]);
  });
});

describe('the chart itself', () => {
  it('takes exactly the events of the catalogue', () => {
    const own = sessionMachine.events.filter((type) => !type.startsWith('xstate.'));
    expect(own.toSorted()).toEqual(Object.keys(sessionEvents).toSorted());
    expect(Object.keys(sessionEmits)).toEqual([
      'taken',
      'refused',
      'heard',
      'lost',
      'history.over',
      'dispatch',
    ]);
  });

  const change = { interfaces: [wlan0], added: [wlan0], removed: [eth0], changed: [] };
  const { clientId, source, epoch } = bob;
  const stream = streamKey(clientId, epoch);
  const chat = (one: StampedDatagram): Arrival => ({
    kind: 'chat',
    datagram: one,
    bytes: bytesOf(one),
    source,
    at,
  });
  const control = (draft: ControlDraft): Arrival => ({
    kind: 'control',
    message: signControl(draft, bob),
    source,
    at,
  });
  const [datagram, another] = [said(bob, 1, 'hello'), said(bob, 3, 'and more')];
  const everyEvent: readonly AnyEventObject[] = [
    { type: 'say', text: 'hello', at },
    { type: 'rename', handle: 'alicia', at },
    { type: 'retry' },
    { type: 'finish' },
    { type: 'quit' },
    { type: 'interfaces.changed', change },
    { type: 'woke', asleepMs: 60_000 },
    { type: 'lan.joined', joined: [eth0], refused: [], receiveBufferBytes: 1 },
    { type: 'lan.lost', trouble: portTaken, at },
    { type: 'network.settled' },
    lanHeard(chat(datagram)),
    lanHeard(chat(another), { kind: 'unreadable-chat', reason: 'empty' }),
    { type: 'control.joined', at },
    { type: 'control.lost', trouble: portTaken },
    lanHeard(control(heartbeatOf(bob))),
    lanHeard(control({ kind: 'nack', wanted: [[clientId, epoch, [[1, 1]]]] })),
    lanHeard(control({ kind: 'ask-history', messages: 200, bytes: 65_536 })),
    lanHeard(control({ kind: 'bye', highest: 3 }), { kind: 'unreadable-control', reason: 'doctor' }),
    { type: 'turned.away', datagrams: 7 },
    { type: 'presence.hello', why: 'joined' },
    { type: 'presence.heartbeat' },
    { type: 'peer.query', clientId },
    { type: 'peer.quiet', clientId },
    { type: 'peer.returned', clientId },
    { type: 'peer.left', clientId, silently: false },
    { type: 'announce', here: [], joined: [bob], left: [] },
    { type: 'stream.ask', stream, ranges: [[2, 2]] },
    { type: 'stream.answer', stream, sequences: [1] },
    { type: 'stream.release', stream, through: 2 },
    { type: 'stream.lost', stream, ranges: [[2, 2]] },
    { type: 'stream.seek', stream, ranges: [[2, 2]] },
    { type: 'acknowledge', streams: [stream] },
    { type: 'history.ask', to: clientId, address: source },
    { type: 'history.ask.everybody' },
    { type: 'history.give', to: clientId, number: 1 },
    { type: 'history.given', to: clientId },
    { type: 'history.done', from: clientId, isCovered: true },
    transmission({ at }),
    transmission({ at, trouble: noRoute }),
    { type: 'xstate.after.pace.session.active.sending.pacing' },
    { type: 'xstate.after.retryDelay.session.active.sending.blocked' },
    { type: 'xstate.after.retryDelay.session.error' },
    { type: 'xstate.after.bye.session.active.parting.saying' },
  ];
  const steps = chartSteps(sessionMachine, {
    input: { ...sessionInput, maxRetries: 1 },
    events: everyEvent,
    identify: ({ value, context: { outbox, network, recovery, leaving, roster, conversation } }) => [
      value,
      outbox.length,
      network.staleBecause !== undefined,
      network.loss !== undefined,
      recovery.attempt,
      leaving,
      roster.ours,
      conversation.isAnnounced,
      conversation.byes,
    ],
    stopWhen: ({ context }) => context.outbox.length > 1 || context.recovery.attempt > 1,
  });

  it('knows each event of the catalogue', () => {
    const types = new Set(everyEvent.map(({ type }) => type));
    expect(Object.keys(sessionEvents).filter((type) => !types.has(type))).toEqual([]);
  });

  it('reaches every state by its own events', () => {
    const reached = new Set(steps.map(({ to }) => JSON.stringify(to.value)));
    expect([...reached].toSorted()).toEqual(
      [
        '"closed"',
        '"error"',
        '{"active":"connected"}',
        '{"active":"joining"}',
        '{"active":"rebinding"}',
        '{"active":{"parting":"saying"}}',
        '{"active":{"sending":"blocked"}}',
        '{"active":{"sending":"pacing"}}',
        '{"active":{"sending":"transmitting"}}',
      ].toSorted(),
    );
  });

  it('answers every event somewhere', () => {
    const moving = new Set(steps.filter(({ from, to }) => from !== to).map(({ event }) => event.type));
    expect(everyEvent.map(({ type }) => type).filter((type) => !moving.has(type))).toEqual([]);
  });

  it('never loses a line, whatever happens in whatever state', () => {
    const losing = steps.filter(({ from, event, to }) => {
      const taken = event.type === 'say' && to !== from ? 1 : 0;
      const known = ownMessages(from, 'waiting') + ownMessages(from, 'sent') + taken;
      const [waiting, sent] = [ownMessages(to, 'waiting'), ownMessages(to, 'sent')];
      return waiting + sent !== known || waiting !== to.context.outbox.length;
    });
    expect(losing.map(({ from, event }) => [from.value, event.type])).toEqual([]);
    expect(steps.length).toBeGreaterThan(100);
  });

  it('holds open sockets exactly while it is active', () => {
    for (const { to } of steps) expect(to.children['lan'] !== undefined).toBe(to.matches('active'));
  });
});
