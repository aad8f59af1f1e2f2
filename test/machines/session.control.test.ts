// What the session does with control datagrams, and what it sends of its own accord, through its own actors: on the bench,
// with one stranger or two who are played by the test.
import { describe, expect, it } from 'vitest';
import type { Entry } from '../../src/chat/entry.js';
import { entriesOf, valueOf } from '../../src/chat/persistent-map.js';
import { streamKey } from '../../src/chat/streams.js';
import { slice } from '../../src/chat/transcript.js';
import { hearsayBurst, hearsayPerSecond, maxGoodbyesRemembered } from '../../src/limits.js';
import { defaultProtocolTiming as timing, everybodyAcksUpTo } from '../../src/protocol-timing.js';
import {
  type Control,
  type ControlKind,
  type ControlMessage,
  type Extent,
  maxStreamsListed,
} from '../../src/wire/control.js';
import {
  at,
  bob,
  bytesOf,
  carol,
  type Dispatched,
  heartbeatOf,
  type Other,
  portTaken,
  type SessionRig,
  said,
  sessionInput,
  sessionRig,
} from '../support/session-rig.js';

/** Longer than any back-off that precedes asking for what is missing. */
const untilAsked = timing.reorderGraceMs + timing.backoffFactor * timing.roundTripBoundsMs[1];

/** A session in the group, on both ports, that has said hello. */
function arrived(input: Parameters<typeof sessionRig>[0] = {}): SessionRig {
  const rig = sessionRig(input);
  rig.join();
  rig.joinControl();
  rig.pass(2000);
  rig.dispatched();
  return rig;
}

/** Where bob is in the other family. */
const six: Other['source'] = { address: 'fe80::2%eth0', port: 50_000 };

/** Says something that the network takes. */
async function tell(rig: SessionRig, text: string): Promise<Uint8Array> {
  rig.say(text);
  const bytes = await rig.take();
  rig.pass(sessionInput.timing.paceMs);
  return bytes;
}

function isOf<Kind extends ControlKind>(kind: Kind) {
  return (message: ControlMessage): message is Control<Kind> => message.kind === kind;
}

/** What was dispatched of one kind since this was asked last; what else was dispatched is forgotten. */
function sent<Kind extends ControlKind>(rig: SessionRig, kind: Kind): Control<Kind>[] {
  return rig
    .dispatched()
    .map(({ message }) => message)
    .filter(isOf(kind));
}

/** Whom those of one kind were for. */
function destinations(dispatched: readonly Dispatched[], kind: ControlKind) {
  return dispatched.filter(({ message }) => message.kind === kind).map(({ to }) => to);
}

function entries(rig: SessionRig): readonly Entry[] {
  const { transcript } = rig.context().room;
  return slice(transcript, 0, transcript.length);
}

/** Extents without their order. */
function unordered(extents: readonly Extent[]): string {
  return JSON.stringify(extents.map(String).toSorted());
}

/** Whether these are those extents, in whatever order. */
function isSetOf(extents: readonly Extent[]) {
  return (held: readonly Extent[]): boolean => unordered(held) === unordered(extents);
}

/** The transcript, a word or two for each row. */
function rows(rig: SessionRig): string[] {
  return entries(rig).map((entry) => {
    switch (entry.kind) {
      case 'message':
      case 'notice':
        return entry.text;
      case 'hole':
        return `${entry.count} ${entry.isLost ? 'lost' : 'missing'}`;
      case 'boundary':
        return '-- before --';
    }
  });
}

function receipts(rig: SessionRig) {
  return entries(rig).flatMap((entry) => (entry.kind === 'message' && entry.receipt ? entry.receipt : []));
}

function ownId(rig: SessionRig): readonly [clientId: string, epoch: number] {
  const { clientId, epoch } = rig.context().identity;
  return [clientId, epoch];
}

