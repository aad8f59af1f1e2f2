import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimStream, giveUp, hear, meetStream, passOver } from '../../src/chat/hearing.js';
import { followsOn, type HeardDatagram, hearRun } from '../../src/chat/hearing-runs.js';
import type { Room } from '../../src/chat/room.js';
import { streamKey, streamName } from '../../src/chat/streams.js';
import { maxHeldDatagramsPerStream, maxStreams, maxTranscriptEntries } from '../../src/limits.js';
import type { StampedDatagram } from '../../src/wire/chat-datagram.js';
import { bob, bytesOf, emptyRoom, entriesOf, hearAll, now, said } from './talk.js';

function runOf(datagrams: readonly StampedDatagram[]): readonly HeardDatagram[] {
  return datagrams.map((datagram, index) => ({ datagram, bytes: bytesOf(datagram), at: now + index }));
}

/** @param stampOf gives number `seq` another stamp */
function saidFrom(
  first: number,
  count: number,
  stampOf = (seq: number) => said(seq).clock,
): readonly StampedDatagram[] {
  return Array.from({ length: count }, (_, index) => said(first + index, { clock: stampOf(first + index) }));
}

/** What a run comes to when each datagram is heard by itself. */
function heardOneByOne(room: Room, run: readonly HeardDatagram[]): Room {
  return run.reduce((heard, { datagram, bytes, at }) => hear(heard, datagram, bytes, at).room, room);
}

describe('hearRun', () => {
  const met = hearAll([said(1)]);
  const another = said(2, { client_id: 'ca401ca401', handle: 'carol' });
  const hour = 3_600_000;
  const word = { highest: 0, upMs: 1000 };
  const crowd = Array.from({ length: maxStreams }, (_, index) => said(1, { client_id: `c${index}` }));
  const full = hearAll(crowd, met);
  // Each of them shows a hole, or holds something back, when it has to make room.
  const behindHoles = hearAll(
    crowd.map((datagram) => ({ ...datagram, seq: 3 })),
    full,
  );
  const withHoles = crowd.reduce(
    (room, { client_id: clientId, epoch }) => giveUp(room, streamKey(clientId, epoch), [[2, 2]], now).room,
    behindHoles,
  );
  it.each<readonly [string, Room, readonly StampedDatagram[]]>([
    [
      'somebody who has only said that they are here',
      meetStream(emptyRoom, ...streamName(bob), word, now).room,
      saidFrom(1, 3),
    ],
    ['somebody who made room for others', full, saidFrom(2, 3)],
    ['somebody who made room, and not where they were', full, saidFrom(3, 3)],
    ['somebody for whom a stream with a hole makes room', withHoles, saidFrom(2, 3)],
    ['somebody where all others hold something back', behindHoles, saidFrom(2, 3)],
    ['what is expected', met, saidFrom(2, 3)],
    ['one alone', met, saidFrom(2, 1)],
    ['somebody not heard before', emptyRoom, saidFrom(1, 3)],
    ['what came before', met, saidFrom(1, 3)],
    ['what comes after a hole', met, saidFrom(3, 3)],
    ['what fills a hole and goes on', hearAll([said(4)], met), saidFrom(2, 4)],
    ['a hole that the transcript shows', passOver(hearAll([said(4)], met), bob, 3, now).room, saidFrom(5, 2)],
    ['what has been claimed', claimStream(met, [...streamName(bob), 3], now).room, saidFrom(2, 4)],
    ['what stands before what another said', hearAll([another], met), saidFrom(2, 2)],
    [
      'a message in parts',
      met,
      [1, 2, 3].map((index) => said(1 + index, { part: [index, 3, 0], clock: said(2).clock })),
    ],
    ['a stamp of tomorrow', met, saidFrom(2, 3, (seq) => [now + hour, seq])],
    ['stamps that go backwards', met, saidFrom(2, 3, (seq) => [now - seq, 0])],
    ['more than is held', met, saidFrom(2, 2 * maxHeldDatagramsPerStream + 7)],
    ['nothing', met, []],
  ])('%s: as when each is heard by itself', (_, room, datagrams) => {
    const run = runOf(datagrams);
    expect(hearRun(room, run).room).toEqual(heardOneByOne(room, run));
  });

  it('says of each message what it is in the end', () => {
    const { messages, above, changedStreams } = hearRun(met, runOf(saidFrom(2, 3)));
    expect(messages.map(({ text }) => text)).toEqual(['line 2', 'line 3', 'line 4']);
    expect([above, changedStreams]).toEqual([0, []]);
    const behindHole = hearRun(met, runOf(saidFrom(3, 2)));
    expect([behindHole.messages, behindHole.changedStreams]).toEqual([[], [bob]]);
  });

  it('keeps the bounds', () => {
    const long = hearRun(met, runOf(saidFrom(2, maxTranscriptEntries + 100))).room;
    expect(entriesOf(long).length).toBeLessThanOrEqual(maxTranscriptEntries);
    expect(long.holdings.datagrams).toBeLessThanOrEqual(maxHeldDatagramsPerStream);
  });

  it('is as hearing each by itself, whatever came before', () => {
    const numbers = fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 30 });
    fc.assert(
      fc.property(numbers, fc.nat({ max: 45 }), fc.integer({ min: 1, max: 20 }), (before, first, count) => {
        const room = hearAll(before.map((seq) => said(seq)));
        const run = runOf(saidFrom(first + 1, count));
        expect(hearRun(room, run).room).toEqual(heardOneByOne(room, run));
      }),
    );
  });
});

describe('followsOn', () => {
  it.each([
    ['the next number', said(2), true],
    ['the same again', said(1), false],
    ['a number further on', said(3), false],
    ['another process', said(2, { epoch: now }), false],
    ['another name', said(2, { handle: 'bobby' }), false],
    ['somebody else', said(2, { client_id: 'ca401ca401' }), false],
  ])('%s', (_, next, expected) => {
    expect(followsOn(said(1), next)).toBe(expected);
  });
});
