// How many messages a second the receive path takes: from the kernel to the transcript, without a screen.
import type { Launch } from '../../test/support/program.js';
import type { Bench, Measurement } from '../measurement.js';
import { openReceiver, type ReceiverReport } from '../receiver.js';
import { openSpeaker } from '../speaker.js';

/**
 * Messages at a time: they fit even into the receive buffer that Linux grants unless told otherwise (208 KiB, of which a
 * small datagram takes 768 bytes), so none is lost however slow the receiver is.
 */
const burstMessages = 250;

/**
 * The first bursts are not counted: until the transcript is as full as it gets, with 40, and V8 has compiled most of the
 * code, with three times as many.
 */
const warmUpBursts = 120;

const countedBursts = 80;

const microsecondsPerSecond = 1e6;

export const messagesReceived: Measurement<'received'> = {
  name: 'messages-received',
  method: `A speaker on another host sends bursts of ${burstMessages} messages, each when the one before has been received whole, so that nothing is lost and the receiver is always behind. Messages divided by the processor time (user and system) that the receiver's process used for them, over ${countedBursts} bursts after ${warmUpBursts} that are not counted: so the speaker's own speed does not matter.`,
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
  const hear = async (bursts: number): Promise<ReceiverReport> => {
    let report = nothingHeard;
    for (let burst = 0; burst < bursts; burst += 1) {
      await speaker.say({ count: burstMessages });
      report = await receiver.batchHeard();
    }
    return report;
  };
  const first = await hear(warmUpBursts);
  const last = await hear(countedBursts);
  const cpuSeconds = (last.cpuMicroseconds - first.cpuMicroseconds) / microsecondsPerSecond;
  return (last.received - first.received) / cpuSeconds;
}

const nothingHeard: ReceiverReport = { received: 0, cpuMicroseconds: 0 };
