// How fast a recording is played.
import { describe, expect, it } from 'vitest';
import { createPace } from '../../src/recording/pace.js';
import { settled, turnLine } from './turn-line.js';

function rig(speed: number, from = 1000) {
  const time = turnLine();
  const pace = createPace({ from, speed, scheduler: time.scheduler });
  const answers: { at: number; isGoing: boolean }[] = [];
  const wait = async (up: number): Promise<void> => {
    const isGoing = await pace.until(up);
    answers.push({ at: time.monotonicNow(), isGoing });
  };
  return { ...time, pace, wait: (up: number) => void wait(up), answers };
}

describe('the pace', () => {
  it.each([
    { speed: 1, at: 500 },
    { speed: 4, at: 130 },
    { speed: 0.5, at: 1000 },
  ])('at speed $speed waits until it is time', async ({ speed, at }) => {
    const { pass, wait, answers } = rig(speed);
    wait(1500);
    await pass(2000);
    expect(answers).toEqual([{ at, isGoing: true }]);
  });

  it('does not wait for what is past, or at all at the greatest speed', async () => {
    const { wait, answers } = rig(1);
    wait(900);
    const fast = rig(Number.POSITIVE_INFINITY);
    fast.wait(1e12);
    await settled();
    expect([...answers, ...fast.answers]).toEqual([
      { at: 0, isGoing: true },
      { at: 0, isGoing: true },
    ]);
  });

  it('does not count the time in which it was paused', async () => {
    const { pass, pace, wait, answers } = rig(1);
    wait(1500);
    await pass(200);
    pace.toggle();
    expect(pace.isPaused()).toBe(true);
    await pass(10_000);
    expect(answers).toEqual([]);
    pace.toggle();
    await pass(310);
    expect(answers).toEqual([{ at: 10_500, isGoing: true }]);
  });

  it('is paused at the greatest speed too', async () => {
    const { pass, pace, wait, answers } = rig(Number.POSITIVE_INFINITY);
    pace.toggle();
    wait(1500);
    await pass(1000);
    expect(answers).toEqual([]);
    pace.toggle();
    await settled();
    expect(answers).toEqual([{ at: 1000, isGoing: true }]);
  });

  it('ends all waiting when it is stopped', async () => {
    const { pace, wait, answers } = rig(1);
    wait(1500);
    pace.stop();
    wait(1600);
    await settled();
    expect(answers.map(({ isGoing }) => isGoing)).toEqual([false, false]);
  });
});
