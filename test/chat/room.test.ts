import { describe, expect, it } from 'vitest';
import { emptyRoom, hear, mark, notice, type Room, say } from '../../src/chat/room.js';
import { slice } from '../../src/chat/transcript.js';
import { maxPartialMessages, maxPeers, maxSequencesPerStream, maxStreams } from '../../src/limits.js';
import type { ChatDatagram, StampedDatagram } from '../../src/wire/chat-datagram.js';

const at = 1_700_000_000_000;
const original: ChatDatagram = { client_id: 'b0b0b0b0b0', handle: 'bob', content: 'hello' };
const stamped: StampedDatagram = { ...original, v: 1, epoch: at, seq: 1, clock: [at, 0] };

function hearAll(datagrams: readonly ChatDatagram[], room: Room = emptyRoom): Room {
  return datagrams.reduce((heard, datagram) => hear(heard, datagram, at).room, room);
}

function shown(room: Room): string[] {
  return slice(room.transcript, 0, room.transcript.length).map((entry) =>
    entry.kind === 'message' ? `${entry.handle}: ${entry.text}` : entry.text,
  );
}

describe('hear', () => {
  it('shows a message once, however often its datagram comes', () => {
    expect(shown(hearAll([stamped, stamped, { ...stamped, seq: 2 }, stamped]))).toEqual([
      'bob: hello',
      'bob: hello',
    ]);
  });

  it("shows the original's messages as often as they are said, since nothing tells them apart", () => {
    expect(shown(hearAll([original, original]))).toEqual(['bob: hello', 'bob: hello']);
  });

  it('takes the same sequence number of a restarted process for a new message', () => {
    expect(shown(hearAll([stamped, { ...stamped, epoch: at + 1 }]))).toHaveLength(2);
  });

  it('sanitises what it shows', () => {
    const hostile = { ...original, handle: '\u001b]0;x\u0007', content: 'a\u0000\u202eb' };
    const [line = ''] = shown(hearAll([hostile]));
    // oxlint-disable-next-line no-control-regex -- control characters are what must not be there
    expect(line).not.toMatch(/[\u0000-\u001f\u202e]/u);
  });

  it('tells no message for a duplicate', () => {
    expect(hear(hearAll([stamped]), stamped, at).message).toBeUndefined();
  });

  it('knows whom it heard, under the latest handle', () => {
    const room = hearAll([original, { ...original, handle: 'bobby' }, { ...original, client_id: 'ca401' }]);
    expect([...room.roster.values()].map(({ handle }) => handle)).toEqual(['bobby', 'bob']);
  });
});

function part(index: number, content: string, glue: 0 | 1 = 0): StampedDatagram {
  return { ...stamped, seq: 4 + index, content, part: [index, 3, glue] };
}

describe('a message in parts', () => {
  const parts = [part(1, 'one '), part(2, 'two'), part(3, 'three', 1)];
  const orders = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ];

  it.each(orders)('is one line in whatever order they come: %i %i %i', (...order) => {
    const room = hearAll(order.flatMap((index) => parts[index] ?? []));
    expect(shown(room)).toEqual(['bob: one two\nthree']);
    expect(room.partials.size).toBe(0);
  });

  it('stands where its first part came, with its holes marked until they are filled', () => {
    const room = hearAll([part(1, 'one '), original, part(3, 'three', 1)]);
    expect(shown(room)).toEqual(['bob: one ⋯\nthree', 'bob: hello']);
    expect(shown(hearAll([part(2, 'two')], room))[0]).toBe('bob: one two\nthree');
  });

  it('says how much is missing', () => {
    expect(hear(emptyRoom, part(2, 'two'), at).message).toMatchObject({ missingParts: 2 });
  });

  it('gives what comes after it was given up an entry of its own', () => {
    const strangers = many(maxPartialMessages, (index) => ({ ...stamped, epoch: index, part: [1, 2, 0] }));
    const room = hearAll([part(1, 'one '), ...strangers, part(2, 'two'), part(3, 'three', 1)]);
    const entries = slice(room.transcript, 0, room.transcript.length);
    expect(new Set(entries.map(({ key }) => key)).size).toBe(entries.length);
    expect(shown(room)[0]).toBe('bob: one ⋯⋯');
    expect(shown(room).at(-1)).toBe('bob: ⋯two\nthree');
  });

  it('has no part longer than a datagram', () => {
    expect(hear(emptyRoom, part(1, 'x'.repeat(8000)), at).message?.text).toBe(`${'x'.repeat(1024)}⋯⋯`);
  });

  it('does not let a part with another count into it', () => {
    const forged: StampedDatagram = { ...part(2, 'forged'), part: [2, 2, 0] };
    expect(shown(hearAll([part(1, 'one '), forged]))).toEqual(['bob: one ⋯⋯', 'bob: ⋯forged']);
  });
});

function delivery(room: Room) {
  return slice(room.transcript, 0, 1).map((entry) => entry.kind === 'message' && entry.delivery);
}

describe('own messages', () => {
  it('stand in the transcript as waiting, then as marked', () => {
    const message = { key: 'k', clientId: 'a11ce', handle: 'alice', text: 'hi', at };
    const waiting = say(emptyRoom, message, [at, 0]);
    expect(delivery(waiting)).toEqual(['waiting']);
    expect(delivery(mark(waiting, 'k', 'sent'))).toEqual(['sent']);
  });
});

function many(count: number, of: (index: number) => ChatDatagram): ChatDatagram[] {
  return Array.from({ length: count }, (_, index) => of(index));
}

describe('bounds', () => {
  it.each<[string, (room: Room) => number, number, (index: number) => ChatDatagram]>([
    ['peers', ({ roster }) => roster.size, maxPeers, (index) => ({ ...original, client_id: `peer${index}` })],
    ['streams', ({ streams }) => streams.size, maxStreams, (index) => ({ ...stamped, epoch: index })],
    [
      'sequence numbers of a stream',
      ({ streams }) => [...streams.values()][0]?.length ?? 0,
      maxSequencesPerStream,
      (index) => ({ ...stamped, seq: index + 1 }),
    ],
    [
      'incomplete messages',
      ({ partials }) => partials.size,
      maxPartialMessages,
      (index) => ({ ...stamped, seq: 2 * index + 1, part: [1, 2, 0] }),
    ],
  ])('%s', (_, count, bound, of) => {
    const room = hearAll(many(bound, of));
    expect(count(room)).toBe(bound);
    expect(count(hearAll(many(bound + 1, of).slice(-1), room))).toBe(bound);
  });
});

describe('notice', () => {
  it('gives each notice a key of its own', () => {
    const room = notice(notice(emptyRoom, 'one', at), 'two', at);
    expect(new Set(slice(room.transcript, 0, 2).map(({ key }) => key)).size).toBe(2);
  });
});
