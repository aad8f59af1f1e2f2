// `backchannel receive`: prints what is said, one line a message, until it is interrupted or nobody reads any more.
import {
  filter,
  fromEventPattern,
  groupBy,
  last,
  map,
  merge,
  mergeMap,
  type MonoTypeOperatorFunction,
  type SchedulerLike,
  timer,
} from 'rxjs';
import { toPromise } from 'xstate';
import type { SessionEmitted } from '../../machines/session.events.js';
import type { Session } from '../app.js';
import { exitCodes } from '../exit-codes.js';
import { isStamped } from '../wire/chat-datagram.js';
import { escapeForTerminal, sanitiseLine } from '../wire/sanitise.js';
import type { Streams } from './streams.js';

/** What the session says of something heard. */
export type Heard = Extract<SessionEmitted, { readonly type: 'heard' }>;

/** A long message whose parts have not all come after this long is printed as it is, with its holes marked. */
export const partsPatienceMs = 1500;

/** Lets each message through once: when it is complete, or {@link partsPatienceMs} after its first part. */
export function oncePerMessage(scheduler: SchedulerLike): MonoTypeOperatorFunction<Heard> {
  return (heard$) =>
    heard$.pipe(
      groupBy(({ message }) => message.key, {
        duration: (group) =>
          merge(
            group.pipe(filter(({ message }) => message.missingParts === 0)),
            timer(partsPatienceMs, scheduler),
          ),
      }),
      mergeMap((group) => group.pipe(last())),
    );
}

/** `alice: hello`; a line break in a message is shown as a symbol, so that a line stays a line. */
export function asText({ message }: Heard): string {
  return `${message.handle}: ${sanitiseLine(message.text)}`;
}

/** One JSON object: what was said, by whom, from where, when it came, and its stamp if it has one. */
export function asJson({ message, datagram, source }: Heard): string {
  const stamp = isStamped(datagram)
    ? { epoch: datagram.epoch, seq: datagram.seq, clock: datagram.clock, missing_parts: message.missingParts }
    : {};
  return escapeForTerminal(
    JSON.stringify({
      client_id: message.clientId,
      handle: message.handle,
      content: message.text,
      address: source.address,
      port: source.port,
      received_at: new Date(message.at).toISOString(),
      ...stamp,
    }),
  );
}

/**
 * Runs `receive` on a session that has not been started.
 *
 * @returns the exit code: 0 also when interrupted, since that is how it ends
 */
export async function runReceive(
  session: Session,
  { json, scheduler }: { readonly json: boolean; readonly scheduler: SchedulerLike },
  { stdout, stderr, signals }: Streams,
): Promise<number> {
  const quit = () => session.send({ type: 'quit' });
  for (const signal of ['SIGINT', 'SIGTERM']) signals.once(signal, quit);
  // EPIPE: whoever read our output has gone; there is nothing left to do.
  stdout.on('error', quit);

  const heard$ = fromEventPattern<Heard>(
    (handler) => session.on('heard', handler),
    (_, subscription: { unsubscribe: () => void }) => subscription.unsubscribe(),
  );
  const printing = heard$
    .pipe(oncePerMessage(scheduler), map(json ? asJson : asText))
    .subscribe((line) => stdout.write(`${line}\n`));
  let told: string | undefined;
  session.subscribe({
    next: ({ context }) => {
      const { trouble } = context.recovery;
      if (trouble !== undefined && trouble.sentence !== told)
        stderr.write(`backchannel: ${trouble.sentence}; trying again\n`);
      told = trouble?.sentence;
    },
    error: () => undefined,
  });
  session.start();
  await toPromise(session);
  printing.unsubscribe();
  return exitCodes.done;
}