describe('being here', () => {
  it('says hello a few times once the side channel is open, and not before', () => {
    const rig = sessionRig();
    rig.join();
    rig.pass(5000);
    expect(rig.dispatched()).toEqual([]);
    rig.joinControl();
    rig.pass(1000);
    const dispatched = rig.dispatched();
    expect(destinations(dispatched, 'hello')).toEqual(timing.helloLadderMs.map(() => 'everyone'));
    expect(dispatched[0]?.message).toMatchObject({
      kind: 'hello',
      why: 'joined',
      handle: 'alice',
      role: 'person',
      highest: 0,
    });
  });

  it.each([
    ['it has moved', 'moved', () => undefined],
    ['it was asleep', 'woke', (rig: SessionRig) => rig.wake(60_000)],
  ] as const)('says hello again when %s', (_, why, happen) => {
    const rig = arrived();
    happen(rig);
    rig.join();
    rig.joinControl();
    rig.pass(1000);
    expect(new Set(sent(rig, 'hello').map((hello) => hello.why))).toEqual(new Set([why]));
  });

  it('says from time to time that it is here', () => {
    const rig = arrived();
    rig.pass(60_000);
    const beats = sent(rig, 'heartbeat').length;
    expect(beats).toBeGreaterThan(60_000 / timing.heartbeatMinMs / 2);
    expect(beats).toBeLessThan((60_000 / timing.heartbeatMinMs) * 2);
  });

  it('says at once that it is here when somebody asks, and leaves other questions alone', () => {
    const rig = arrived();
    rig.hearControl(bob, { kind: 'query', to: carol.clientId });
    expect(rig.dispatched()).toEqual([]);
    rig.hearControl(bob, { kind: 'query', to: ownId(rig)[0] });
    expect(sent(rig, 'heartbeat')).toHaveLength(1);
  });

  it('follows an own line with how far it has spoken', async () => {
    const rig = arrived();
    await tell(rig, 'hello');
    rig.pass(timing.tailLadderMs[0] ?? 0);
    expect(sent(rig, 'heartbeat')).toMatchObject([{ highest: 1, oldest: 1 }]);
  });

  it('goes on under the new handle after /nick', () => {
    const rig = arrived();
    rig.actor.send({ type: 'rename', handle: 'alicia', at });
    rig.hearControl(bob, { kind: 'query', to: ownId(rig)[0] });
    expect(sent(rig, 'heartbeat')).toMatchObject([{ handle: 'alicia' }]);
    expect(rig.context().roster.self?.handle).toBe('alicia');
  });
});

describe('a sleep', () => {
  it('is told of once we are back for a while, together with where that is', () => {
    const rig = arrived();
    rig.wake(60_000);
    rig.join();
    rig.joinControl();
    rig.pass(timing.settledMs - 1);
    expect(rows(rig)).toEqual([]);
    rig.pass(1);
    expect(rows(rig)).toEqual(['awake again after 60 s']);
    rig.pass(60_000);
    expect(rows(rig)).toEqual(['awake again after 60 s']);
  });
});

describe('the side channel', () => {
  it('may be lost: that is noted, nothing is said there any more, and the chat goes on', async () => {
    const rig = arrived();
    rig.fromLan({ type: 'control.lost', trouble: portTaken });
    expect(rig.context().network.controlTrouble).toEqual(portTaken);
    expect(rig.tags()).toEqual(['connected']);
    await tell(rig, 'still here');
    rig.pass(10_000);
    expect(rig.dispatched()).toEqual([]);
    rig.joinControl();
    expect(rig.context().network.controlTrouble).toBeUndefined();
  });

  it('is silent while there are no sockets', () => {
    const rig = arrived();
    rig.lose();
    rig.pass(60_000);
    expect(rig.dispatched()).toEqual([]);
  });

  it('carries our own echo, which is no news', () => {
    const rig = arrived();
    const { identity } = rig.context();
    rig.hearControl({ ...identity, source: bob.source }, heartbeatOf({ ...identity, source: bob.source }));
    expect(rig.context().roster.peers.size).toBe(0);
    expect(rig.context().identity).toBe(identity);
  });

  it('tells that another program uses our id: we take a new one, and say so', () => {
    const rig = arrived();
    const [clientId] = ownId(rig);
    const twin: Other = { ...bob, clientId };
    rig.hearControl(twin, heartbeatOf(twin));
    expect(ownId(rig)[0]).not.toBe(clientId);
    expect(rows(rig)).toEqual(['another program uses our id; we have taken a new one']);
    expect(rig.context().nextSequence).toBe(1);
  });

  it('tells on which interface others were heard last', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob), 'eth0');
    rig.pass(5000);
    rig.hearChat(said(bob, 1, 'hello'), bob, 'wlan0');
    expect([...rig.context().network.heardOn]).toEqual([
      ['eth0', at + 2000],
      ['wlan0', at + 7000],
    ]);
  });
});

