import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { copiesOfTwo } from '../../src/net/copies-of-two.js';
import type { LanEvent } from '../../src/net/transport.js';

function datagram(text: string, port = 5000, address = '10.0.0.2'): LanEvent {
  return { type: 'datagram', bytes: Buffer.from(text), source: { address, port } };
}

describe('copiesOfTwo', () => {
  it.each<[string, [from: 'old' | 'new', event: LanEvent][], boolean[]]>([
    [
      'lets the first of two copies through',
      [
        ['old', datagram('a')],
        ['new', datagram('a')],
      ],
      [true, false],
    ],
    [
      'from whichever socket',
      [
        ['new', datagram('a')],
        ['old', datagram('a')],
      ],
      [true, false],
    ],
    [
      'lets what one socket brings twice through twice',
      [
        ['old', datagram('a')],
        ['old', datagram('a')],
      ],
      [true, true],
    ],
    [
      'tells senders apart',
      [
        ['old', datagram('a')],
        ['new', datagram('a', 5001)],
      ],
      [true, true],
    ],
    [
      'tells no interfaces of one segment apart',
      [
        ['old', datagram('a', 5000, 'fe80::1%eth0')],
        ['new', datagram('a', 5000, 'fe80::1%wlan0')],
      ],
      [true, false],
    ],
    [
      'tells texts apart',
      [
        ['old', datagram('a')],
        ['new', datagram('b')],
      ],
      [true, true],
    ],
  ])('%s', (_, arrivals, expected) => {
    const copies = copiesOfTwo();
    expect(arrivals.map(([from, event]) => copies.isFirst(from, event))).toEqual(expected);
  });

  it('lets each of what both sockets bring through once, in whatever order they do', () => {
    const texts = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 8 });
    fc.assert(
      fc.property(texts, fc.array(fc.boolean(), { minLength: 16, maxLength: 16 }), (sent, turns) => {
        const queues = { old: [...sent], new: [...sent] };
        const copies = copiesOfTwo();
        const heard: string[] = [];
        for (const turn of [...turns, ...Array<boolean>(16).fill(true), ...Array<boolean>(16).fill(false)]) {
          const from = turn ? 'old' : 'new';
          const text = queues[from].shift();
          if (text !== undefined && copies.isFirst(from, datagram(text))) heard.push(text);
        }
        expect(heard.toSorted()).toEqual(sent.toSorted());
      }),
    );
  });
});
