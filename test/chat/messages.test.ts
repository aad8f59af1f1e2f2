// Whether a message is shown once, also when its stream had to make room for others meanwhile, and only the transcript tells
// that it has been shown.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimStream, hear, meetStream, type Via } from '../../src/chat/hearing.js';
import { maxClockLeadMs } from '../../src/chat/hybrid-clock.js';
import type { Room } from '../../src/chat/room.js';
import { streamOf } from '../../src/chat/streams.js';
import { maxPeers, maxStreams } from '../../src/limits.js';
import type { StampedDatagram } from '../../src/wire/chat-datagram.js';
import { bob, bytesOf, emptyRoom, entriesOf, hearAll, now, said, shown } from './talk.js';

const hour = 3_600_000;

/** So many people, a moment later, that nothing is left of whoever was silent meanwhile but where they would go on. */
function crowded(room: Room, at: number, prefix = 'c'): Room {
  const clock = [at + 1, 0] as const;
  let heard = room;
  for (let index = 0; index < maxStreams; index += 1) {
    const stranger = said(1, { client_id: `${prefix}${index}`, handle: 'nobody', clock });
    ({ room: heard } = hear(heard, stranger, bytesOf(stranger), at + 1));
  }
  return heard;
}

/** What bob says with a clock that is so far ahead. */
function ahead(leadMs: number, seq = 1): StampedDatagram {
  return said(seq, { clock: [now + leadMs, 0] });
}

describe('a message whose stream had to make room', () => {
  it.each<{ readonly clock: string; readonly leadMs: number; readonly againMs: number }>([
    { clock: 'is right', leadMs: 0, againMs: 1000 },
    { clock: 'is an hour ahead', leadMs: hour, againMs: 1000 },
    { clock: 'is to be believed by now', leadMs: maxClockLeadMs + 1, againMs: 1000 },
    { clock: 'was to be believed before ours was set back', leadMs: maxClockLeadMs, againMs: -1000 },
    { clock: 'is as far ahead as can be', leadMs: Number.MAX_SAFE_INTEGER - now, againMs: 1000 },
  ])('is not shown again, where its clock $clock', ({ leadMs, againMs }) => {
    const room = crowded(hearAll([ahead(leadMs)]), now);
    expect(streamOf(room.streams, bob)).toBeUndefined();
    for (const via of ['chat', 'repair', 'history'] as const) {
      const again = hear(room, ahead(leadMs), bytesOf(ahead(leadMs)), now + againMs, via);
      expect(again).toMatchObject({ messages: [], above: 0, room: { transcript: room.transcript } });
    }
  });

  it('is not begun again by one of its parts', () => {
    const parts = [1, 2].map((index) => said(index, { part: [index, 2, 0], clock: [now + hour, 0] }));
    const room = crowded(hearAll(parts), now);
    expect(hearAll(parts.slice(1), room, 'repair').transcript).toBe(room.transcript);
  });

  it('goes on by its parts that have not come', () => {
    const parts = [1, 2].map((index) => said(index, { part: [index, 2, 0], clock: [now + hour, 0] }));
    const room = crowded(hearAll(parts.slice(0, 1)), now);
    expect(shown(hearAll(parts.slice(1), room, 'repair'))).toContain('bob: line 1line 2');
  });

  it('hides no other one that has not been shown', () => {
    const room = crowded(hearAll([ahead(hour, 2)]), now);
    const filled = hearAll([ahead(hour, 1), ahead(hour, 2), ahead(hour, 3)], room, 'repair');
    expect(
      shown(filled)
        .filter((line) => line.startsWith('bob'))
        .toSorted(),
    ).toEqual(['bob: line 1', 'bob: line 2', 'bob: line 3']);
  });
});

/** After one more, nothing at all is remembered of whoever was silent meanwhile (see `noteBeginning`). */
const maxCrowds = Math.floor(maxPeers / maxStreams);

const step = fc.oneof(
  fc.record({ type: fc.constant('say' as const), author: fc.nat(2), isLost: fc.boolean() }),
  fc.record({
    type: fc.constant('again' as const),
    which: fc.nat(),
    via: fc.constantFrom<Via>('repair', 'history'),
  }),
  fc.record({ type: fc.constant('pass' as const), ms: fc.constantFrom(-2000, 1, 2000, maxClockLeadMs) }),
  fc.record({ type: fc.constant('crowd' as const) }),
  fc.record({
    type: fc.constant('told' as const),
    author: fc.nat(2),
    by: fc.constantFrom('author', 'others'),
  }),
);

describe('whoever comes and goes, and whatever is repeated', () => {
  it('shows each message once, whatever their clocks say, while their streams are remembered', () => {
    // Three authors, whose clocks are right, nearly right, and wrong.
    const leads = [0, maxClockLeadMs + 1000, hour];
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 20 }), (steps) => {
        let [room, at] = [emptyRoom, now];
        let crowds = 0;
        const sent: StampedDatagram[] = [];
        const heard = new Map<string, number>();
        const saidBy = (author: string) => sent.filter(({ client_id }) => client_id === author).length;
        const takeIn = (datagram: StampedDatagram | undefined, via: Via): void => {
          if (datagram === undefined) return;
          const after = hear(room, datagram, bytesOf(datagram), at, via);
          for (const { key } of after.messages) heard.set(key, (heard.get(key) ?? 0) + 1);
          ({ room } = after);
        };
        for (const [index, each] of steps.entries()) {
          if (each.type === 'pass') at += each.ms;
          if (each.type === 'crowd' && crowds < maxCrowds) {
            crowds += 1;
            room = crowded(room, at, `crowd ${index} `);
          }
          if (each.type === 'again') takeIn(sent[each.which % sent.length], each.via);
          if (each.type === 'told') {
            const author = `author ${each.author}`;
            const [epoch, highest] = [said(1).epoch, saidBy(author)];
            const word = { highest, upMs: 1000 };
            ({ room } =
              each.by === 'author'
                ? meetStream(room, author, epoch, word, at)
                : claimStream(room, [author, epoch, highest], at));
          }
          if (each.type === 'say') {
            const client_id = `author ${each.author}`;
            const seq = 1 + saidBy(client_id);
            sent.push(said(seq, { client_id, clock: [at + (leads[each.author] ?? 0), 0] }));
            if (!each.isLost) takeIn(sent.at(-1), 'chat');
          }
        }
        const keys = entriesOf(room).map(({ key }) => key);
        expect(keys).toHaveLength(new Set(keys).size);
        expect([...heard.values()].filter((times) => times > 1)).toEqual([]);
      }),
    );
  });
});
