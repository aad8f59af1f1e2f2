// When each missing number is asked for, as plain data.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  afterBackOff,
  afterWait,
  type AskingPlan,
  askedByAnother,
  holdingBack,
  nextStep,
  nothingMissing,
  planFor,
  planWithout,
  released,
} from '../../machines/asking-plan.js';
import { includes, type Ranges } from '../../src/chat/ranges.js';
import { maxAskedPerStream } from '../../src/limits.js';
import { defaultProtocolTiming as timing } from '../../src/protocol-timing.js';
import { maxRangesListed } from '../../src/wire/control.js';

const backOffMs = 50;

/** The plan's next step taken at its time: who it asks for, or gives up, and when. */
function stepped(plan: AskingPlan): { plan: AskingPlan; atMs: number; asked: Ranges; lost: Ranges } {
  const next = nextStep(plan);
  if (next === undefined) throw new Error('nothing is planned');
  const atMs = next.dueMs;
  return next.stage === 'backing-off'
    ? { atMs, lost: [], ...afterBackOff(plan, atMs, backOffMs, timing) }
    : { atMs, asked: [], ...afterWait(plan, atMs, backOffMs, timing) };
}

/** A plan for these that has just been asked for, after 20 + 50 ms. */
function asked(ranges: Ranges): AskingPlan {
  return stepped(stepped(planFor(nothingMissing, ranges, 0, timing)).plan).plan;
}

describe('a number that is missing', () => {
  it('waits for reordering, backs off, is asked for, and waits for its repair', () => {
    let plan = planFor(nothingMissing, [[5, 5]], 0, timing);
    const course = [nextStep(plan)];
    for (let step = 0; step < 3; step += 1) {
      plan = stepped(plan).plan;
      course.push(nextStep(plan));
    }
    expect(course).toEqual([
      { stage: 'reordering', dueMs: 20 },
      { stage: 'backing-off', dueMs: 70 },
      { stage: 'waiting', dueMs: 220 },
      { stage: 'backing-off', dueMs: 270 },
    ]);
  });

  it('is asked for with growing pauses, twelve times, and then given up', () => {
    let plan = planFor(nothingMissing, [[5, 5]], 0, timing);
    const askedAt: number[] = [];
    let lost: Ranges = [];
    while (nextStep(plan) !== undefined) {
      const step = stepped(plan);
      if (step.asked.length > 0) askedAt.push(step.atMs);
      ({ plan, lost } = step);
    }
    const pauses = askedAt.slice(1).map((atMs, index) => atMs - (askedAt[index] ?? 0) - backOffMs);
    expect(pauses).toEqual([150, 150, 150, 225, 337.5, 506.25, 759.375, 1000, 1000, 1000, 1000]);
    expect(lost).toEqual([[5, 5]]);
    expect(nextStep(planFor(plan, [[5, 5]], 9000, timing)), 'asked for again').toBeUndefined();
  });

  it('is forgotten when it has come', () => {
    expect(planFor(asked([[5, 7]]), [[6, 6]], 100, timing)).toEqual(asked([[6, 6]]));
    expect(planWithout(asked([[5, 6]]), 5)).toEqual(asked([[6, 6]]));
    const plan = asked([[5, 5]]);
    expect(planWithout(plan, 9)).toBe(plan);
  });

  it('is asked for soon when it is new, whatever others wait for', () => {
    const plan = planFor(
      asked([[5, 5]]),
      [
        [5, 5],
        [9, 9],
      ],
      100,
      timing,
    );
    expect(nextStep(plan)).toEqual({ stage: 'reordering', dueMs: 120 });
    const { asked: ranges, atMs } = stepped(stepped(plan).plan);
    expect([atMs, ranges]).toEqual([170, [[9, 9]]]);
  });

  it('joins a back-off that is running, so that one datagram asks for both', () => {
    const backing = stepped(planFor(nothingMissing, [[5, 5]], 0, timing)).plan;
    const both = stepped(
      planFor(
        backing,
        [
          [5, 5],
          [7, 7],
        ],
        30,
        timing,
      ),
    ).plan;
    expect(stepped(both)).toMatchObject({
      atMs: 70,
      asked: [
        [5, 5],
        [7, 7],
      ],
    });
  });
});

