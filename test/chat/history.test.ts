import { describe, expect, it } from 'vitest';
import { hear, meetStream } from '../../src/chat/hearing.js';
import { boundary, hearHistory, historyOf, historyOver } from '../../src/chat/history.js';
import type { ClockStamp } from '../../src/chat/hybrid-clock.js';
import { notice, type Room, newRoom, say, stamp, tookOwn, wantedOf } from '../../src/chat/room.js';
import { streamKey } from '../../src/chat/streams.js';
import type { ChatDatagram, StampedDatagram } from '../../src/wire/chat-datagram.js';
import { decode } from '../../src/wire/decode.js';
import { bytesOf, emptyRoom, hearAll, now, original, part, said, shown, startedAt } from './talk.js';

const plenty = 65_536;

/** What bob said in the hour before the room began. */
function past(seq: number): StampedDatagram {
  return said(seq, { epoch: startedAt - 3_600_000, clock: [startedAt - 1000 + seq, 0] });
}

const pastStream = streamKey(original.client_id, past(1).epoch);

function tell(datagrams: readonly ChatDatagram[], room: Room = emptyRoom, clock?: ClockStamp): Room {
  return datagrams.reduce(
    (told, datagram) => hearHistory(told, datagram, bytesOf(datagram), clock, now).room,
    room,
  );
}

function texts(room: Room, maxDatagrams = 200, maxBytes = plenty): string[] {
  return historyOf(room, maxDatagrams, maxBytes).map(({ datagram }) => {
    const read = decode(datagram);
    return read.ok ? read.datagram.content : read.reason;
  });
}

describe('the time that is shown of what is repeated', () => {
  const lead = 10_000;

  it.each<[string, number, { at: number; heardAt?: number }]>([
    ['is its stamp', now - 5000, { at: now - 5000, heardAt: now }],
    ['is that of its hearing where the stamp is a little ahead of it', now + lead, { at: now }],
    ['is that of its hearing where the stamp is not to be believed', now + 3_600_000, { at: now }],
  ])('%s', (_, ms, times) => {
    const datagram = said(1, { clock: [ms, 0] });
    for (const via of ['history', 'repair'] as const) {
      const known = hearAll([said(2, { clock: [now, 1] })]);
      const [message] = hear(known, datagram, bytesOf(datagram), now, via).messages;
      expect({
        at: message?.at,
        ...(message?.heardAt === undefined ? {} : { heardAt: message.heardAt }),
      }).toEqual(times);
    }
  });

  it('is that of its hearing, with a clock that goes slow, where it is heard from its author', () => {
    const slow = said(1, { clock: [now - 5000, 0] });
    const [message] = hear(emptyRoom, slow, bytesOf(slow), now, 'chat').messages;
    expect(message).toMatchObject({ at: now });
    expect(message).not.toHaveProperty('heardAt');
  });

  it("is, of the original's, when it was heard by whoever repeats it", () => {
    const clock: ClockStamp = [now - 5000, 3];
    const [message] = hearHistory(emptyRoom, original, bytesOf(original), clock, now).messages;
    expect(message).toMatchObject({ at: now - 5000, heardAt: now });
  });
});

describe('historyOf', () => {
  const room = hearAll([said(1), said(2), original, said(3)]);

  it('gives the latest messages, the oldest first, as they came', () => {
    expect(historyOf(room, 200, plenty)).toEqual([
      { datagram: bytesOf(said(1)) },
      { datagram: bytesOf(said(2)) },
      { datagram: bytesOf(said(3)) },
      { datagram: bytesOf(original), clock: [now, 2] },
    ]);
  });

  it.each<[string, number, number, string[]]>([
    ['datagrams', 2, plenty, ['line 3', 'hello']],
    ['bytes', 200, bytesOf(original).length + bytesOf(said(3)).length, ['line 3', 'hello']],
    ['nothing', 0, plenty, []],
  ])('is bounded by %s', (_, maxDatagrams, maxBytes, expected) => {
    expect(texts(room, maxDatagrams, maxBytes)).toEqual(expected);
  });

  it('does not begin within a message', () => {
    const parts = [part(1, 'one'), part(2, 'two'), part(3, 'three')];
    const talk = hearAll([...[1, 2, 3, 4].map((seq) => said(seq)), ...parts, said(8)]);
    expect(texts(talk, 3)).toEqual(['line 8']);
    expect(texts(talk, 4)).toEqual(['one', 'two', 'three', 'line 8']);
  });

  it('has own messages as far as they have gone out, and no notices', () => {
    const source = { stream: 'a11ce/1', first: 1, count: 1 };
    const own = { key: 'k', clientId: 'a11ce', handle: 'alice', text: 'hi', at: now, source };
    const waiting = say(notice(emptyRoom, 'welcome', now), own, stamp(emptyRoom, now));
    expect(texts(waiting)).toEqual([]);
    expect(texts(tookOwn(waiting, 'a11ce/1', 1, bytesOf(said(1))))).toEqual(['line 1']);
  });

  it('can be passed on by whoever has had it', () => {
    const told = historyOf(room, 200, plenty).reduce((taken, { datagram, clock }) => {
      const read = decode(datagram);
      return read.ok ? hearHistory(taken, read.datagram, datagram, clock, now).room : taken;
    }, newRoom(now));
    expect(shown(told)).toEqual(shown(room));
    expect(historyOf(told, 200, plenty)).toEqual(historyOf(room, 200, plenty));
  });
});