describe('others', () => {
  it('are in the roster from the first sign of life, with an actor of their own', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    expect(rig.context().roster.peers.get(bob.clientId)).toMatchObject({
      handle: 'bob',
      kind: 'ours',
      presence: 'here',
      role: 'person',
      epoch: bob.epoch,
      address: bob.source,
    });
    expect(Array.from(entriesOf(rig.context().actors.peers), ([clientId]) => clientId)).toEqual([
      bob.clientId,
    ]);
  });

  it.each([
    ['who was here before us', bob, 'here already: bob'],
    ['who came after us', { ...carol, epoch: at }, 'carol joined'],
  ])('%s are told of in one calm line', (_, other, sentence) => {
    const rig = sessionRig();
    rig.join();
    rig.joinControl();
    rig.hearControl(other, heartbeatOf(other));
    rig.hearControl(other, heartbeatOf(other));
    rig.pass(timing.arrivalMs + timing.announceMs);
    expect(rows(rig)).toEqual([sentence]);
  });

  it('are not told of when they are programs in a pipe', () => {
    const rig = sessionRig();
    rig.join();
    rig.joinControl();
    rig.hearControl(bob, heartbeatOf(bob, { role: 'program' }));
    rig.pass(timing.arrivalMs + timing.announceMs);
    expect(rows(rig)).toEqual([]);
    expect(rig.context().roster.ours).toBe(1);
  });

  it('have left some time after their goodbye', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.hearControl(bob, { kind: 'bye', highest: 0 });
    expect(rig.context().roster.peers.get(bob.clientId)?.presence).toBe('quiet');
    rig.pass(timing.leaveGraceMs + timing.announceMs);
    expect(rig.context().roster.peers.get(bob.clientId)?.presence).toBe('gone');
    expect(rig.context().actors.peers.size).toBe(0);
    expect(rows(rig)).toEqual(['here already: bob', 'bob left']);
  });

  it('never were away when they come back soon enough', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.pass(1000);
    rig.hearControl(bob, { kind: 'bye', highest: 0 });
    rig.pass(timing.leaveGraceMs / 2);
    rig.hearControl(bob, heartbeatOf(bob));
    rig.pass(timing.leaveGraceMs + timing.announceMs);
    expect(rig.context().roster.peers.get(bob.clientId)?.presence).toBe('here');
    expect(rows(rig)).toEqual(['here already: bob']);
  });

  it('are remembered as having said goodbye: so many of them, the latest', () => {
    const rig = arrived();
    for (let epoch = 0; epoch <= maxGoodbyesRemembered; epoch += 1)
      rig.hearControl({ ...bob, epoch }, { kind: 'bye', highest: 0 });
    const { goodbyes } = rig.context().conversation;
    expect(goodbyes.size).toBe(maxGoodbyesRemembered);
    expect(goodbyes.has(streamKey(bob.clientId, 0))).toBe(false);
    expect(goodbyes.has(streamKey(bob.clientId, maxGoodbyesRemembered))).toBe(true);
  });

  it('are not judged by their silence while the side channel is lost', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.fromLan({ type: 'control.lost', trouble: portTaken });
    rig.hearChat(said(carol, 1, 'on the chat port alone'), carol);
    rig.pass(60_000);
    const presences = () => [...rig.context().roster.peers.values()].map(({ presence }) => presence);
    expect(presences()).toEqual(['here', 'here']);
    rig.joinControl();
    rig.pass((timing.quietAfterIntervals - 1) * timing.heartbeatMinMs);
    expect(presences()).toEqual(['here', 'here']);
    rig.pass(2 * timing.heartbeatMinMs);
    expect(presences()).toEqual(['quiet', 'quiet']);
  });

  it('cannot be made to leave by the goodbye of an earlier run of theirs', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.hearControl({ ...bob, epoch: bob.epoch - 1 }, { kind: 'bye', highest: 0 });
    rig.pass(timing.leaveGraceMs);
    expect(rig.context().roster.peers.get(bob.clientId)?.presence).toBe('here');
  });

  it('are asked whether they are there when nothing is heard of them, and then counted as gone', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.pass((timing.quietAfterIntervals + 1) * timing.heartbeatMinMs);
    expect(rig.context().roster.peers.get(bob.clientId)?.presence).toBe('quiet');
    rig.pass(2 * timing.queryMs * timing.maxQueries + timing.leaveGraceMs + timing.announceMs);
    expect(sent(rig, 'query')).toMatchObject(
      Array.from({ length: timing.maxQueries }, () => ({ to: bob.clientId })),
    );
    expect(rows(rig)).toEqual(['here already: bob', 'bob left']);
  });

  it('are called by their latest handle, and told apart from others of the same one', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.hearControl(bob, heartbeatOf(bob, { handle: 'robert' }));
    rig.hearControl(bob, heartbeatOf(bob, { handle: 'alice' }));
    expect(rows(rig)).toEqual(['bob is now called robert', 'robert is now called alice#b0b0']);
    expect(valueOf(rig.context().roster.handles, 'alice')).toBe(2);
  });

  it('keep their handle when a line of theirs comes late, under the one of then', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob, { handle: 'robert' }));
    rig.hearChat(said(bob, 1, 'typed before'));
    expect(rig.context().roster.peers.get(bob.clientId)?.handle).toBe('robert');
    expect(rows(rig)).toEqual(['typed before']);
  });
});

