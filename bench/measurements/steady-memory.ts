// Whether a chat that has heard all that it keeps goes on growing: on real multicast, as the simulated soak does for longer.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openChat } from '../../test/support/chat-terminal.js';
import type { Bench, Measurement, Sample } from '../measurement.js';
import { retainedBytes, snapshotOptions } from '../retained-memory.js';
import { openSpeaker } from '../speaker.js';

/** Beyond what the transcript keeps: from then on nothing that is kept gets more. */
const fullLines = 12_000;

const linesPerSecond = 400;

/** More than half of the talk takes. */
const patienceMs = 120_000;

const bytesPerMebibyte = 1024 * 1024;

export const steadyMemory: Measurement<'retained'> = {
  name: 'steady-memory',
  method: `The chat in a pseudo-terminal of 80 × 24 hears ${(2 * fullLines).toLocaleString('en')} lines, ${linesPerSecond} a second: for a minute, real datagrams on a real socket. It keeps the last 10,000. A whole simulated day is \`npm run soak\`.`,
  figures: {
    retained: {
      title: 'memory after 24,000 lines',
      unit: 'MiB',
      better: 'lower',
      meaning:
        'all that is in use after a full collection, program and libraries included; in the column for bare Node: the same after 12,000 lines.',
    },
  },
  run: async (bench) => ({ retained: await heardTwice(bench) }),
};

async function heardTwice(bench: Bench): Promise<Sample> {
  const { lab, room, home, build } = bench;
  const folder = await mkdtemp(join(tmpdir(), 'backchannel-bench-'));
  try {
    const env = { ...home.env, NODE_OPTIONS: snapshotOptions(folder) };
    const chat = { handle: 'bob', room, home: { env }, launch: build.launch };
    await using terminal = await openChat(lab.host('bob'), chat);
    await using speaker = await openSpeaker(bench);
    const retainedMib = async (): Promise<number> => {
      const order = { count: fullLines, perSecond: linesPerSecond, lastTo: 'bob' };
      await terminal.waitFor(await speaker.say(order), patienceMs);
      return (await retainedBytes(terminal.pid, folder)) / bytesPerMebibyte;
    };
    const full = await retainedMib();
    return { bare: full, backchannel: await retainedMib() };
  } finally {
    await rm(folder, { recursive: true });
  }
}