describe('hearHistory', () => {
  it('puts what was said before we came above what we have heard', () => {
    const room = tell([past(2), past(1)], hearAll([said(1)]));
    expect(shown(room)).toEqual(['bob: line 1', 'bob: line 2', 'bob: line 1']);
  });

  it.each<[string, (room: Room) => Room]>([
    ['when its author is unknown', (room) => tell([past(1), past(2), past(3), past(2)], room)],
    ['after what we heard ourselves', (room) => tell([past(1), past(2), past(3)], hearAll([past(3)], room))],
    ['before what we hear ourselves', (room) => hearAll([past(3)], tell([past(1), past(2), past(3)], room))],
    ['backwards', (room) => tell([past(3), past(2), past(1)], room)],
    [
      'when its author has said hello',
      (room) => {
        const word = { highest: 2, upMs: 86_400_000 };
        const met = meetStream(room, original.client_id, past(1).epoch, word, now).room;
        return hearAll([past(3)], tell([past(1), past(2), past(1)], met));
      },
    ],
  ])('shows each message once: %s', (_, happen) => {
    const room = happen(emptyRoom);
    expect(shown(room)).toEqual(['bob: line 1', 'bob: line 2', 'bob: line 3']);
    expect(wantedOf(room, pastStream)).toEqual([]);
  });

  it('does not wait for what is missing of it, but wants it', () => {
    const room = tell([past(1), past(3)]);
    expect(shown(room)).toEqual(['bob: line 1', 'bob: line 3']);
    expect(wantedOf(room, pastStream)).toEqual([[2, 2]]);
    expect(shown(hearAll([past(2)], room, 'repair'))).toEqual(['bob: line 1', 'bob: line 2', 'bob: line 3']);
  });

  it.each<[string, ClockStamp, number]>([
    ['at the same time', [now, 0], 1],
    ['a little earlier', [now - 5000, 0], 1],
    ['long before', [now - 5001, 0], 2],
  ])("knows the original's message from one that we heard ourselves: %s", (_, clock, count) => {
    expect(shown(tell([original], hearAll([original]), clock))).toHaveLength(count);
  });

  it.each<[string, ChatDatagram]>([
    ['by another', { ...original, client_id: 'ca401' }],
    ['with other words', { ...original, content: 'other' }],
  ])('takes it for another message: %s', (_, datagram) => {
    expect(shown(tell([datagram], hearAll([original]), [now, 0]))).toHaveLength(2);
  });

  it.each<[string, ClockStamp | undefined]>([
    ['there is none', undefined],
    ['it is far ahead', [now + 60_001, 0]],
  ])('takes the time of arrival for its clock when %s', (_, clock) => {
    expect(shown(tell([original], hearAll([said(1)]), clock))).toEqual(['bob: line 1', 'bob: hello']);
  });
});

describe('historyOver', () => {
  const end = { knowsPast: true, lost: 0 };
  // By its own word its author was here before us: what it has said so far is taken for history.
  const word = { highest: 3, upMs: now };
  const met = meetStream(emptyRoom, original.client_id, past(1).epoch, word, now).room;
  const heard = hearAll([past(5)], met);

  it.each([
    ['wants what came after the history', end, [[4, 4]]],
    ['wants as much before it as has been lost of it', { ...end, lost: 2 }, [[2, 4]]],
  ] as const)('%s', (_, how, wanted) => {
    expect(wantedOf(historyOver(heard, how, now).room, pastStream)).toEqual(wanted);
  });
});

describe('boundary', () => {
  it('stands between what was said before we came and what was said since, once', () => {
    const room = tell([past(1)], notice(hearAll([said(1)]), 'welcome', now));
    const marked = boundary(room, now);
    expect(shown(marked)).toEqual(['bob: line 1', '-- before --', 'bob: line 1', 'welcome']);
    expect(boundary(marked, now)).toBe(marked);
  });

  it('stands above all that we say', () => {
    const room = notice(emptyRoom, 'welcome', startedAt);
    expect(shown(boundary(tell([past(1)], room), now))).toEqual(['bob: line 1', '-- before --', 'welcome']);
  });

  it('is not there when there is nothing above it', () => {
    const room = hearAll([said(1)], notice(emptyRoom, 'welcome', startedAt));
    expect(boundary(room, now)).toBe(room);
    expect(boundary(emptyRoom, now)).toBe(emptyRoom);
  });

  it('lets later history stand above it', () => {
    const marked = boundary(tell([past(1)]), now);
    const { room } = hear(marked, past(2), bytesOf(past(2)), now);
    expect(shown(room)).toEqual(['bob: line 1', 'bob: line 2', '-- before --']);
  });
});