describe('a hole in what somebody says', () => {
  it('holds back what comes after it, is asked for, and is filled in place by whoever repeats it', () => {
    const rig = arrived();
    rig.hearChat(said(bob, 1, 'one'));
    rig.hearChat(said(bob, 3, 'three'));
    expect(rows(rig)).toEqual(['one']);
    rig.pass(untilAsked);
    const dispatched = rig.dispatched();
    expect(dispatched.map(({ message }) => message).find(isOf('nack'))).toMatchObject({
      wanted: [[bob.clientId, bob.epoch, [[2, 2]]]],
    });
    expect(destinations(dispatched, 'nack')).toContain('segments');
    rig.hearControl(carol, { kind: 'repair', datagram: bytesOf(said(bob, 2, 'two')) });
    expect(rows(rig)).toEqual(['one', 'two', 'three']);
    rig.dispatched();
    rig.pass(5000);
    expect(sent(rig, 'nack')).toEqual([]);
  });

  it('shows in a heartbeat too: of a last line nothing else would tell', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.hearControl(bob, heartbeatOf(bob, { highest: 1 }));
    rig.pass(untilAsked);
    expect(sent(rig, 'nack')[0]?.wanted).toEqual([[bob.clientId, bob.epoch, [[1, 1]]]]);
  });

  it('is not asked for while somebody else has just done so', () => {
    const rig = arrived();
    rig.hearChat(said(bob, 1, 'one'));
    rig.hearChat(said(bob, 3, 'three'));
    rig.hearControl(carol, { kind: 'nack', wanted: [[bob.clientId, bob.epoch, [[2, 2]]]] });
    rig.pass(timing.askAgainMs);
    expect(sent(rig, 'nack')).toEqual([]);
  });

  it('is marked when it has held back others for long enough, and filled when it is repaired after all', () => {
    const rig = arrived();
    rig.hearChat(said(bob, 1, 'one'));
    rig.hearChat(said(bob, 3, 'three'));
    rig.pass(timing.holdBackMs);
    expect(rows(rig)).toEqual(['one', '1 missing', 'three']);
    rig.hearControl(bob, { kind: 'repair', datagram: bytesOf(said(bob, 2, 'two')) });
    expect(rows(rig)).toEqual(['one', 'two', 'three']);
  });

  it('is given up after it has been asked for often enough, and marked as lost', () => {
    const rig = arrived();
    rig.hearChat(said(bob, 1, 'one'));
    rig.hearChat(said(bob, 3, 'three'));
    rig.pass(30_000);
    expect(sent(rig, 'nack')).toHaveLength(timing.maxAsks);
    expect(rows(rig)).toEqual(['one', '1 lost', 'three']);
  });

  it('is not opened by a line that comes twice', () => {
    const rig = arrived();
    rig.hearChat(said(bob, 1, 'one'));
    rig.hearChat(said(bob, 1, 'one'));
    rig.hearControl(carol, { kind: 'repair', datagram: bytesOf(said(bob, 1, 'one')) });
    rig.pass(untilAsked);
    expect(rows(rig)).toEqual(['one']);
    expect(sent(rig, 'nack')).toEqual([]);
    expect(rig.emitted.filter(({ type }) => type === 'heard')).toHaveLength(1);
  });
});

