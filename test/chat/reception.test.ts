import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { includes, type Ranges } from '../../src/chat/ranges.js';
import {
  claim,
  giveUp,
  handedOut,
  heldBut,
  heldUpTo,
  isHoldingBack,
  lowerFirst,
  newReception,
  type Outcome,
  passOver,
  type Reception,
  seek,
  take,
} from '../../src/chat/reception.js';
import { maxAheadPerStream, maxBehindPerStream } from '../../src/limits.js';
import { maxClaimAhead } from '../../src/protocol-timing.js';

type Step =
  | { readonly type: 'take'; readonly sequence: number; readonly atOnce?: boolean }
  | { readonly type: 'claim'; readonly highest: number }
  | { readonly type: 'passOver'; readonly through: number }
  | { readonly type: 'giveUp'; readonly ranges: Ranges }
  | { readonly type: 'seek'; readonly ranges: Ranges };

/** A reception whose items are their own numbers, and all that it has handed out. */
interface Run {
  readonly reception: Reception<number>;
  readonly delivered: readonly number[];
}

function start(first = 1): Run {
  return { reception: newReception(first), delivered: [] };
}

function outcomeOf(reception: Reception<number>, step: Step): Outcome<number> {
  switch (step.type) {
    case 'take':
      return take(reception, step.sequence, step.sequence, step.atOnce);
    case 'claim':
      return { reception: claim(reception, step.highest), delivered: [], holes: [], lost: [] };
    case 'passOver':
      return passOver(reception, step.through);
    case 'giveUp':
      return giveUp(reception, step.ranges);
    case 'seek':
      return { reception: seek(reception, step.ranges), delivered: [], holes: [], lost: [] };
  }
}

function run(steps: readonly Step[], from = start()): Run {
  return steps.reduce(({ reception, delivered }, step) => {
    const outcome = outcomeOf(reception, step);
    return { reception: outcome.reception, delivered: [...delivered, ...outcome.delivered] };
  }, from);
}

function takes(...sequences: readonly number[]): Step[] {
  return sequences.map((sequence) => ({ type: 'take', sequence }));
}

function upTo(last: number): number[] {
  return Array.from({ length: last }, (_, index) => index + 1);
}

function ascending(numbers: readonly number[]): number[] {
  return numbers.toSorted((left, right) => left - right);
}

const passAll: Step = { type: 'passOver', through: Number.POSITIVE_INFINITY };

describe('take', () => {
  it.each<[string, number[], number[], Ranges]>([
    ['in order', [1, 2, 3], [1, 2, 3], []],
    ['a duplicate', [1, 1, 2, 1, 2], [1, 2], []],
    ['overtaken', [1, 3, 2], [1, 2, 3], []],
    ['a hole', [1, 3, 4], [1], [[2, 2]]],
    ['two holes, the first filled', [1, 3, 5, 2], [1, 2, 3], [[4, 4]]],
    ['what was said before', [-3, -3, 1], [-3, 1], []],
  ])('%s', (_, sequences, delivered, missing) => {
    const ran = run(takes(...sequences));
    expect(ran.delivered).toEqual(delivered);
    expect(ran.reception.missing).toEqual(missing);
  });

  it('hands out at once what is not to wait, and never again', () => {
    const ran = run([{ type: 'take', sequence: 3, atOnce: true }, ...takes(4, 1, 3, 2)]);
    expect(ran.delivered).toEqual([3, 1, 2, 4]);
  });

  it('does not take one number that is too far ahead, nor mark it as had', () => {
    const far = maxAheadPerStream + 1;
    const { reception, delivered } = run(takes(far));
    expect(delivered).toEqual([]);
    expect(take(reception, far, far).isNew).toBe(false);
    expect(isHoldingBack(reception)).toBe(false);
  });

  it('believes a second one that follows it, and gives up what nobody can repeat any more', () => {
    const far = 5000;
    const { reception } = run(takes(1, far));
    const second = take(reception, far + 1, far + 1);
    expect(second.isNew).toBe(true);
    expect(second.lost).toEqual([[2, far - maxClaimAhead]]);
    expect(second.holes).toEqual([[2, far - maxClaimAhead]]);
    expect(second.reception.missing).toEqual([[far + 1 - maxClaimAhead, far]]);
  });

  it('forgets what is too far behind', () => {
    const ran = run([...takes(2), passAll, ...takes(...upTo(maxBehindPerStream + 2).slice(2))]);
    expect(ran.reception.missing).toEqual([]);
    expect(take(ran.reception, 1, 1).isNew).toBe(false);
  });
});

