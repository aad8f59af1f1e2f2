import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimStream, giveUp, hear, meetStream, passOver, seek } from '../../src/chat/hearing.js';
import { askedFor, holdsBack, type Room, newRoom, wantedOf } from '../../src/chat/room.js';
import { streamKey } from '../../src/chat/streams.js';
import { togetherMs } from '../../src/protocol-timing.js';
import { maxHeldBack, maxPartialMessages, maxPeers, maxStreams } from '../../src/limits.js';
import type { StampedDatagram } from '../../src/wire/chat-datagram.js';
import {
  bob,
  bytesOf,
  emptyRoom,
  entriesOf,
  hearAll,
  now,
  original,
  part,
  said,
  shown,
  startedAt,
} from './talk.js';

const forever = Number.POSITIVE_INFINITY;

function passedOver(room: Room, through = forever, stream = bob): Room {
  return passOver(room, stream, through, now).room;
}

describe('hear', () => {
  it('shows a message once, however often its datagram comes', () => {
    expect(shown(hearAll([said(1), said(1), said(2), said(1)]))).toEqual(['bob: line 1', 'bob: line 2']);
  });

  it("shows the original's messages as often as they are said, since nothing tells them apart", () => {
    expect(shown(hearAll([original, original]))).toEqual(['bob: hello', 'bob: hello']);
  });

  it('does not believe somebody else who repeats one of them', () => {
    expect(hearAll([original], emptyRoom, 'repair')).toBe(emptyRoom);
  });

  it('takes the same sequence number of a restarted process for a new message', () => {
    expect(shown(hearAll([said(1), said(1, { epoch: now - 1 })]))).toHaveLength(2);
  });

  it('sanitises what it shows', () => {
    const hostile = { ...original, handle: '\u001b]0;x\u0007', content: 'a\u0000\u202eb' };
    const [line = ''] = shown(hearAll([hostile]));
    expect(line).not.toMatch(/[\u0000-\u001f\u202e]/u);
  });

  it('tells which messages are new, and where they went', () => {
    const first = hear(emptyRoom, said(1), bytesOf(said(1)), now);
    expect(first).toMatchObject({ messages: [{ text: 'line 1' }], above: 0, changedStreams: [] });
    expect(hear(first.room, said(1), bytesOf(said(1)), now)).toMatchObject({
      messages: [],
      room: first.room,
    });
    const ahead = hear(first.room, said(3), bytesOf(said(3)), now);
    expect(ahead).toMatchObject({ messages: [], changedStreams: [bob] });
    const filled = hear(ahead.room, said(2), bytesOf(said(2)), now);
    expect(filled).toMatchObject({
      messages: [{ text: 'line 2' }, { text: 'line 3' }],
      changedStreams: [bob],
    });
  });

  it('puts what was said earlier above what was said later', () => {
    const carol = said(1, { client_id: 'ca401', handle: 'carol', clock: [said(3).clock[0], 5] });
    const room = hearAll([said(1), carol]);
    expect(hear(room, said(2), bytesOf(said(2)), now).above).toBe(1);
    expect(shown(hearAll([said(2), said(3)], room))).toEqual([
      'bob: line 1',
      'bob: line 2',
      'bob: line 3',
      'carol: line 1',
    ]);
  });
});

const future = now + 60_001;

/** What bob says whose clock is far ahead. */
function fromFuture(seq: number): StampedDatagram {
  return said(seq, { clock: [future, seq] });
}

describe('a clock far ahead', () => {
  it('does not put a message below what is said now, nor take ours along', () => {
    const room = hearAll([said(1, { clock: [future, 0] }), original]);
    expect(shown(room)).toEqual(['bob: line 1', 'bob: hello']);
    expect(room.clock[0]).toBe(now);
  });

  it('leaves lines in their order, also those that are repaired', () => {
    const room = hearAll([3, 4, 2].map(fromFuture), passedOver(hearAll([1, 5, 6].map(fromFuture))));
    expect(shown(room)).toEqual([1, 2, 3, 4, 5, 6].map((seq) => `bob: line ${seq}`));
  });
});

