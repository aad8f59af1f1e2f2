import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emptyHoldings, type Holdings, held, heldOf, hold, oldestHeld } from '../../src/chat/holdings.js';
import {
  maxHeldBytes,
  maxHeldBytesPerStream,
  maxHeldDatagrams,
  maxHeldDatagramsPerStream,
  maxStreams,
} from '../../src/limits.js';

const everything = [[0, Number.MAX_SAFE_INTEGER]] as const;

/** Bytes that are all the number, so many of them. */
function bytesOf(number: number, length = 1): Uint8Array {
  return new Uint8Array(length).fill(number);
}

function filled(stream: string, count: number, length = 1, from = emptyHoldings): Holdings {
  let holdings = from;
  for (let sequence = 1; sequence <= count; sequence += 1) {
    holdings = hold(holdings, stream, sequence, bytesOf(sequence, length));
  }
  return holdings;
}

describe('holdings', () => {
  it('give back what was put in first', () => {
    const holdings = hold(hold(emptyHoldings, 'a', 1, bytesOf(1)), 'a', 1, bytesOf(2));
    expect(held(holdings, 'a', 1)).toEqual(bytesOf(1));
    expect(held(holdings, 'a', 2)).toBeUndefined();
    expect(held(holdings, 'b', 1)).toBeUndefined();
  });

  it('say which of some numbers they have', () => {
    const holdings = filled('a', 100);
    expect(
      heldOf(holdings, 'a', [
        [5, 7],
        [99, 2 ** 50],
      ]),
    ).toEqual([5, 6, 7, 99, 100]);
    expect(heldOf(holdings, 'b', everything)).toEqual([]);
  });

  it.each<[string, number, number]>([
    ['datagrams', 2000, 1],
    ['bytes', 300, 8192],
  ])('keep the latest of one stream, within its %s', (_, count, length) => {
    const holdings = filled('a', count, length);
    const kept = heldOf(holdings, 'a', everything);
    expect(kept.length).toBeLessThanOrEqual(maxHeldDatagramsPerStream);
    expect(holdings.bytes).toBeLessThanOrEqual(maxHeldBytesPerStream);
    expect(holdings).toMatchObject({ datagrams: kept.length, bytes: kept.length * length });
    expect(kept.at(-1)).toBe(count);
    expect(oldestHeld(holdings, 'a')).toBe(count - kept.length + 1);
  });

  it.each<[string, number, number]>([
    ['datagrams', 500, 1],
    ['bytes', 200, 1300],
  ])('keep the streams heard latest, within the %s of all', (_, count, length) => {
    let holdings = emptyHoldings;
    for (let stream = 1; stream <= 20; stream += 1) holdings = filled(`s${stream}`, count, length, holdings);
    expect(holdings.datagrams).toBeLessThanOrEqual(maxHeldDatagrams);
    expect(holdings.bytes).toBeLessThanOrEqual(maxHeldBytes);
    expect(oldestHeld(holdings, 's1')).toBeUndefined();
    expect(heldOf(holdings, 's20', everything)).toHaveLength(
      heldOf(filled('s', count, length), 's', everything).length,
    );
  });

  it('have no more streams than are received', () => {
    let holdings = emptyHoldings;
    for (let stream = 0; stream <= maxStreams; stream += 1) {
      holdings = hold(holdings, `s${stream}`, 1, bytesOf(1));
    }
    expect(holdings.streams.size).toBe(maxStreams);
    expect(held(holdings, 's0', 1)).toBeUndefined();
    expect(held(holdings, 's1', 1)).toBeDefined();
  });

  it('count right, whatever is put in', () => {
    const put = fc.record({
      stream: fc.constantFrom('a', 'b'),
      sequence: fc.integer({ min: 1, max: 3000 }),
      length: fc.integer({ min: 1, max: 8192 }),
    });
    fc.assert(
      fc.property(fc.array(put, { minLength: 50, maxLength: 300 }), (puts) => {
        const holdings = puts.reduce(
          (all, { stream, sequence, length }) => hold(all, stream, sequence, bytesOf(1, length)),
          emptyHoldings,
        );
        const kept = ['a', 'b'].flatMap((stream) =>
          heldOf(holdings, stream, everything).map(
            (sequence) => held(holdings, stream, sequence)?.length ?? 0,
          ),
        );
        expect(holdings.datagrams).toBe(kept.length);
        expect(holdings.bytes).toBe(kept.reduce((sum, length) => sum + length, 0));
      }),
    );
  });
});
