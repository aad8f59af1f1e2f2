import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  acknowledged,
  allHolders,
  holders,
  introduced,
  left,
  type Listener,
  noReceipts,
  type Receipted,
  type Receipts,
  sent,
} from '../../src/chat/receipts.js';
import type { Ranges } from '../../src/chat/ranges.js';
import { maxReceipts } from '../../src/limits.js';

type Step =
  | { readonly type: 'sent'; readonly present: readonly string[] }
  | {
      readonly type: 'acknowledged';
      readonly clientId: string;
      readonly upTo: number;
      readonly lacks: Ranges;
    }
  | { readonly type: 'left'; readonly clientId: string }
  | { readonly type: 'introduced'; readonly clientId: string; readonly startedMs: number };

/** The first message goes out so long after our start, each other one as much later. */
const everyMs = 1000;

/** Whose name ends so is a program in a pipe. */
const pipe = '|';

function listener(clientId: string): Listener {
  return { clientId, isPerson: !clientId.endsWith(pipe) };
}

function step(receipts: Receipts, done: Step): Receipted {
  if (done.type === 'left') return left(receipts, done.clientId);
  if (done.type === 'introduced') return introduced(receipts, listener(done.clientId), done.startedMs);
  if (done.type === 'acknowledged') return acknowledged(receipts, done.clientId, done.upTo, done.lacks);
  const sequence = receipts.sent + 1;
  return sent(receipts, `m${sequence}`, [sequence, sequence], sequence * everyMs, done.present.map(listener));
}

/** @param startedMs when, since our own start */
function came(clientId: string, startedMs: number): Step {
  return { type: 'introduced', clientId, startedMs };
}

function says(present: readonly string[]): Step {
  return { type: 'sent', present };
}

function ack(clientId: string, upTo: number, lacks: Ranges = []): Step {
  return { type: 'acknowledged', clientId, upTo, lacks };
}

const both = says(['bob', 'carol']);

/** The changes of the last step. */
function changesOf(...steps: readonly Step[]): readonly string[] {
  let now: Receipted = { receipts: noReceipts, changed: [] };
  for (const done of steps) now = step(now.receipts, done);
  return now.changed.map(({ key, heldBy, of }) => `${key} ${heldBy}/${of}`);
}