/** What is shown below bob's first four lines. */
function below(room: Room): string[] {
  return shown(room).slice(4);
}

describe('a message in parts', () => {
  const parts = [part(1, 'one '), part(2, 'two'), part(3, 'three', 1)];
  const before = hearAll([1, 2, 3, 4].map((seq) => said(seq)));
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];

  it.each(orders)('is one line in whatever order they come: %i %i %i', (...order) => {
    const room = hearAll(
      order.flatMap((index) => parts[index] ?? []),
      before,
    );
    expect(below(room)).toEqual(['bob: one two\nthree']);
    expect(room.partials.size).toBe(0);
  });

  it('has the mark of what is missing within it, and no hole beside', () => {
    const room = passedOver(hearAll([part(1, 'one '), part(3, 'three', 1)], before));
    expect(below(room)).toEqual(['bob: one ⋯\nthree']);
    expect(below(hearAll([part(2, 'two')], room))).toEqual(['bob: one two\nthree']);
  });

  it('stays incomplete when the rest is lost', () => {
    const room = passedOver(hearAll([part(1, 'one '), part(3, 'three', 1)], before));
    expect(below(giveUp(room, bob, [[6, 6]], now).room)).toEqual(['bob: one ⋯\nthree']);
  });

  it('says how much is missing', () => {
    const first = part(1, 'one ');
    expect(hear(before, first, bytesOf(first), now).messages).toMatchObject([{ missingParts: 2 }]);
  });

  it('is told of once when several parts are shown together', () => {
    const late = part(1, 'one ');
    const heard = hear(hearAll(parts.slice(1), before), late, bytesOf(late), now);
    expect(heard.messages).toMatchObject([{ text: 'one two\nthree' }]);
  });

  it('gives what comes after it was given up an entry of its own', () => {
    const strangers = Array.from({ length: maxPartialMessages }, (_, index) =>
      said(1, { client_id: `c${index}`, part: [1, 2, 0] }),
    );
    const room = hearAll([part(1, 'one '), ...strangers, part(2, 'two'), part(3, 'three', 1)], before);
    const own = entriesOf(room).filter(
      (entry) => entry.kind === 'message' && entry.clientId === 'b0b0b0b0b0',
    );
    expect(new Set(entriesOf(room).map(({ key }) => key)).size).toBe(room.transcript.length);
    expect(own.slice(4)).toMatchObject([{ text: 'one ⋯⋯' }, { text: '⋯two\nthree' }]);
  });

  it('has no part longer than a datagram', () => {
    const room = hearAll([part(1, 'x'.repeat(8000))], before);
    expect(below(room)).toEqual([`bob: ${'x'.repeat(1024)}⋯⋯`]);
  });

  it('does not let a part with another count into it', () => {
    const forged: StampedDatagram = { ...part(2, 'forged'), part: [2, 2, 0] };
    expect(below(hearAll([part(1, 'one '), forged], before))).toEqual(['bob: one ⋯⋯', 'bob: ⋯forged']);
  });
});

