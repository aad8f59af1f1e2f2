// What people say, for tests of the room: datagrams to be changed where a test needs it, and what is shown of them.
import { hear, type Via } from '../../src/chat/hearing.js';
import { type Room, newRoom } from '../../src/chat/room.js';
import { type Entry, slice } from '../../src/chat/transcript.js';
import type { OriginalDatagram, StampedDatagram } from '../../src/wire/chat-datagram.js';

/** When the room began, in these tests; its people came an hour later, unless a test says something else. */
export const startedAt = 1_700_000_000_000;

/** The moment of everything in these tests. */
export const now = startedAt + 2 * 3_600_000;

const epoch = startedAt + 3_600_000;

export const original: OriginalDatagram = { client_id: 'b0b0b0b0b0', handle: 'bob', content: 'hello' };

/** The stream of {@link said}. */
export const bob = `${original.client_id}/${epoch}`;

/** What bob says as number `seq`, so many milliseconds after he came. */
export function said(seq: number, change: Partial<StampedDatagram> = {}): StampedDatagram {
  const stamp = { v: 1, epoch, seq, clock: [epoch + seq, 0] } as const;
  return { ...original, content: `line ${seq}`, ...stamp, ...change };
}

/** A part of a message that begins with number 5 and has three. */
export function part(index: number, content: string, glue: 0 | 1 = 0): StampedDatagram {
  return said(4 + index, { content, part: [index, 3, glue], clock: [epoch + 5, 0] });
}

export function bytesOf(datagram: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(datagram));
}

export const emptyRoom = newRoom(startedAt);

export function hearAll(
  datagrams: readonly (OriginalDatagram | StampedDatagram)[],
  room: Room = emptyRoom,
  via: Via = 'chat',
): Room {
  return datagrams.reduce((heard, datagram) => hear(heard, datagram, bytesOf(datagram), now, via).room, room);
}

export function entriesOf({ transcript }: Pick<Room, 'transcript'>): readonly Entry[] {
  return slice(transcript, 0, transcript.length);
}

/** The transcript, an entry a line. */
export function shown(room: Room): string[] {
  return entriesOf(room).map((entry) => {
    switch (entry.kind) {
      case 'message':
        return `${entry.handle}: ${entry.text}`;
      case 'hole':
        return `${entry.count} ${entry.isLost ? 'lost' : 'missing'} from ${entry.handle}`;
      case 'notice':
        return entry.text;
      case 'boundary':
        return '-- before --';
    }
  });
}