describe('what others miss', () => {
  it('is repeated unasked for a while after anybody has asked for anything, and not otherwise', async () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    const echoes = async (text: string): Promise<number> => {
      rig.dispatched();
      await tell(rig, text);
      rig.pass(timing.echoMs + 1);
      return sent(rig, 'repair').length;
    };
    expect(await echoes('nobody has asked for anything yet')).toBe(0);
    rig.hearControl(carol, { kind: 'nack', wanted: [[bob.clientId, bob.epoch, [[1, 1]]]] });
    expect(await echoes('this LAN loses some')).toBe(1);
    rig.pass(timing.echoForMs);
    expect(await echoes('it has been quiet for long')).toBe(0);
  });

  it('is repeated word for word by its author, after a moment and once', async () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    const bytes = await tell(rig, 'say again?');
    rig.dispatched();
    const nack = { kind: 'nack', wanted: [[...ownId(rig), [[1, 1]]]] } as const;
    rig.hearControl(bob, nack);
    rig.hearControl(carol, nack);
    rig.pass(timing.authorAnswerMs + 1);
    const dispatched = rig.dispatched();
    expect(dispatched.map(({ message }) => message).filter(isOf('repair'))).toMatchObject([
      { datagram: bytes },
    ]);
    expect(destinations(dispatched, 'repair')).toEqual(['segments']);
    rig.pass(timing.repairPauseMs);
    expect(sent(rig, 'repair')).toEqual([]);
  });

  it('is repeated by others when its author does not, after longer', () => {
    const rig = arrived();
    const datagram = said(bob, 1, 'hello');
    rig.hearChat(datagram);
    rig.hearControl(carol, { kind: 'nack', wanted: [[bob.clientId, bob.epoch, [[1, 1]]]] });
    rig.pass(timing.othersAnswerMs - 1);
    expect(sent(rig, 'repair')).toEqual([]);
    rig.pass(1 + timing.othersBackoffMs);
    expect(sent(rig, 'repair')).toMatchObject([{ datagram: bytesOf(datagram) }]);
  });

  it('is left to whoever repeats it first', () => {
    const rig = arrived();
    const datagram = said(bob, 1, 'hello');
    rig.hearChat(datagram);
    rig.hearControl(carol, { kind: 'nack', wanted: [[bob.clientId, bob.epoch, [[1, 1]]]] });
    rig.hearControl(bob, { kind: 'repair', datagram: bytesOf(datagram) });
    rig.pass(timing.othersAnswerMs + timing.othersBackoffMs);
    expect(sent(rig, 'repair')).toEqual([]);
  });

  it('goes to everyone while somebody is heard over IPv6 alone', async () => {
    const rig = arrived();
    const other: Other = { ...bob, source: six };
    rig.hearControl(other, heartbeatOf(other));
    await tell(rig, 'say again?');
    rig.hearControl(other, { kind: 'nack', wanted: [[...ownId(rig), [[1, 1]]]] });
    rig.pass(timing.authorAnswerMs + 1);
    expect(destinations(rig.dispatched(), 'repair')).toEqual(['everyone']);
  });

  it('goes to everyone for a while when somebody who is heard in both families asks over IPv6', async () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    await tell(rig, 'say again?');
    const nack = { kind: 'nack', wanted: [[...ownId(rig), [[1, 1]]]] } as const;
    rig.hearControl({ ...bob, source: six }, nack);
    rig.pass(timing.authorAnswerMs + 1);
    expect(destinations(rig.dispatched(), 'repair')).toEqual(['everyone']);
    rig.pass(timing.widelyForMs);
    rig.dispatched();
    rig.hearControl(bob, nack);
    rig.pass(timing.authorAnswerMs + 1);
    expect(destinations(rig.dispatched(), 'repair')).toEqual(['segments']);
  });

  it('is asked for of everyone when nobody has been heard over IPv4 for long', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    for (let passedMs = 0; passedMs <= timing.familySilenceMs; passedMs += 2000) {
      rig.pass(2000);
      rig.hearControl({ ...bob, source: six }, heartbeatOf(bob));
    }
    rig.hearControl({ ...bob, source: six }, heartbeatOf(bob, { highest: 1 }));
    rig.pass(untilAsked);
    expect(new Set(destinations(rig.dispatched(), 'nack'))).toEqual(new Set(['everyone']));
  });

  it('costs nothing when we do not hold it', () => {
    const rig = arrived();
    rig.hearControl(carol, { kind: 'nack', wanted: [[bob.clientId, bob.epoch, [[1, 500]]]] });
    rig.pass(1000);
    expect(sent(rig, 'repair')).toEqual([]);
    expect(rig.context().actors.streams.size).toBe(0);
  });
});