describe('holes', () => {
  const held = hearAll([said(1), said(4), said(7)]);

  it('hold back what was said after them, of nobody else', () => {
    const carol = said(1, { client_id: 'ca401', handle: 'carol' });
    expect(shown(hearAll([carol], held))).toEqual(['bob: line 1', 'carol: line 1']);
    expect(holdsBack(held, bob)).toBe(true);
  });

  it('are shown where something is missing, when that has held back for long enough', () => {
    const room = passedOver(held);
    expect(shown(room)).toEqual([
      'bob: line 1',
      '2 missing from bob',
      'bob: line 4',
      '2 missing from bob',
      'bob: line 7',
    ]);
    expect(holdsBack(room, bob)).toBe(false);
    expect(wantedOf(room, bob)).toEqual([
      [2, 3],
      [5, 6],
    ]);
  });

  it.each<[string, number, string[]]>([
    ['before any of it', 1, ['bob: line 1']],
    ['in the middle of the first', 2, ['bob: line 1']],
    ['after the first', 3, ['bob: line 1', '2 missing from bob', 'bob: line 4']],
    [
      'behind all',
      9,
      ['bob: line 1', '2 missing from bob', 'bob: line 4', '2 missing from bob', 'bob: line 7'],
    ],
  ])('are passed over as far as it is said: %s', (_, through, lines) => {
    const room = passedOver(held, through);
    expect(shown(room)).toEqual(lines);
    expect(shown(passedOver(room))).toEqual(shown(passedOver(held)));
  });

  it.each<[string, number[], string[]]>([
    ['at its beginning', [2], ['bob: line 2', '1 missing from bob']],
    ['at its end', [3], ['1 missing from bob', 'bob: line 3']],
    ['wholly', [3, 2], ['bob: line 2', 'bob: line 3']],
  ])('are filled in place: %s', (_, sequences, lines) => {
    const room = hearAll(
      sequences.map((seq) => said(seq)),
      passedOver(held),
    );
    expect(shown(room).slice(1, 3)).toEqual(lines);
    expect(shown(room).slice(3)).toEqual(['bob: line 4', '2 missing from bob', 'bob: line 7']);
  });

  it('are split by what comes in their middle', () => {
    const room = hearAll([said(3)], passedOver(hearAll([said(1), said(5)])));
    expect(shown(room).slice(1)).toEqual([
      '1 missing from bob',
      'bob: line 3',
      '1 missing from bob',
      'bob: line 5',
    ]);
  });

  it('become smaller by all of a message of which a part has come', () => {
    const room = hearAll([part(2, 'two')], passedOver(hearAll([said(4), said(9)], hearAll([said(1)]))));
    expect(shown(room)).toEqual([
      'bob: line 1',
      '2 missing from bob',
      'bob: line 4',
      'bob: ⋯two⋯',
      '1 missing from bob',
      'bob: line 9',
    ]);
  });

  it('are marked when they will never be filled', () => {
    const some = giveUp(passedOver(held), bob, [[2, 2]], now).room;
    expect(shown(some)[1]).toBe('2 missing from bob');
    const all = giveUp(some, bob, [[3, 3]], now).room;
    expect(shown(all)[1]).toBe('2 lost from bob');
    expect(shown(all)[3]).toBe('2 missing from bob');
    expect(shown(hearAll([said(3)], all)).slice(1, 3)).toEqual(['1 lost from bob', 'bob: line 3']);
  });

  it('are shown to be asked for once more, and filled', () => {
    const lost = giveUp(passedOver(held), bob, [[2, 6]], now).room;
    const { room, changedStreams } = seek(lost, bob, [[3, 3]], now);
    expect(changedStreams).toEqual([bob]);
    expect(wantedOf(room, bob), 'nobody waits for it').toEqual([]);
    expect(askedFor(room, bob)).toEqual([[3, 3]]);
    expect(entriesOf(room)[1]).toMatchObject({ count: 2, isLost: false, isAgain: true });
    expect(shown(hearAll([said(3)], room)).slice(1, 3)).toEqual(['1 lost from bob', 'bob: line 3']);
    expect(shown(giveUp(room, bob, [[3, 3]], now).room)[1]).toBe('2 lost from bob');
    expect(seek(room, bob, [[1, 1]], now).room).toBe(room);
  });

  it('have a name as soon as somebody tells it', () => {
    const claimed = claimStream(emptyRoom, ['b0b0b0b0b0', said(1).epoch, 0], now).room;
    const { room } = giveUp(
      claimStream(claimed, ['b0b0b0b0b0', said(1).epoch, 2], now).room,
      bob,
      [[1, 2]],
      now,
    );
    expect(shown(room)).toEqual(['2 lost from ']);
    const told = meetStream(
      room,
      'b0b0b0b0b0',
      said(1).epoch,
      { highest: 2, upMs: 0, handle: 'bob' },
      now,
    ).room;
    expect(shown(told)).toEqual(['2 lost from bob']);
    expect(shown(hearAll([said(3)], room))).toContain('2 lost from bob');
  });

  it('are shown when they are given up before they were passed over', () => {
    const { room, messages } = giveUp(held, bob, [[2, 3]], now);
    expect(messages).toMatchObject([{ text: 'line 4' }]);
    expect(shown(room)).toEqual(['bob: line 1', '2 lost from bob', 'bob: line 4']);
  });

  it('stand at the end when nothing follows that was lost', () => {
    const claimed = claimStream(hearAll([said(1), original]), ['b0b0b0b0b0', said(1).epoch, 2], now).room;
    const { room } = giveUp(claimed, bob, [[2, 2]], now);
    expect(shown(room)).toEqual(['bob: line 1', 'bob: hello', '1 lost from bob']);
  });
});

