// Somebody on the LAN who hears and has no screen: a process on bob's host, which tells what its messages have cost it.
import * as z from 'zod';
import { type Launch, piped } from '../test/support/program.js';
import type { Bench } from './measurement.js';

/** What a receiver tells after each batch: totals since its start. */
const receiverReport = z.object({ received: z.int(), cpuMicroseconds: z.number() });

export type ReceiverReport = z.infer<typeof receiverReport>;

export const nothingHeard: ReceiverReport = { received: 0, cpuMicroseconds: 0 };

export interface Receiver extends AsyncDisposable {
  /** Waits for a further batch to be heard whole, and returns the totals by then. */
  batchHeard(): Promise<ReceiverReport>;
}

/**
 * Starts one; resolves when it is a member of the group.
 *
 * @param launch makes its argument list
 * @param batch how many messages it counts before it tells
 */
export async function openReceiver({ lab, room }: Bench, launch: Launch, batch: number): Promise<Receiver> {
  const bob = lab.host('bob');
  const command = launch(room.group, String(room.port), bob.address, String(batch));
  const running = piped(bob.spawn(command, { stdio: 'pipe' }));
  await running.whileRunning(bob.untilJoined(room.group, room.port));
  let told = 0;
  return {
    batchHeard: async () => {
      const lines = await running.waitForLines(({ length }) => length > told);
      told += 1;
      return receiverReport.parse(JSON.parse(lines[told - 1] ?? ''));
    },
    [Symbol.asyncDispose]: async () => {
      running.kill('SIGKILL');
      await running.end;
    },
  };
}
