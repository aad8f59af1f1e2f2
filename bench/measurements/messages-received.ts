// How many messages a second the receive path takes: from the kernel to the transcript, without a screen.
import type { Launch } from '../../test/support/program.js';
import type { Bench, Measurement } from '../measurement.js';
import { nothingHeard, openReceiver, type ReceiverReport } from '../receiver.js';
import { openSpeaker } from '../speaker.js';

/**
 * Messages at a time. Two such bursts fit even into the receive buffer that Linux grants unless told otherwise (208 KiB,
 * doubled; a small datagram takes 768 bytes of it), so none is lost however slow the receiver is.
 */
const burstMessages = 250;

/**
 * The first bursts are not counted: until the transcript is as full as it gets, with 40, and V8 has compiled what runs once
 * a burst, which it does only after hundreds of them.
 */
const warmUpBursts = 800;

const countedBursts = 200;

const microsecondsPerSecond = 1e6;

export const messagesReceived: Measurement<'received'> = {
  name: 'messages-received',
  method: `A speaker on another host sends bursts of ${burstMessages} messages, each when the last but one has been received whole: so one is always on its way, and nothing is lost. Messages divided by the processor time (user and system) that the receiver's process used for them, over ${countedBursts} bursts after ${warmUpBursts} that are not counted, in which V8 compiles the code: so the speaker's own speed does not matter.`,
  figures: {
    received: {
      title: 'messages received',
      unit: 'messages a second of processor time',
      better: 'higher',
      meaning:
        'the session on real multicast, each message decoded, de-duplicated and in the transcript; bare: a `dgram` callback that does `JSON.parse` on the same datagrams.',
    },
  },
  run: async (bench) => ({
    received: {
      backchannel: await messagesPerSecond(bench, (...args) =>
        bench.build.parts.command('session-receiver', ...args),
      ),
      bare: await messagesPerSecond(bench, (...args) => bench.programs.command('bare-receiver', ...args)),
    },
  }),
};

async function messagesPerSecond(bench: Bench, launch: Launch): Promise<number> {
  await using receiver = await openReceiver(bench, launch, burstMessages);
  await using speaker = await openSpeaker(bench);
  const sayBurst = async (): Promise<string> => await speaker.say({ count: burstMessages });
  const hear = async (bursts: number): Promise<ReceiverReport> => {
    let report = nothingHeard;
    for (let burst = 0; burst < bursts; burst += 1) {
      await sayBurst();
      report = await receiver.batchHeard();
    }
    return report;
  };
  // The one that is on its way: a receiver that waits for more to come is never left without.
  await sayBurst();
  const first = await hear(warmUpBursts);
  const last = await hear(countedBursts);
  const cpuSeconds = (last.cpuMicroseconds - first.cpuMicroseconds) / microsecondsPerSecond;
  return (last.received - first.received) / cpuSeconds;
}