describe('receipts', () => {
  it.each<[string, Step[], string[]]>([
    ['one goes out', [both], ['m1 0/2']],
    ['one goes out with nobody there', [says([])], []],
    ['one is held by one', [both, ack('bob', 1)], ['m1 1/2']],
    ['one is held by all', [both, ack('bob', 1), ack('carol', 1)], ['m1 2/2']],
    ['the same is said again', [both, ack('bob', 1), ack('bob', 1)], []],
    ['less is said than before', [both, both, ack('bob', 2), ack('bob', 1)], []],
    ['several are held at once', [both, both, both, ack('bob', 2)], ['m1 1/2', 'm2 1/2']],
    ['a stranger says so', [both, ack('mallory', 1)], []],
    ['one who holds it leaves', [both, ack('bob', 1), { type: 'left', clientId: 'bob' }], ['m1 0/1']],
    ['one who does not leaves', [both, ack('bob', 1), { type: 'left', clientId: 'carol' }], ['m1 1/1']],
    ['a stranger leaves', [both, { type: 'left', clientId: 'mallory' }], []],
    ['one who came later has earlier ones too', [says(['bob']), both, ack('carol', 2)], ['m2 1/2']],
    ['one who came later leaves', [says(['bob']), both, { type: 'left', clientId: 'carol' }], ['m2 0/1']],
    ['one is not there any more', [both, says(['carol'])], ['m1 0/1', 'm2 0/1']],
    ['one was there all the time', [both, came('dave', -5000)], ['m1 0/3']],
    ['one was known to be there', [both, came('bob', -5000)], []],
    ['one came between two', [both, both, came('dave', 1500)], ['m2 0/3']],
    ['one came after the last', [both, both, came('dave', 2500)], []],
    ['one who came after it holds it', [both, came('dave', 1500), ack('dave', 1)], []],
    ['one who came after the first holds both', [both, both, came('dave', 1500), ack('dave', 2)], ['m2 1/3']],
    ['one of them is no person', [says(['bob', 'log|'])], ['m1 0/1']],
    ['nobody there is a person', [says(['log|'])], []],
    ['a program holds one', [says(['bob', 'log|']), ack('log|', 1)], []],
    ['a program leaves', [says(['bob', 'log|']), { type: 'left', clientId: 'log|' }], []],
    ['a program was there all the time', [both, came('log|', -5000)], []],
    ['one holds what came after what it has given up', [both, both, ack('bob', 2, [[1, 1]])], ['m2 1/2']],
    ['what was given up comes after all', [both, both, ack('bob', 2, [[1, 1]]), ack('bob', 2)], ['m1 1/2']],
    ['an earlier word comes late', [both, both, ack('bob', 2), ack('bob', 1)], []],
    ['one says more than there is', [both, ack('bob', 9), both], ['m2 1/2']],
  ])('%s', (_, steps, changes) => {
    expect(changesOf(...steps)).toEqual(changes);
  });

  it('name who holds a message and who does not', () => {
    const { receipts } = step(step(noReceipts, both).receipts, ack('carol', 1));
    expect(holders(receipts, 'm1')).toEqual({ holding: ['carol'], lacking: ['bob'] });
    expect(holders(receipts, 'm2')).toBeUndefined();
  });

  it('name programs too, for whoever wants to know', () => {
    const { receipts } = step(step(noReceipts, says(['bob', 'log|'])).receipts, ack('log|', 1));
    expect(holders(receipts, 'm1')).toEqual({ holding: [], lacking: ['bob'] });
    expect(allHolders(receipts, 'm1')).toEqual({ holding: ['log|'], lacking: ['bob'] });
  });

  it('count nobody any more who turns out to be a program', () => {
    const { receipts } = step(step(noReceipts, both).receipts, ack('carol', 1));
    const now = introduced(receipts, { clientId: 'carol', isPerson: false }, -1);
    expect(now.changed).toEqual([{ key: 'm1', heldBy: 0, of: 1 }]);
    expect(allHolders(now.receipts, 'm1')).toEqual({ holding: ['carol'], lacking: ['bob'] });
    const again = introduced(now.receipts, { clientId: 'carol', isPerson: true }, -1);
    expect(again.changed).toEqual([{ key: 'm1', heldBy: 1, of: 2 }]);
  });

  it('are kept of the latest messages', () => {
    let receipts = noReceipts;
    for (let count = 0; count <= maxReceipts; count += 1) ({ receipts } = step(receipts, both));
    expect(receipts.messages).toHaveLength(maxReceipts);
    expect(holders(receipts, 'm1')).toBeUndefined();
    expect(holders(receipts, `m${maxReceipts + 1}`)?.lacking).toHaveLength(2);
  });

  it('count as many as they name, whatever happens', () => {
    const people = ['bob', 'carol', 'dave', 'log|'];
    const person = fc.constantFrom(...people);
    const anything: fc.Arbitrary<Step> = fc.oneof(
      fc.subarray(people).map(says),
      fc.tuple(person, fc.nat(12)).map(([clientId, upTo]) => ack(clientId, upTo)),
      person.map((clientId): Step => ({ type: 'left', clientId })),
      fc.tuple(person, fc.integer({ min: -2000, max: 12_000 })).map(([clientId, ms]) => came(clientId, ms)),
    );
    fc.assert(
      fc.property(fc.array(anything, { maxLength: 40 }), (steps) => {
        const shown = new Map<string, readonly number[]>();
        let receipts = noReceipts;
        for (const done of steps) {
          const now = step(receipts, done);
          ({ receipts } = now);
          for (const { key, heldBy, of } of now.changed) shown.set(key, [heldBy, of]);
        }
        for (const [key, counts] of shown) {
          const { holding = [], lacking = [] } = holders(receipts, key) ?? {};
          expect(counts).toEqual([holding.length, holding.length + lacking.length]);
        }
      }),
    );
  });
});