describe('claim', () => {
  it('shows what is missing at the end, without holding anything back', () => {
    const { reception } = run([...takes(1), { type: 'claim', highest: 3 }]);
    expect(reception.missing).toEqual([[2, 3]]);
    expect(isHoldingBack(reception)).toBe(false);
  });

  it('is believed only so far ahead, however often it is made', () => {
    const boast: Step = { type: 'claim', highest: 1_000_000 };
    expect(run([...takes(1), boast, boast]).reception.highest).toBe(1 + maxClaimAhead);
  });

  it('is nothing new when it is known', () => {
    const { reception } = run(takes(1, 2));
    expect(claim(reception, 2)).toBe(reception);
  });
});

describe('passOver', () => {
  it('hands out what is behind the holes, and says where they are', () => {
    const { reception } = run(takes(1, 3, 6));
    const outcome = passOver(reception);
    expect(outcome.delivered).toEqual([3, 6]);
    expect(outcome.holes).toEqual([
      [2, 2],
      [4, 5],
    ]);
    expect(outcome.reception.missing).toEqual(outcome.holes);
  });

  it('goes no further than it is told', () => {
    const outcome = passOver(run(takes(1, 3, 6)).reception, 2);
    expect(outcome.delivered).toEqual([3]);
    expect(isHoldingBack(outcome.reception)).toBe(true);
  });

  it('does not pass over what nothing waits for', () => {
    const { reception } = run([...takes(1), { type: 'claim', highest: 3 }]);
    expect(passOver(reception).reception).toBe(reception);
  });

  it('lets what comes later through at once', () => {
    expect(run([...takes(1, 3), passAll, ...takes(2, 4)]).delivered).toEqual([1, 3, 2, 4]);
  });
});

describe('giveUp', () => {
  it('hands out what waited, and says what is lost', () => {
    const outcome = giveUp(run(takes(1, 4)).reception, [[2, 3]]);
    expect(outcome).toMatchObject({ delivered: [4], lost: [[2, 3]], holes: [[2, 3]] });
    expect(outcome.reception.missing).toEqual([]);
    expect(heldUpTo(outcome.reception)).toBe(4);
  });

  it('takes what comes all the same', () => {
    expect(run([...takes(1, 3), { type: 'giveUp', ranges: [[1, 9]] }, ...takes(2, 2)]).delivered).toEqual([
      1, 3, 2,
    ]);
  });

  it('shows a hole when it is come to, not before', () => {
    const { reception } = run(takes(1, 3, 5));
    const given = giveUp(reception, [[4, 4]]);
    expect(given.holes).toEqual([]);
    expect(take(given.reception, 2, 2).holes).toEqual([[4, 4]]);
  });
});

describe('lowerFirst', () => {
  it('wants what was taken for history, but for what came of it', () => {
    const { reception } = run(takes(3, 5), start(5));
    const lowered = lowerFirst(reception, 1);
    expect(lowered.missing).toEqual([
      [1, 2],
      [4, 4],
    ]);
    expect(run(takes(3, 1, 2, 4), { reception: lowered, delivered: [] }).delivered).toEqual([1, 2, 4]);
  });
});

