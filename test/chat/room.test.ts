import { describe, expect, it } from 'vitest';
import { giveUp, hear } from '../../src/chat/hearing.js';
import { held, heldOf, oldestHeld } from '../../src/chat/holdings.js';
import {
  extentsHeld,
  holdsBack,
  mark,
  messageKey,
  notice,
  noteReceipts,
  say,
  stamp,
  tookOwn,
  wantedOf,
} from '../../src/chat/room.js';
import { maxLacksTold } from '../../src/wire/control.js';
import { bob, bytesOf, emptyRoom, entriesOf, hearAll, now, said, shown } from './talk.js';

const stream = 'a11ce/1';
const key = messageKey(stream, 1, 2);
const message = {
  key,
  clientId: 'a11ce',
  handle: 'alice',
  text: 'hi',
  at: now,
  source: { stream, first: 1, count: 2 },
};

describe('own messages', () => {
  const waiting = say(emptyRoom, message, stamp(emptyRoom, now));

  it('stand in the transcript as waiting, then as marked', () => {
    expect(entriesOf(waiting)).toMatchObject([{ delivery: 'waiting', missingParts: 0 }]);
    expect(entriesOf(mark(waiting, key, 'sent'))).toMatchObject([{ delivery: 'sent' }]);
  });

  it.each([
    ['one who holds it leaves', [1, 1], [0, 0], { heldBy: 1, of: 1 }],
    ['one of two who hold it leaves', [2, 2], [1, 1], { heldBy: 2, of: 2 }],
    ['one who lacks it leaves', [1, 2], [1, 1], { heldBy: 1, of: 1 }],
    ['one more was there', [1, 1], [1, 2], { heldBy: 1, of: 2 }],
  ] as const)('show the same when all held them: %s', (_, before, after, shows) => {
    const counts = [before, after].map(([heldBy, of]) => [{ key, heldBy, of }]);
    const room = counts.reduce(noteReceipts, waiting);
    expect(entriesOf(room)).toMatchObject([{ receipt: shows }]);
  });

  it('show who holds them', () => {
    const room = noteReceipts(waiting, [{ key, heldBy: 1, of: 2 }]);
    expect(entriesOf(room)).toMatchObject([{ receipt: { heldBy: 1, of: 2 }, delivery: 'waiting' }]);
  });

  it('stand below all that was heard', () => {
    const heard = hearAll([said(1), said(2, { clock: [now + 30_000, 0] })]);
    const room = say(heard, message, stamp(heard, now));
    expect(shown(room).at(-1)).toBe('alice: hi');
  });

  it('can be repeated once they have gone out', () => {
    expect(oldestHeld(waiting.holdings, stream)).toBeUndefined();
    const room = tookOwn(tookOwn(waiting, stream, 1, bytesOf([1])), stream, 2, bytesOf([2]));
    expect(oldestHeld(room.holdings, stream)).toBe(1);
    expect(heldOf(room.holdings, stream, [[2, 9]])).toEqual([2]);
    expect(held(room.holdings, stream, 2)).toEqual(bytesOf([2]));
  });

  it('are not heard from others', () => {
    const own = say(
      emptyRoom,
      { ...message, source: { stream: bob, first: 1, count: 1 } },
      stamp(emptyRoom, now),
    );
    expect(hear(own, said(2), bytesOf(said(2)), now).room).toBe(own);
  });
});

describe('notice', () => {
  it('gives each notice a key of its own, and a place at the end', () => {
    const room = notice(notice(hearAll([said(1)]), 'one', now), 'two', now);
    expect(shown(room)).toEqual(['bob: line 1', 'one', 'two']);
    expect(new Set(entriesOf(room).map((entry) => entry.key)).size).toBe(3);
  });
});

describe('what is known of a stream', () => {
  it.each<[string, number[], [number, number][], boolean, number | undefined]>([
    ['nothing', [], [], false, undefined],
    ['all of it', [1, 2, 3], [], false, 3],
    ['not its beginning', [3], [[1, 2]], true, undefined],
    ['not all of it', [1, 2, 5], [[3, 4]], true, 2],
  ])('%s', (_, heard, missing, waits, upTo) => {
    const room = hearAll(heard.map((seq) => said(seq)));
    expect(wantedOf(room, bob)).toEqual(missing);
    expect(holdsBack(room, bob)).toBe(waits);
    expect(extentsHeld(room).map(([, , last]) => last)).toEqual(upTo === undefined ? [] : [upTo]);
  });

  it('is held as it came, also what is held back', () => {
    const room = hearAll([said(1), said(3)]);
    expect(held(room.holdings, bob, 3)).toEqual(bytesOf(said(3)));
    expect(heldOf(room.holdings, bob, [[1, 3]])).toEqual([1, 3]);
  });

  it('is acknowledged beyond what is lost for ever', () => {
    const { room } = giveUp(hearAll([said(1), said(3)]), bob, [[2, 2]], now);
    expect(extentsHeld(room)).toEqual([['b0b0b0b0b0', said(1).epoch, 3, [[2, 2]]]]);
  });

  it('is acknowledged only as far as can be told what is lost', () => {
    const odd = Array.from({ length: 11 }, (_, index) => said(2 * index + 1));
    const even = odd.slice(1).map(({ seq }): [number, number] => [seq - 1, seq - 1]);
    const { room } = giveUp(hearAll(odd), bob, even, now);
    expect(extentsHeld(room)).toEqual([['b0b0b0b0b0', said(1).epoch, 17, even.slice(0, maxLacksTold)]]);
  });

  it('tells first of whom was heard latest', () => {
    const carol = said(1, { client_id: 'ca401' });
    const heard = hearAll([said(1)]);
    const { room } = hear(heard, carol, bytesOf(carol), now + 1);
    expect(extentsHeld(room).map(([clientId]) => clientId)).toEqual(['ca401', 'b0b0b0b0b0']);
  });
});
