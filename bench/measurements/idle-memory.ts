// What a chat in which nothing is said keeps of the computer's memory.
import { setTimeout as sleep } from 'node:timers/promises';
import { openTerminal } from '../../test/support/terminal.js';
import { openFullChat } from '../chat.js';
import { residentMebibytesOf } from '../kernel-counts.js';
import type { Measurement } from '../measurement.js';

/** Until what the start needed is over; and then the collector has had time for it. */
const idleMs = 8000;

/** Does nothing, and stays. */
const bareIdle = 'setInterval(() => {}, 1e6); console.log("idle")';

export const idleMemory: Measurement<'resident'> = {
  name: 'idle-memory',
  method: `A chat in a pseudo-terminal of 80 × 24, alone on its LAN, ${idleMs / 1000} s after its first screen.`,
  figures: {
    resident: {
      title: 'memory of an idle chat',
      unit: 'MiB',
      better: 'lower',
      meaning:
        'the resident set (`VmRSS`), with the pages of Node itself that all its processes share; bare: a Node that only waits, `setInterval(() => {}, 1e6)`.',
    },
  },
  run: async (bench) => {
    await using chat = await openFullChat(bench, 'alice');
    const command = bench.lab.host('bob').command([process.execPath, '--eval', bareIdle]);
    await using bare = openTerminal({ command, env: bench.home.env });
    await bare.waitFor('idle');
    await sleep(idleMs);
    return {
      resident: {
        backchannel: await residentMebibytesOf(chat.pid),
        bare: await residentMebibytesOf(bare.pid),
      },
    };
  },
};
