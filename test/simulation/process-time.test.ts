// Time as one process sees it.
import { describe, expect, it } from 'vitest';
import { createProcessTime } from '../../src/simulation/process-time.js';
import { createTimeLine } from '../../src/simulation/time-line.js';

describe('a stopped process', () => {
  it('fires what came due at once when it goes on, in its order, and the rest in its turn', async () => {
    const line = createTimeLine();
    const time = createProcessTime(line);
    const fired: string[] = [];
    for (const ms of [30, 10, 20]) time.clock.setTimeout(() => fired.push(`${ms}`), ms);
    time.pause();
    await line.pass(25);
    expect(fired).toEqual([]);
    time.resume();
    expect(fired).toEqual(['10', '20']);
    await line.pass(5);
    expect(fired).toEqual(['10', '20', '30']);
  });

  it('fires nothing that an earlier one has cleared', async () => {
    const line = createTimeLine();
    const time = createProcessTime(line);
    const fired: string[] = [];
    let second: unknown;
    time.clock.setTimeout(() => time.clock.clearTimeout(second), 10);
    second = time.clock.setTimeout(() => fired.push('second'), 10);
    time.pause();
    await line.pass(10);
    time.resume();
    expect(fired).toEqual([]);
  });
});

describe('a wall clock', () => {
  it('may be off, and be set, without any timer minding', async () => {
    const line = createTimeLine();
    const time = createProcessTime(line, 5000);
    const fired: number[] = [];
    time.scheduler.schedule(() => fired.push(line.scheduler.now()), 100);
    expect(time.now()).toBe(line.now() + 5000);
    time.setClock(-7000);
    expect(time.scheduler.now()).toBe(line.now() - 2000);
    await line.pass(200);
    expect(fired).toEqual([100]);
  });
});