describe('seek', () => {
  const given = giveUp(run(takes(1, 5)).reception, [[2, 4]]).reception;

  it('wants once more what was given up, and nothing else', () => {
    expect(seek(given, [[1, 3]])).toMatchObject({ missing: [], lost: [[2, 4]], sought: [[2, 3]] });
    expect(seek(given, [[5, 9]])).toBe(given);
  });

  it('goes on saying that it is not held, and that all else is', () => {
    expect(heldBut(seek(given, [[2, 4]]))).toEqual({ upTo: 5, lacks: [[2, 4]] });
  });

  it('is over when the number comes, or is given up again', () => {
    const sought = seek(given, [[2, 4]]);
    const taken = take(sought, 3, 3);
    expect(taken).toMatchObject({ isNew: true, delivered: [3] });
    expect(taken.reception.sought).toEqual([
      [2, 2],
      [4, 4],
    ]);
    const resigned = giveUp(taken.reception, [[1, 9]]);
    expect(resigned.reception.sought).toEqual([]);
    expect(resigned.lost).toEqual([
      [2, 2],
      [4, 4],
    ]);
  });
});

const total = 60;
const sequence = fc.integer({ min: 1, max: total });
const wait: fc.Arbitrary<Step> = fc.oneof(
  sequence.map((through): Step => ({ type: 'passOver', through })),
  fc.constant(passAll),
  sequence.map((highest): Step => ({ type: 'claim', highest })),
  fc
    .tuple(sequence, fc.nat(5))
    .map(([first, more]): Step => ({ type: 'giveUp', ranges: [[first, first + more]] })),
  sequence.map((first): Step => ({ type: 'seek', ranges: [[first, total]] })),
);
const arrival = fc.record({ type: fc.constant('take' as const), sequence, atOnce: fc.boolean() });
const everything = fc.shuffledSubarray(upTo(total), { minLength: total });

describe('whatever happens', () => {
  it('hands out each number exactly once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(arrival, wait)), everything, (steps, rest) => {
        const { delivered } = run([...steps, ...takes(...rest)]);
        expect(ascending(delivered)).toEqual(upTo(total));
      }),
    );
  });

  it('hands them out in order as long as nobody gives up waiting', () => {
    fc.assert(
      fc.property(everything, fc.array(sequence), (order, again) => {
        const { delivered, reception } = run(
          takes(...order.flatMap((one, index) => [one, again[index] ?? one])),
        );
        expect(delivered).toEqual(upTo(total));
        expect(reception).toMatchObject({ missing: [], lost: [], next: total + 1, highest: total });
      }),
    );
  });

  it('knows of each number whether it was had, is missing, or is lost', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(arrival, wait)), (steps) => {
        const { reception } = run(steps);
        const had = new Set(steps.flatMap((step) => (step.type === 'take' ? [step.sequence] : [])));
        for (const number of upTo(reception.highest)) {
          const isMissing = includes(reception.missing, number);
          const isLost = includes(reception.lost, number);
          expect([had.has(number), isMissing, isLost].filter(Boolean)).toHaveLength(1);
          expect(isLost || !includes(reception.sought, number), 'only what is lost is sought').toBe(true);
        }
      }),
    );
  });

  it('can be begun anew from what was handed out, and takes the rest alone, once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(arrival, wait)), fc.integer({ min: 1, max: total }), (steps, first) => {
        const { reception, delivered: before } = run(steps);
        const anew = { reception: newReception<number>(first, handedOut(reception)), delivered: [] };
        const { delivered } = run([...takes(...upTo(total), ...upTo(total)), passAll], anew);
        expect(ascending([...delivered, ...before])).toEqual(upTo(total));
      }),
    );
  });

  it('tells of each number that was gone past without it, once', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(arrival, wait)), (steps) => {
        let { reception } = start();
        for (const step of steps) {
          const { reception: after, holes } = outcomeOf(reception, step);
          for (const number of upTo(total)) {
            const isPassed = number >= reception.next && number < after.next;
            const isNotHad = includes(after.missing, number) || includes(after.lost, number);
            expect(includes(holes, number)).toBe(isPassed && isNotHad);
          }
          reception = after;
        }
      }),
    );
  });
});
