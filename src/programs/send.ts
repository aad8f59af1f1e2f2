// `backchannel send`: says one thing, or each line of standard input, and leaves when those who are there have got it all.
import { BehaviorSubject, type SchedulerLike } from 'rxjs';
import { toPromise } from 'xstate';
import type { Session } from '../app.js';
import { exitCodes, hungUpExitCode } from '../exit-codes.js';
import { lackingSentence } from './audience.js';
import { inputLines, maxLineUnits } from './input-lines.js';
import { leaveWhenSignalled } from './leave-when-signalled.js';
import { untilMoreIsTaken } from './read-ahead.js';
import type { StandardStreams } from './standard-streams.js';
import { unsentSentence } from './unsent.js';
import { stepsOfListening, untilHeld } from './until-held.js';

/** A network that cannot be had after this many retries (some 3 s) is not worth a script's waiting. */
export const sendMaxRetries = 3;

export interface SendOptions {
  /** What to say; without it, each line of standard input is a message, and blank lines are none. */
  readonly text?: string | undefined;
  /** How long those who are there have to get it all, in milliseconds; 0 waits for nobody. */
  readonly waitMs: number;
  /** RxJS's time; the session's must be the same. */
  readonly scheduler: SchedulerLike;
}

/**
 * Runs `send` on a session that has not been started.
 *
 * @returns the exit code: 0 when the network took every message that was read, whoever has got it; that of the signal when its
 *   terminal is closed
 */
export async function runSend(
  session: Session,
  { text, waitMs, scheduler }: SendOptions,
  streams: StandardStreams,
): Promise<number> {
  const complaints: string[] = [];
  const tell = (sentence: string) => streams.stderr.write(`backchannel: ${sentence}\n`);
  const complain = (sentence: string) => {
    complaints.push(sentence);
    tell(sentence);
  };
  session.on('refused', ({ sentence }) => complain(`not sent: ${sentence}`));
  const signalled = leaveWhenSignalled(session, streams.signals);
  const isStopped = () => signalled.exitCode() !== undefined;

  // It never completes: the input may last longer than all the listening takes.
  const steps$ = new BehaviorSubject(0);
  const listening = stepsOfListening(session, scheduler).subscribe((count) => steps$.next(count));
  session.start();
  const ended = toPromise(session);
  const input =
    text === undefined ? sayLines(session, streams, isStopped, complain) : sayText(session, text, streams);
  await Promise.race([input, ended]);
  if (waitMs > 0 && hasSaidSomething(session)) {
    const beganAt = scheduler.now();
    const isInTime = await untilHeld(session, steps$, waitMs, scheduler);
    const waitedMs = isInTime ? scheduler.now() - beganAt : waitMs;
    const { status, context } = session.getSnapshot();
    const lacking = status === 'active' ? lackingSentence(context, waitedMs) : undefined;
    // No complaint: the network took it, and whoever holds it may still pass it on.
    if (lacking !== undefined) tell(lacking);
  }
  if (session.getSnapshot().status === 'active') session.send({ type: 'finish' });
  const output = await ended;
  listening.unsubscribe();
  signalled.stop();
  // A text of its own needs no input, which is not even made then.
  if (text === undefined) streams.stdin.destroy();
  const unsent = unsentSentence(output);
  if (unsent !== undefined) complain(unsent);
  if (signalled.exitCode() === hungUpExitCode) return hungUpExitCode;
  return complaints.length > 0 ? exitCodes.failed : exitCodes.done;
}

async function sayText(session: Session, text: string, { now }: StandardStreams): Promise<void> {
  session.send({ type: 'say', text, at: now() });
}

/** Says each line; what ends the input early is complained of, since lines may be missing then. */
async function sayLines(
  session: Session,
  { stdin, now }: StandardStreams,
  isStopped: () => boolean,
  complain: (sentence: string) => void,
): Promise<void> {
  try {
    for await (const line of inputLines(stdin, maxLineUnits)) {
      if (isStopped()) return complain('interrupted before the end of the input');
      if (line.trim() === '') continue;
      session.send({ type: 'say', text: line, at: now() });
      if (!(await untilMoreIsTaken(session))) return;
    }
  } catch (error) {
    // A session that has ended closes its input, which is no failure of the input.
    if (session.getSnapshot().status !== 'active') return;
    complain(`the input cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function hasSaidSomething(session: Session): boolean {
  const { outbox, receipts } = session.getSnapshot().context;
  return outbox.length + receipts.sent > 0;
}
