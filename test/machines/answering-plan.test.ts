// What is repeated for others, and what is not, as plain data.
import { describe, expect, it } from 'vitest';
import {
  answered,
  nextAnswer,
  nothingWanted,
  repairedByAnother,
  wantedByAnother,
} from '../../machines/answering-plan.js';
import { maxAnsweredPerStream } from '../../src/limits.js';

const pauseMs = 100;

describe('what others want', () => {
  it('is repeated when it is due, each in its time', () => {
    const one = wantedByAnother(nothingWanted, [1, 2], 0, 40);
    const both = wantedByAnother(one, [2, 3], 10, 50);
    expect(nextAnswer(both)).toBe(40);
    const first = answered(both, 40, pauseMs);
    expect(first.sequences).toEqual([1, 2]);
    expect(nextAnswer(first.plan)).toBe(50);
    expect(answered(first.plan, 50, pauseMs).sequences).toEqual([3]);
  });

  it('is not repeated when another has done so', () => {
    const plan = repairedByAnother(wantedByAnother(nothingWanted, [1, 2], 0, 40), 1, 10, pauseMs);
    expect(answered(plan, 40, pauseMs).sequences).toEqual([2]);
  });

  it.each([
    { who: 'us', plan: answered(wantedByAnother(nothingWanted, [1], 0, 0), 0, pauseMs).plan },
    { who: 'another', plan: repairedByAnother(nothingWanted, 1, 0, pauseMs) },
  ])('is not repeated again within the pause, when it was by $who', ({ plan }) => {
    expect(nextAnswer(wantedByAnother(plan, [1], 99, 100))).toBeUndefined();
    expect(nextAnswer(wantedByAnother(plan, [1], 100, 110))).toBe(110);
  });
});

describe('bounds', () => {
  const many = Array.from({ length: 2 * maxAnsweredPerStream }, (_, index) => index + 1);

  it('remembers no more than so many that are due, and as many that were repeated', () => {
    const plan = wantedByAnother(nothingWanted, many, 0, 10);
    expect(plan.due.size).toBe(maxAnsweredPerStream);
    const quiet = many.reduce(
      (each, sequence) => repairedByAnother(each, sequence, 0, pauseMs),
      nothingWanted,
    );
    expect([...quiet.quiet.keys()]).toEqual(many.slice(-maxAnsweredPerStream));
  });

  it('forgets what was repeated when the pause is over', () => {
    const plan = repairedByAnother(repairedByAnother(nothingWanted, 1, 0, pauseMs), 2, 100, pauseMs);
    expect([...plan.quiet]).toEqual([[2, 200]]);
  });
});
