// What becomes of a chat that is sent more than any computer reads: whether it lives, what it reads, and whether one can
// still type.
import { say } from '../../test/support/chat-terminal.js';
import type { Host } from '../../test/support/lab.js';
import type { TerminalSession } from '../../test/support/terminal.js';
import { openFullChat } from '../chat.js';
import { keyDelays, keyPauseMs } from '../key-delays.js';
import { residentMebibytesOf } from '../kernel-counts.js';
import type { Bench, Measurement, Sample } from '../measurement.js';
import { percentile } from '../statistics.js';

const datagramsPerSecond = 50_000;
const floodSeconds = 10;

/** Of one address no more is read than the door keeper lets in; of so many, all of it may be. */
const addresses = 16;

/** As many as are pressed while it lasts. */
const keys = 200;

/** The last byte of the first of its further addresses: no host of the lab has it. */
const firstFurther = 101;

const hundred = 100;

type Figures = 'sent' | 'read' | 'p50' | 'p99' | 'memory';

export const flood: Measurement<Figures> = {
  name: 'flood',
  method: `The chat in a pseudo-terminal of 80 × 24 is sent ${datagramsPerSecond} datagrams a second for ${floodSeconds} seconds, as far as the sender gets, from ${addresses} addresses, while a key is pressed every ${keyPauseMs} ms. The run fails if the chat does not say how many it has not read, or does not answer afterwards.`,
  figures: {
    sent: {
      title: 'datagrams of a flood',
      unit: 'datagrams a second',
      better: 'higher',
      meaning: 'how many the sender got out, on the same two cores.',
    },
    read: {
      title: 'of them read',
      unit: '%',
      better: 'higher',
      meaning: 'what neither the system has dropped nor the door keeper has turned away.',
    },
    p50: {
      title: 'a key shows amid the flood, p50',
      unit: 'ms',
      better: 'lower',
      meaning: "50 of 100 keys stand in the input line this soon; the emulator's own work counts as well.",
    },
    p99: {
      title: 'a key shows amid the flood, p99',
      unit: 'ms',
      better: 'lower',
      meaning: "99 of 100 keys stand in the input line this soon; the emulator's own work counts as well.",
    },
    memory: {
      title: 'memory afterwards',
      unit: 'MiB',
      better: 'lower',
      meaning: 'what the chat has in memory (resident set), garbage included.',
    },
  },
  run: async (bench) => await flooded(bench),
};

async function flooded(bench: Bench): Promise<Record<Figures, Sample>> {
  const { lab, room, programs } = bench;
  await using terminal = await openFullChat(bench, 'bob');
  const carol = lab.host('carol');
  const own = await moreAddresses(carol);
  const flooding = carol.run(
    ...programs.command(
      'flooder',
      room.group,
      String(room.port),
      own.join(','),
      String(datagramsPerSecond),
      String(floodSeconds),
    ),
  );
  const delays = await keyDelays(terminal, { prompt: 'bob> ', keys });
  const sent = Number(await flooding);
  const unread = await unreadBy(terminal);
  return {
    sent: { backchannel: sent / floodSeconds },
    read: { backchannel: (1 - unread / sent) * hundred },
    p50: { backchannel: percentile(delays, 0.5) },
    p99: { backchannel: percentile(delays, 0.99) },
    memory: { backchannel: await residentMebibytesOf(terminal.pid) },
  };
}

/** Gives a host further addresses, if it has none yet. @returns all that it has */
async function moreAddresses(host: Host): Promise<readonly string[]> {
  const prefix = host.address.slice(0, host.address.lastIndexOf('.') + 1);
  const further = Array.from({ length: addresses - 1 }, (_, index) => `${prefix}${firstFurther + index}`);
  for (const address of further)
    await host.run('ip', 'address', 'replace', `${address}/24`, 'dev', host.interface);
  return [host.address, ...further];
}

/** How the chat says that it does not read all; it looks every five seconds. */
const sentence = 'dropped on this port';

/** What the chat says that it has not read, told by itself and on its page. */
async function unreadBy(terminal: TerminalSession): Promise<number> {
  // The next key takes the sentence away, perhaps before it is painted; when the flood is over it is said once more.
  if (!terminal.raw().includes(sentence)) await terminal.waitFor(sentence);
  terminal.press('ctrl-u');
  say(terminal, '/net');
  await terminal.waitFor(/dropped +\d+ datagrams? by the system/);
  const page = terminal.screen().join('\n');
  const counts = [/dropped +(\d+)/, /refused +(\d+)/].map((row) => Number(row.exec(page)?.[1] ?? 0));
  return counts.reduce((sum, count) => sum + count, 0);
}
