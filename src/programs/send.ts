// `backchannel send`: says one thing, or each line of standard input, and leaves when the network has taken it all.
import { createInterface } from 'node:readline';
import { toPromise, waitFor } from 'xstate';
import type { Session } from '../app.js';
import { exitCodes } from '../exit-codes.js';
import type { Streams } from './streams.js';
import { unsentSentence } from './unsent.js';

/** Input is read on when fewer messages than this wait: enough to keep the network busy, little to lose. */
const readAheadMessages = 32;

/** A network that cannot be had after this many retries (some 3 s) is not worth a script's waiting. */
export const sendMaxRetries = 3;

/**
 * Runs `send` on a session that has not been started.
 *
 * @param text what to say; without it, each line of standard input is a message, and blank lines are none
 * @returns the exit code: 0 only when the network took every message
 */
export async function runSend(session: Session, text: string | undefined, streams: Streams): Promise<number> {
  let refused = 0;
  session.on('refused', ({ sentence }) => {
    refused += 1;
    streams.stderr.write(`backchannel: not sent: ${sentence}\n`);
  });
  const stop = () => session.send({ type: 'quit' });
  for (const signal of ['SIGINT', 'SIGTERM']) streams.signals.once(signal, stop);

  session.start();
  const ended = toPromise(session);
  if (text === undefined) await Promise.race([sayLines(session, streams), ended]);
  else session.send({ type: 'say', text, at: streams.now() });
  if (session.getSnapshot().status === 'active') session.send({ type: 'finish' });
  const output = await ended;
  streams.stdin.destroy();
  const unsent = unsentSentence(output);
  if (unsent !== undefined) streams.stderr.write(`backchannel: ${unsent}\n`);
  return refused + output.unsent > 0 ? exitCodes.failed : exitCodes.done;
}

async function sayLines(session: Session, { stdin, now }: Streams): Promise<void> {
  for await (const line of createInterface({ input: stdin, crlfDelay: Infinity })) {
    if (line.trim() === '') continue;
    session.send({ type: 'say', text: line, at: now() });
    const { status } = await waitFor(session, hasRoomOrEnded, { timeout: Infinity });
    if (status !== 'active') return;
  }
}

function hasRoomOrEnded({ status, context }: ReturnType<Session['getSnapshot']>): boolean {
  return status !== 'active' || context.outbox.length < readAheadMessages;
}