describe('receipts', () => {
  it('show how many of those who were here hold a line', async () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.hearControl(carol, heartbeatOf(carol));
    await tell(rig, 'who has it?');
    expect(receipts(rig)).toEqual([{ heldBy: 0, of: 2 }]);
    rig.hearControl(bob, { kind: 'ack', held: [[...ownId(rig), 1]] });
    expect(receipts(rig)).toEqual([{ heldBy: 1, of: 2 }]);
    rig.hearControl(carol, heartbeatOf(carol, { held: [[...ownId(rig), 1]] }));
    expect(receipts(rig)).toEqual([{ heldBy: 2, of: 2 }]);
  });

  it('do not count who has said a line and not that they are here', async () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.hearChat(said(carol, 1, 'I only say this'), carol);
    await tell(rig, 'who has it?');
    expect(receipts(rig)).toEqual([{ heldBy: 0, of: 1 }]);
    rig.hearControl(carol, heartbeatOf(carol));
    expect(receipts(rig)).toEqual([{ heldBy: 0, of: 2 }]);
  });

  it('are given by everybody, however many have only said a line', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    for (let line = 0; line < 3 * everybodyAcksUpTo; line += 1) {
      const passer = { ...carol, clientId: `passer${line}` };
      rig.hearChat(said(passer, 1, 'hi'), passer);
    }
    rig.pass(timing.ackMs[1] + 1);
    rig.dispatched();
    rig.hearChat(said(bob, 1, 'who has it?'));
    rig.pass(timing.ackMs[1] + 1);
    expect(sent(rig, 'ack').map(({ held }) => held)).toEqual([[[bob.clientId, bob.epoch, 1]]]);
  });

  it('stand in each heartbeat for who spoke last, and for all others in turn', () => {
    const rig = arrived();
    const speakers = 2 * maxStreamsListed;
    for (let index = 0; index < speakers; index += 1) {
      const speaker = { ...carol, clientId: `speaker${index}` };
      rig.hearChat(said(speaker, 1, 'hi'), speaker);
    }
    rig.pass(timing.historyAnswerMs);
    rig.hearChat(said(bob, 1, 'me last'));
    const told = new Set<string>();
    for (let beat = 0; beat < 8; beat += 1) {
      rig.dispatched();
      rig.pass(3 * timing.heartbeatMinMs);
      for (const { held } of sent(rig, 'heartbeat')) {
        expect(held.map(([clientId]) => clientId)).toContain(bob.clientId);
        for (const [clientId] of held) told.add(clientId);
      }
    }
    expect(told.size).toBe(speakers + 1);
  });

  it('do not count who has left', async () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    await tell(rig, 'who has it?');
    rig.hearControl(bob, { kind: 'bye', highest: 0 });
    rig.pass(timing.leaveGraceMs);
    expect(receipts(rig)).toEqual([{ heldBy: 0, of: 0 }]);
  });

  it('are given for what others say, several in one', () => {
    const rig = arrived();
    rig.hearChat(said(bob, 1, 'one'));
    rig.hearChat(said(bob, 2, 'two'));
    rig.hearChat(said(carol, 1, 'me too'), carol);
    rig.pass(timing.ackMs[1] + 1);
    const [ack, ...more] = sent(rig, 'ack');
    expect(ack?.held.toSorted()).toEqual([
      [bob.clientId, bob.epoch, 2],
      [carol.clientId, carol.epoch, 1],
    ]);
    expect(more).toEqual([]);
  });
});