/** A process that had been running for a day when the room began, as its own clock has it. */
function older(seq: number): StampedDatagram {
  const epoch = startedAt - 86_400_000;
  return said(seq, { epoch, clock: [epoch + 86_400_000 + 7_200_000, seq] });
}

const olderStream = streamKey('b0b0b0b0b0', older(1).epoch);

describe('where a stream begins', () => {
  const day = 86_400_000;
  const id = 'b0b0b0b0b0';

  it('is with what is heard first, of somebody who was here before us', () => {
    const room = hearAll([older(7), older(9)]);
    expect(wantedOf(room, olderStream)).toEqual([[8, 8]]);
    expect(shown(room)).toEqual(['bob: line 7']);
  });

  it('is at its beginning, of somebody who came after us', () => {
    expect(wantedOf(hearAll([said(7)]), bob)).toEqual([[1, 6]]);
  });

  it('is no further back than anybody keeps', () => {
    expect(wantedOf(hearAll([said(1000)]), bob)).toEqual([[489, 999]]);
  });

  it.each<[string, number, [number, number][]]>([
    ['somebody who was here before us: none of it is missing', day, []],
    ['somebody who came after us: all of it is missing', 1000, [[1, 5]]],
  ])('is told by %s', (_, upMs, missing) => {
    const { room, changedStreams } = meetStream(emptyRoom, id, older(1).epoch, { highest: 5, upMs }, now);
    expect(wantedOf(room, olderStream)).toEqual(missing);
    expect(changedStreams).toEqual(missing.length === 0 ? [] : [olderStream]);
    expect(wantedOf(hearAll([older(7)], room), olderStream)).toEqual(
      missing.length === 0 ? [[6, 6]] : [[1, 6]],
    );
  });

  it('is told by others, until its author does', () => {
    // By the clocks it was here before us; its author, who says how long it has been here, knows better.
    const epoch = startedAt - 2 * togetherMs;
    const slow = streamKey(id, epoch);
    const next = said(8, { epoch, clock: [epoch + 8, 0] });
    const told = claimStream(emptyRoom, [id, epoch, 5], now).room;
    expect(wantedOf(told, slow)).toEqual([]);
    const more = claimStream(told, [id, epoch, 7], now).room;
    expect(wantedOf(more, slow)).toEqual([[6, 7]]);
    expect(wantedOf(hearAll([next], more), slow)).toEqual([[1, 7]]);
    expect(wantedOf(hearAll([next], told), slow)).toEqual([[1, 7]]);
    expect(
      wantedOf(hearAll([older(8)], claimStream(emptyRoom, [id, older(1).epoch, 5], now).room), olderStream),
    ).toEqual([[6, 7]]);
  });

  it('is told by others as the whole of it, when by the clock its author came with us or after us', () => {
    const epoch = startedAt - togetherMs + 1;
    const { room } = claimStream(emptyRoom, [id, epoch, 2], now);
    expect(wantedOf(room, streamKey(id, epoch))).toEqual([[1, 2]]);
  });

  it('is not told by what somebody else has missed', () => {
    expect(hearAll([older(7)], emptyRoom, 'repair')).toBe(emptyRoom);
    const past = { ...older(3), clock: [startedAt - 1, 0] } as const;
    const room = hearAll([older(7)]);
    expect(hearAll([past], room, 'repair')).toBe(room);
    expect(shown(hearAll([older(6)], room, 'repair'))).toEqual(['bob: line 6', 'bob: line 7']);
  });
});