describe('what another has asked for', () => {
  it.each([
    { what: 'reordering', plan: planFor(nothingMissing, [[5, 5]], 0, timing), nowMs: 10, dueMs: 160 },
    {
      what: 'backing off',
      plan: stepped(planFor(nothingMissing, [[5, 5]], 0, timing)).plan,
      nowMs: 30,
      dueMs: 180,
    },
    { what: 'waiting', plan: asked([[5, 5]]), nowMs: 100, dueMs: 250 },
  ])('$what: waits for the repair', ({ plan, nowMs, dueMs }) => {
    const after = askedByAnother(plan, [[1, Number.MAX_SAFE_INTEGER]], nowMs, timing);
    expect(nextStep(after)).toEqual({ stage: 'waiting', dueMs });
    expect(after.get(5)?.asks).toBe(1);
  });

  it('is not put off for ever', () => {
    let plan = asked([[5, 5]]);
    for (let nowMs = 100; nowMs <= 1000; nowMs += 100) plan = askedByAnother(plan, [[5, 5]], nowMs, timing);
    expect(nextStep(plan)?.dueMs).toBe(70 + timing.askAgainMaxMs);
  });

  it('is the only thing that changes', () => {
    const plan = planFor(nothingMissing, [[5, 6]], 0, timing);
    expect(askedByAnother(plan, [[6, 9]], 10, timing).get(5)).toBe(plan.get(5));
  });
});

describe('bounds', () => {
  it('asks for the earliest when more is missing than is worth remembering', () => {
    const plan = planFor(nothingMissing, [[10, Number.MAX_SAFE_INTEGER]], 0, timing);
    expect([...plan.keys()]).toEqual(Array.from({ length: maxAskedPerStream }, (_, index) => 10 + index));
  });

  it('asks for what holds others back before what was given up before', () => {
    const plan = planFor(
      nothingMissing,
      [
        [1, maxAskedPerStream],
        [900, 901],
      ],
      0,
      timing,
      (number) => number < 900,
    );
    expect([...plan.keys()].slice(-3)).toEqual([maxAskedPerStream - 2, 900, 901]);
    expect(plan.size).toBe(maxAskedPerStream);
  });

  it('asks for no more ranges than one datagram lists, and for the rest after another back-off', () => {
    const ranges = Array.from({ length: maxRangesListed + 2 }, (_, index) => [2 * index, 2 * index] as const);
    const first = stepped(stepped(planFor(nothingMissing, ranges, 0, timing)).plan);
    expect(first.asked).toEqual(ranges.slice(0, maxRangesListed));
    expect(stepped(first.plan)).toMatchObject({ atMs: 120, asked: ranges.slice(maxRangesListed) });
  });
});

describe('holding back', () => {
  const plan = planFor(
    planFor(nothingMissing, [[5, 5]], 0, timing),
    [
      [5, 5],
      [9, 9],
    ],
    1200,
    timing,
  );

  it('is for the earliest hole, from when it was noticed', () => {
    expect(holdingBack(plan)).toEqual({ sequence: 5, noticedMs: 0 });
    expect(holdingBack(planWithout(plan, 5))).toEqual({ sequence: 9, noticedMs: 1200 });
    expect(holdingBack(nothingMissing)).toBeUndefined();
  });

  it('ends for each hole in its turn', () => {
    const first = released(plan, 1500, timing);
    expect(first.through).toBe(5);
    expect(holdingBack(first.plan)).toEqual({ sequence: 9, noticedMs: 1200 });
    const second = released(first.plan, 2700, timing);
    expect(second.through).toBe(9);
    expect(holdingBack(second.plan)).toBeUndefined();
  });
});

it('asks for everything that is missing, for nothing else, never too often, and comes to an end', () => {
  const holes = fc
    .uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 20 })
    .map((numbers): Ranges => numbers.toSorted((a, b) => a - b).map((number) => [number, number]));
  fc.assert(
    fc.property(fc.array(fc.record({ holes, nacked: holes }), { minLength: 1, maxLength: 5 }), (events) => {
      let plan = nothingMissing;
      let nowMs = 0;
      let missing: Ranges = [];
      const run = (steps: number): void => {
        for (let step = 0; step < steps && nextStep(plan) !== undefined; step += 1) {
          const { atMs, asked: wanted, ...rest } = stepped(plan);
          expect(wanted.every(([first, last]) => includes(missing, first) && includes(missing, last))).toBe(
            true,
          );
          expect(wanted.length).toBeLessThanOrEqual(maxRangesListed);
          expect(atMs).toBeGreaterThanOrEqual(nowMs);
          ({ plan } = rest);
          nowMs = atMs;
        }
      };
      for (const { holes: next, nacked } of events) {
        missing = next;
        plan = planFor(plan, missing, nowMs, timing);
        run(3);
        plan = askedByAnother(plan, nacked, nowMs, timing);
        run(2);
      }
      const enough = 60 * 2 * (timing.maxAsks + 1);
      run(enough);
      expect(nextStep(plan)).toBeUndefined();
      expect(plan.size).toBe(missing.length);
      for (const { stage, asks } of plan.values())
        expect([stage, asks]).toEqual(['given-up', timing.maxAsks]);
    }),
  );
});