describe('what was said before we came', () => {
  it('is asked of one who was here, taken in above the line, and told as past', () => {
    const rig = sessionRig();
    rig.join();
    rig.joinControl();
    rig.hearControl(bob, heartbeatOf(bob, { highest: 2 }));
    rig.pass(timing.historyListenMs);
    expect(destinations(rig.dispatched(), 'ask-history')).toEqual([bob.source]);
    const [to] = ownId(rig);
    rig.hearControl(bob, { kind: 'ack', held: [[bob.clientId, bob.epoch, 2]] });
    rig.hearControl(bob, {
      kind: 'roster',
      to,
      messages: 2,
      members: [[carol.clientId, carol.epoch, 'carol']],
    });
    for (const number of [1, 2]) {
      const datagram = bytesOf({
        ...said(bob, number, `line ${number}`),
        clock: [sessionInput.epoch - 5000, number],
      });
      rig.hearControl(bob, { kind: 'history', to, number, count: 2, datagram });
    }
    expect(rows(rig)).toEqual(['line 1', 'line 2', '-- before --']);
    expect(rig.emitted).toMatchObject([
      { type: 'heard', messages: [{ isPast: true }] },
      { type: 'heard', messages: [{ isPast: true }] },
      { type: 'history.over' },
    ]);
    expect(rig.context().roster.peers.get(carol.clientId)?.handle).toBe('carol');
  });

  it.each([
    ['by anybody', bob.clientId, []],
    ['by who gives it', bob.clientId, [[bob.clientId, bob.epoch, 2]]],
    ['by a stranger', carol.clientId, [[carol.clientId, carol.epoch, 0]]],
  ] as const)('is begun for few streams by hearsay, told %s', (_, teller, own) => {
    const rig = sessionRig();
    rig.join();
    rig.joinControl();
    rig.hearControl(bob, heartbeatOf(bob, { highest: 2 }));
    rig.pass(timing.historyListenMs);
    const other = teller === bob.clientId ? bob : carol;
    for (let ack = 0; ack < hearsayBurst; ack += 1) {
      const strangers = Array.from(
        { length: 8 },
        (__, index): Extent => [`x${ack}-${index}`, sessionInput.epoch + 1, 400],
      );
      rig.hearControl(other, { kind: 'ack', held: [...own, ...strangers] });
    }
    const { live } = rig.context().room.streams;
    expect(live.size).toBeGreaterThan(0);
    expect(live.size).toBeLessThanOrEqual(hearsayBurst + hearsayPerSecond);
  });

  it('is nothing to wait for when nobody is here', () => {
    const rig = arrived();
    rig.pass(timing.historyListenMs + timing.historyLateMs);
    expect(rig.emitted).toEqual([{ type: 'history.over' }]);
    expect(rows(rig)).toEqual([]);
  });

  it('is not taken from an answer to somebody else', () => {
    const rig = arrived();
    const datagram = bytesOf(said(bob, 1, 'for carol'));
    rig.hearControl(bob, { kind: 'history', to: carol.clientId, number: 1, count: 1, datagram });
    expect(rows(rig)).toEqual([]);
  });

  it('is given to a late joiner: how far it goes (twice), who is here, and each line as it was said', async () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.hearChat(said(bob, 1, 'before you came'));
    const own = await tell(rig, 'indeed');
    rig.dispatched();
    const late: Other = { ...carol, epoch: at + 5000 };
    rig.hearControl(late, { kind: 'ask-history', messages: 200, bytes: 65_536, to: ownId(rig)[0] });
    rig.pass(50 * timing.historyPaceMs);
    const given = rig.dispatched().filter(({ to }) => to === late.source);
    const [clientId, epoch] = ownId(rig);
    const extents: Extent[] = [
      [bob.clientId, bob.epoch, 1],
      [clientId, epoch, 1],
    ];
    const coverage: unknown = { kind: 'ack', held: expect.toSatisfy(isSetOf(extents)) };
    expect(given.map(({ message }) => message)).toMatchObject([
      coverage,
      {
        kind: 'roster',
        to: late.clientId,
        messages: 2,
        members: [
          [clientId, epoch, 'alice'],
          [bob.clientId, bob.epoch, 'bob'],
        ],
      },
      { kind: 'history', number: 1, count: 2, datagram: bytesOf(said(bob, 1, 'before you came')) },
      coverage,
      { kind: 'history', number: 2, count: 2, datagram: own },
    ]);
    expect(rig.context().conversation.gifts.size).toBe(0);
  });

  it('is given by the one who was asked, and by no other', async () => {
    const rig = arrived();
    await tell(rig, 'one');
    rig.dispatched();
    rig.hearControl(carol, { kind: 'ask-history', messages: 200, bytes: 65_536, to: bob.clientId });
    rig.pass(50 * timing.historyPaceMs);
    expect(sent(rig, 'roster')).toEqual([]);
  });

  it('is given once at a time to one who asks twice', async () => {
    const rig = arrived();
    await tell(rig, 'one');
    rig.dispatched();
    const ask = { kind: 'ask-history', messages: 200, bytes: 65_536 } as const;
    rig.hearControl(carol, ask);
    rig.hearControl(carol, ask);
    rig.pass(50 * timing.historyPaceMs);
    expect(sent(rig, 'history')).toHaveLength(1);
  });
});

describe('the actors that come and go', () => {
  it('are as many as there are peers, and streams in which something is missed', () => {
    const rig = arrived();
    rig.hearControl(bob, heartbeatOf(bob));
    rig.hearChat(said(carol, 1, 'one'), carol);
    rig.hearChat(said(carol, 3, 'three'), carol);
    const { children } = rig.actor.getSnapshot();
    const named = Object.keys(children).filter((id) => id.includes('/'));
    expect(named).toEqual(['shard/0', `stream/${streamKey(carol.clientId, carol.epoch)}`]);
    expect(children['shard/0']?.getSnapshot()).toHaveProperty('children', {
      [`peer/${bob.clientId}`]: expect.anything(),
      [`peer/${carol.clientId}`]: expect.anything(),
    });
  });
});