/** The second lines of so many people whose first ones have not come. */
function secondLines(count: number, prefix: string): StampedDatagram[] {
  return Array.from({ length: count }, (_, index) => said(2, { client_id: `${prefix}${index}` }));
}

describe('bounds', () => {
  it.each<[string, (room: Room) => number, number, (index: number) => StampedDatagram]>([
    ['streams', ({ streams }) => streams.live.size, maxStreams, (index) => said(1, { epoch: index })],
    [
      'incomplete messages',
      ({ partials }) => partials.size,
      maxPartialMessages,
      (index) => said(1, { client_id: `c${index}`, part: [1, 2, 0] }),
    ],
    [
      'datagrams held back',
      ({ heldBack }) => heldBack,
      maxHeldBack,
      (index) => said(2 + Math.floor(index / 8), { client_id: `c${index % 8}` }),
    ],
  ])('%s', (_, count, bound, of) => {
    const room = hearAll(Array.from({ length: bound }, (__, index) => of(index)));
    expect(count(room)).toBe(bound);
    expect(count(hearAll([of(bound)], room))).toBe(bound);
  });

  it('streams told of', () => {
    let room = emptyRoom;
    for (let index = 0; index <= maxPeers; index += 1) {
      ({ room } = claimStream(room, [`c${index}`, 1, 1], now));
    }
    expect(room.streams.idle.size).toBe(maxPeers);
  });

  it('knows where a stream goes on that had to make room', () => {
    const crowd = Array.from({ length: maxStreams }, (_, index) => said(1, { client_id: `c${index}` }));
    const { room } = hear(emptyRoom, older(1), bytesOf(older(1)), now - 1);
    const crowded = hearAll(crowd, room);
    const again = hearAll([older(3), older(1)], crowded);
    expect(wantedOf(again, olderStream)).toEqual([[2, 2]]);
    expect(again.transcript.length).toBe(crowded.transcript.length);
  });

  it('a stream that lacks something makes room last, and if all do, one that came last', () => {
    const quiet = passOver(hearAll([said(1), said(3)]), bob, forever, now).room;
    const { room } = hear(quiet, said(5), bytesOf(said(5)), now - 1);
    const full = hearAll([...secondLines(maxStreams - 2, 'c'), older(1)], room);
    expect([full.streams.live.size, full.heldBack]).toEqual([maxStreams, maxStreams - 1]);
    const one = hearAll(secondLines(1, 'd'), full);
    expect(shown(one)).toContain('1 missing from bob');
    const two = hearAll(secondLines(2, 'd'), full);
    expect(shown(two)).toContain('1 missing from bob');
    expect([two.streams.live.size, two.heldBack]).toEqual([maxStreams, maxStreams]);
  });
});

/** What several people say in a while: messages of one to three parts, with clocks of their own. */
const talk = fc
  .array(
    fc.record({
      author: fc.constantFrom('alice', 'bob', 'carol'),
      parts: fc.integer({ min: 1, max: 3 }),
      pauseMs: fc.nat(3),
    }),
    { minLength: 1, maxLength: 25 },
  )
  .map((messages) => {
    const sent = new Map<string, number>();
    let ms = startedAt + 10_000;
    return messages.flatMap(({ author, parts, pauseMs }, index) => {
      ms += pauseMs;
      const clock = [ms, index] as const;
      return Array.from({ length: parts }, (_, at): StampedDatagram => {
        const seq = (sent.get(author) ?? 0) + 1;
        sent.set(author, seq);
        const base = { client_id: author, handle: author, content: `${author} ${seq}`, v: 1, seq } as const;
        const stamp = { ...base, epoch: startedAt + 5000, clock };
        return parts === 1 ? stamp : { ...stamp, part: [at + 1, parts, 0] };
      });
    });
  });

