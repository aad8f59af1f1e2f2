// A long talk in simulated time whose memory is flat; `npm run soak` has the whole day of 20 people.
import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished } from 'vitest';
import { maxTranscriptEntries } from '../../src/limits.js';
import { flatGrowth, memoryGrowth } from '../../src/simulation/memory-growth.js';
import { soak, type SoakPoint } from '../../src/simulation/soak.js';
import { doneQuietly, piped } from '../support/program.js';

/** In a process of its own, whose memory nobody else uses, and in which collection can be asked for. */
function runSoak(...options: readonly string[]) {
  const child = spawn(process.execPath, ['--expose-gc', '--import', 'tsx', 'scripts/soak.ts', ...options], {
    stdio: 'pipe',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  return piped(child);
}

/** Many times what it takes on a machine that has nothing else to do. */
const patienceMs = 300_000;

describe('a long talk', () => {
  it(
    'takes no more memory once the transcript is full, and loses nothing',
    async () => {
      const options = ['--peers', '2', '--hours', '0.2', '--lines', '16000', '--looks', '32'];
      const running = runSoak(...options);
      expect(await running.end).toEqual(doneQuietly);
      expect(running.lines().at(-1)).toMatch(/^flat: /u);
    },
    patienceMs,
  );

  it('is told as growing when it grows', async () => {
    let bytes = 1_000_000;
    const leaky = (): number => (bytes += 100_000);
    const settings = { peers: 2, hours: 0.01, lines: 20, loss: 0, seed: 1, looks: 10 };
    const { points, said, shown, violation } = await soak(settings, leaky);
    expect({ said, shown, violation }).toEqual({ said: 20, shown: 20, violation: undefined });
    const full = points.map(({ hours, bytes: used }) => ({
      hours,
      said: 2 * maxTranscriptEntries,
      bytes: used,
    }));
    expect(memoryGrowth(full)).toBeGreaterThan(flatGrowth);
  });
});

/** Looks after every 2,000 lines. */
function looks(bytesAt: (look: number) => number): readonly SoakPoint[] {
  return Array.from({ length: 20 }, (_, look) => ({ hours: look, said: look * 2000, bytes: bytesAt(look) }));
}

describe('memoryGrowth', () => {
  const rows = [
    { name: 'no growth', points: looks(() => 100), expected: 0 },
    { name: 'what is still being filled', points: looks((look) => Math.min(look, 6)), expected: 0 },
    { name: 'a leak', points: looks((look) => 100 + look), expected: 11 / 107 },
    { name: 'one look that differs', points: looks((look) => (look === 19 ? 500 : 100)), expected: 0 },
  ];
  it.each(rows)('tells $name', ({ points, expected }) => {
    expect(memoryGrowth(points)).toBeCloseTo(expected, 2);
  });

  it('cannot tell before all is full', () => {
    expect(memoryGrowth([{ hours: 1, said: maxTranscriptEntries, bytes: 1 }])).toBeUndefined();
  });
});
