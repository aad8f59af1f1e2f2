// Somebody on the LAN who talks as fast as is wanted: what the others hear is always the same, and costs them nothing
// but the hearing, since it runs in a process of its own.
import { piped } from '../test/support/program.js';
import type { Bench } from './measurement.js';
import type { SpeakerOrder } from './speaker-order.js';

/** More than the longest talk takes. */
const timeoutMs = 120_000;

export interface Speaker extends AsyncDisposable {
  /** Says so many further lines; resolves with the last one's text when the network has taken it. */
  say(order: SpeakerOrder): Promise<string>;
}

/** Starts one on carol's host; its lines are numbered from 1. */
export async function openSpeaker({ lab, room, programs }: Bench): Promise<Speaker> {
  const carol = lab.host('carol');
  const command = programs.command('speaker', room.group, String(room.port), carol.address);
  const speaker = piped(carol.spawn(command, { stdio: 'pipe' }));
  // The first line says that it is ready, each further one answers an order.
  await speaker.waitForLines(([ready]) => ready !== undefined, timeoutMs);
  return {
    say: async (order) => {
      const answered = speaker.lines().length;
      speaker.stdin.write(`${JSON.stringify(order)}\n`);
      const lines = await speaker.waitForLines(({ length }) => length > answered, timeoutMs);
      return lines[answered] ?? '';
    },
    [Symbol.asyncDispose]: async () => {
      speaker.stdin.end();
      await speaker.end;
    },
  };
}