const interruption = fc.record({
  stream: fc.constantFrom('alice', 'bob', 'carol').map((author) => streamKey(author, startedAt + 5000)),
  type: fc.constantFrom('none', 'none', 'passOver', 'giveUp', 'again'),
  number: fc.integer({ min: 1, max: 40 }),
});

type Interruption = (typeof interruption)['generate'] extends (...args: never) => {
  readonly value: infer Value;
}
  ? Value
  : never;

function messagesOf(room: Room) {
  return entriesOf(room).flatMap((entry) => (entry.kind === 'message' ? [`${entry.key} ${entry.text}`] : []));
}

function interrupted(
  room: Room,
  { type, stream, number }: Interruption,
  sent: readonly StampedDatagram[],
): Room {
  if (type === 'passOver') return passOver(room, stream, number, now).room;
  if (type === 'giveUp') return giveUp(room, stream, [[number, number + 3]], now).room;
  const again = sent[number % sent.length];
  return type === 'again' && again !== undefined ? hearAll([again], room) : room;
}

describe('whatever comes in which order', () => {
  const heardInSomeOrder = talk.chain((datagrams) =>
    fc.record({
      datagrams: fc.constant(datagrams),
      order: fc.shuffledSubarray(datagrams, { minLength: datagrams.length }),
      interruptions: fc.array(interruption, { minLength: datagrams.length, maxLength: datagrams.length }),
    }),
  );

  it('makes the same transcript once all has come', () => {
    fc.assert(
      fc.property(heardInSomeOrder, ({ datagrams, order, interruptions }) => {
        let room = newRoom(startedAt);
        for (const [index, datagram] of order.entries()) {
          room = hearAll([datagram], room);
          const between = interruptions[index];
          if (between !== undefined) room = interrupted(room, between, order);
        }
        expect(messagesOf(room)).toEqual(messagesOf(hearAll(datagrams, newRoom(startedAt))));
        expect(entriesOf(room).filter(({ kind }) => kind === 'hole')).toEqual([]);
        expect(room).toMatchObject({ heldBack: 0, partials: new Map() });
      }),
    );
  });

  it('shows a mark for what is missing, and for nothing else', () => {
    fc.assert(
      fc.property(heardInSomeOrder, ({ order, interruptions }) => {
        let room = newRoom(startedAt);
        for (const [index, datagram] of order.slice(0, Math.ceil(order.length / 2)).entries()) {
          room = hearAll([datagram], room);
          const between = interruptions[index];
          if (between !== undefined) room = interrupted(room, between, order.slice(0, index + 1));
        }
        for (const author of ['alice', 'bob', 'carol']) {
          const stream = streamKey(author, startedAt + 5000);
          room = passOver(room, stream, forever, now).room;
          const known = room.streams.live.buckets.flat().find(([key]) => key === stream)?.[1].reception;
          const lacking = [...(known?.missing ?? []), ...(known?.lost ?? [])];
          const marked = entriesOf(room).reduce((sum, entry) => {
            if (entry.kind === 'notice' || entry.kind === 'boundary' || entry.clientId !== author) return sum;
            return sum + (entry.kind === 'hole' ? entry.count : entry.missingParts);
          }, 0);
          // Of a message whose last parts are still to come, nothing is known to be missing.
          const expected = lacking.reduce((sum, [first, last]) => sum + last - first + 1, 0);
          const incomplete = [...room.partials.values()].filter(({ entry }) => entry.clientId === author);
          const toCome = incomplete.reduce((sum, { entry: { source } }) => {
            const last = source.first + source.count - 1;
            return sum + Math.max(0, last - (known?.highest ?? 0));
          }, 0);
          expect(marked).toBe(expected + toCome);
        }
      }),
    );
  });
});
